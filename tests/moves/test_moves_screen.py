"""The moves of a schedule in an app of their own, driven by keys."""

import json
from datetime import timedelta

import pytest
from rich.cells import cell_len
from textual.widgets import Button, Input, OptionList

from store.lifecycle.life import Life, life_of
from store.lifecycle.moves import Move
from store.lifecycle.offers import offers
from store.model.event import read_entry
from tests.moves.moves_app import go_to, life_in, moment, opened, press, type_in, types_of
from tests.panes.pane_app import settle
from tests.support.screens import SAMPLES, Typed, shown
from tui.presentation.signs import ASCII
from tui.screens.lives.picking import ReasonPicker, SeriesPicker


@pytest.fixture(scope="module")
def submitted() -> Life:
    """Give a schedule whose first version was sent and not answered yet."""
    return life_in("02_rejected_and_resubmitted.jsonl", 2)


async def test_what_can_be_done_comes_first_and_what_cannot_says_why(submitted: Life) -> None:
    async with opened(submitted, size=(120, 50)) as (_, app):
        prompts = [str(one.prompt) for one in app.moves.moves.options]
        refused = [one.refusal for one in offers(submitted, None, moment(submitted)) if one.refusal]
        assert refused
        possible = len(prompts) - len(refused)
        assert all("\n" not in prompt for prompt in prompts[:possible])
        for reason, prompt in zip(refused, prompts[possible:], strict=True):
            assert " ".join(reason.split()) in " ".join(prompt.split())
        assert "TSO" in prompts[1]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_every_move_and_its_reason_fit_the_list(submitted: Life, size: tuple[int, int]) -> None:
    async with opened(submitted, size=size) as (pilot, app):
        width = app.moves.moves.scrollable_content_region.width
        lines = [line for one in app.moves.moves.options for line in str(one.prompt).splitlines()]
        assert len(lines) > len(app.moves.moves.options)
        assert max(map(cell_len, lines)) <= width
        await go_to(pilot, app, Move.SUBMIT)
        text = shown(app)
        assert all(words in text for words in ("1-8, 08:00-10:00", "all 96", "more than before", "settled by other"))


async def test_a_submission_out_of_balance_is_settled_unless_it_is_to_be_left(submitted: Life) -> None:
    async with opened(submitted) as (pilot, app):
        await go_to(pilot, app, Move.SUBMIT)
        assert "v2 is in balance" in shown(app)
        await press(pilot, "enter", "down", "down", "down", "enter")
        assert "left as it comes out" in shown(app)
        assert "A54, v2 is not in balance in 6 quarter-hours" in shown(app)


async def test_a_rejection_with_a54_is_previewed_and_applied_by_keys_alone(submitted: Life) -> None:
    async with opened(submitted) as (pilot, app):
        await press(pilot, "down", "down", "j")
        assert "A54 global position not in balance" in shown(app)
        assert "version.rejected" in shown(app)
        assert "submitted → rejected" in shown(app)
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, ReasonPicker)
        await press(pilot, Typed("bal"), "enter")
        assert isinstance(app.focused, Button)
        assert app.answers == []
        await press(pilot, "enter")
        assert types_of(app.answers[0]) == ["version.rejected", "version.status_changed"]
        first = json.loads((app.answers[0] or ())[0])
        assert first["data"]["metadata"]["reason_codes"][0]["code"] == "A54"
        assert first["data"]["before"]["status"] == "submitted"
        assert first["data"]["after"]["status"] == "rejected"


async def test_another_reason_is_found_by_its_words(submitted: Life) -> None:
    async with opened(submitted) as (pilot, app):
        await go_to(pilot, app, Move.REJECT)
        await press(pilot, "enter", "enter")
        await type_in(pilot, "limit dead")
        await press(pilot, "enter")
        assert app.moves.draft is not None
        assert app.moves.draft.reason == "A57"
        assert "A57 deadline exceeded" in shown(app)


async def test_each_entry_of_the_preview_can_be_looked_at(submitted: Life) -> None:
    async with opened(submitted) as (pilot, app):
        await go_to(pilot, app, Move.REJECT)
        await press(pilot, "tab", "tab", "tab")
        assert app.focused is app.screen.query_one("#entries")
        await press(pilot, "down", "enter")
        assert app.focused is not None
        assert type(app.focused).__name__ == "ChangePanes"
        event = app.focused.event  # type: ignore[attr-defined] # just compared by its name
        assert event.row.type == "version.status_changed"
        assert event.row.simulated
        assert (event.row.tso, event.row.version) == (submitted.schedule["tso"], 1)


async def test_ctrl_s_applies_from_everywhere_what_the_preview_shows(submitted: Life) -> None:
    async with opened(submitted) as (pilot, app):
        await go_to(pilot, app, Move.ACKNOWLEDGE)
        assert app.moves.preview is not None
        contents = app.moves.preview.contents
        await press(pilot, "ctrl+s")
        assert app.answers == [contents]
        assert types_of(contents)[0] == "version.accepted"


async def test_enter_on_a_move_without_parameters_stops_at_the_button(submitted: Life) -> None:
    async with opened(submitted) as (pilot, app):
        await go_to(pilot, app, Move.ACKNOWLEDGE)
        await press(pilot, "enter")
        assert app.answers == []
        assert isinstance(app.focused, Button)


async def test_what_is_typed_last_counts_when_it_is_applied_at_once(submitted: Life) -> None:
    async with opened(submitted, series="TS-003") as (pilot, app):
        await go_to(pilot, app, Move.SUBMIT)
        await press(pilot, "enter", "down", "down")
        await pilot.press(*"2.5", "ctrl+s")
        await settle(pilot)
        assert types_of(app.answers[0]) == ["version.submitted"]
        assert app.moves.draft is not None
        assert app.moves.draft.megawatts == "2.5"
        after = json.loads((app.answers[0] or ())[0])["data"]["after"]
        assert after["version"] == 2
        assert after["spec"]["series"] != submitted.versions[0]["spec"]["series"]  # type: ignore[index] # JSON


async def test_wrong_quarter_hours_are_refused_while_they_are_typed(submitted: Life) -> None:
    async with opened(submitted) as (pilot, app):
        await go_to(pilot, app, Move.SUBMIT)
        await press(pilot, "enter", "down")
        await type_in(pilot, "1-8, 101")
        assert "this day has 1 to" in shown(app)
        assert "Nothing would be written" in shown(app)
        assert app.screen.query_one("#row-hours").has_class("-wrong")
        assert app.screen.query_one(Button).disabled
        await press(pilot, "ctrl+s")
        assert app.answers == []
        await press(pilot, "backspace", "backspace", "backspace")
        assert "8 of 96, 00:00–02:00" in shown(app)
        assert "Nothing would be written" not in shown(app)


async def test_the_quarter_hours_are_those_of_the_delivery_day() -> None:
    async with opened(life_in("06_clock_change_spring.jsonl", 2)) as (pilot, app):
        await go_to(pilot, app, Move.SUBMIT)
        assert "all 92" in shown(app)
        await press(pilot, "enter", "down")
        await type_in(pilot, "02:15")
        assert app.moves.preview is not None
        assert "the clocks go forward" in (app.moves.preview.refusal or "")


async def test_a_submission_after_its_gate_says_what_the_tso_will_say(submitted: Life) -> None:
    late = submitted.last_at + timedelta(days=7)
    async with opened(submitted, at=late) as (_, app):
        assert "⚠ A57, version 2: the last gate of the day closed" in shown(app)
        assert app.moves.preview is not None
        assert app.moves.preview.contents


async def test_series_are_chosen_from_those_of_the_version(submitted: Life) -> None:
    async with opened(submitted) as (pilot, app):
        await go_to(pilot, app, Move.ACKNOWLEDGE_PARTLY)
        await press(pilot, "enter", "down", "enter")
        assert isinstance(app.screen, SeriesPicker)
        assert "TS-003 internal ← 11XKIESELWERK--5" in shown(app)
        await press(pilot, "a", "a", "space", "j", "space", "enter")
        assert app.moves.draft is not None
        assert app.moves.draft.series == ("TS-001", "TS-002")


async def test_the_series_that_is_selected_is_the_one_to_begin_with(submitted: Life) -> None:
    spec = submitted.versions[0]["spec"]
    uid = spec["series"][1]["uid"]  # type: ignore[index] # JSON
    async with opened(submitted, series=uid) as (pilot, app):
        await go_to(pilot, app, Move.ACKNOWLEDGE_PARTLY)
        assert app.moves.draft is not None
        assert app.moves.draft.series == ("TS-002",)


async def test_a_move_that_cannot_be_made_shows_its_reason_and_nothing_to_apply(submitted: Life) -> None:
    async with opened(submitted) as (pilot, app):
        refused = next(one for one in offers(submitted, None, moment(submitted)) if one.refusal)
        await go_to(pilot, app, refused.move)
        assert app.moves.preview is not None
        assert app.moves.preview.refusal == refused.refusal
        assert "Nothing would be written" in shown(app)
        await press(pilot, "enter", "ctrl+s")
        assert app.answers == []
        assert app.moves.why_not("apply") == refused.refusal


async def test_escape_goes_back_step_by_step_and_keeps_what_was_filled_in(submitted: Life) -> None:
    async with opened(submitted) as (pilot, app):
        await go_to(pilot, app, Move.SUBMIT)
        await press(pilot, "enter", "down")
        await type_in(pilot, "1-4")
        await press(pilot, "escape")
        assert app.focused is app.screen.query_one("#moves")
        await go_to(pilot, app, Move.REJECT)
        await press(pilot, "enter", "enter", "escape", "escape")
        await go_to(pilot, app, Move.SUBMIT)
        assert app.screen.query_one("#hours", Input).value == "1-4"
        await press(pilot, "escape")
        assert app.answers == [None]


async def test_everything_has_its_place_on_a_small_screen(submitted: Life) -> None:
    async with opened(submitted, size=(80, 24), signs=ASCII) as (pilot, app):
        await go_to(pilot, app, Move.REJECT)
        text = shown(app)
        for words in ("Simulate - TenneT DE", "Reason", "Apply", "Preview -- 2 entries", "submitted"):
            assert words in text
        await go_to(pilot, app, Move.SUBMIT)
        for name in ("#hours", "#megawatts", "Button"):
            assert app.screen.query_one(name).region.height == 1
        assert app.screen.query_one("#entries", OptionList).region.bottom < 24


async def test_text_of_the_log_is_not_interpreted() -> None:
    entry = json.loads((SAMPLES / "02_rejected_and_resubmitted.jsonl").read_bytes().splitlines()[1])
    for state in (entry["data"]["before"], entry["data"]["after"]):
        state["spec"]["series"][0]["time_series_uid"] = "[/b] \x1b[2J"
    created = (SAMPLES / "02_rejected_and_resubmitted.jsonl").read_bytes().splitlines()[0]
    life = life_of([read_entry(created), read_entry(json.dumps(entry).encode())])
    async with opened(life) as (pilot, app):
        await go_to(pilot, app, Move.ACKNOWLEDGE_PARTLY)
        await press(pilot, "enter", "down", "enter")
        assert "[/b] ␛[2J" in shown(app)
