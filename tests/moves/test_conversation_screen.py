"""The screen of a conversation, driven by keys in an app of its own."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot

from store.errors import StoreError
from store.lifecycle.conversation import Conversation, conversation
from store.lifecycle.steps.spans import elapsed_text, waited_text
from store.model.recorded import Recorded, recorded
from tests.support.entries import encoded
from tests.support.screens import SAMPLES, settle, shown
from tui.presentation.conversation.lane import LaneStyle, heading_line, lane_lines
from tui.presentation.conversation.versions import version_lines
from tui.presentation.pieces import cells, plain
from tui.presentation.signs import ASCII, UNICODE, Signs
from tui.screens.lives.conversation import ConversationScreen

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 26, 13, 14, 30, tzinfo=UTC)
STATUS_REQUEST, REJECTED, ANOMALY = (
    "05_status_request.jsonl",
    "02_rejected_and_resubmitted.jsonl",
    "03_anomaly_and_correction.jsonl",
)


def records(name: str, first: int | None = None) -> list[Recorded]:
    lines = (SAMPLES / name).read_bytes().splitlines()[:first]
    return [recorded(number, line) for number, line in enumerate(lines)]


def talk(name: str, first: int | None = None, version: int | None = None) -> Conversation:
    return conversation(records(name, first), version, now=NOW)


def told(name: str) -> str:
    """Return the lane of a sample in one line."""
    style = LaneStyle(150, UNICODE, BERLIN)
    return " ".join(" ".join(plain(line) for step in lane_lines(talk(name), style) for line in step).split())


def test_a_status_that_nobody_knows_is_shown_as_it_came() -> None:
    text = told("10_unknown_things.jsonl")
    assert "waiting → ? parked_for_review" in text
    assert "parked_for_review → ✔ accepted" in text


class Talking(App[None]):
    """Keeps what the screen was left with."""

    left_with: str | None = "not left"

    def keep(self, uid: str | None) -> None:
        self.left_with = uid


Question = Callable[[int | None, datetime], Conversation]


@asynccontextmanager
async def screen(
    question: Question, *, version: int | None = None, size: tuple[int, int] = (120, 36), signs: Signs = UNICODE
) -> AsyncIterator[tuple[Pilot[None], Talking, ConversationScreen]]:
    app = Talking()
    talking = ConversationScreen(question, version, lambda: NOW, signs, BERLIN)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(talking, app.keep)
        await settle(pilot)
        yield pilot, app, talking


def about(found: Sequence[Recorded]) -> Question:
    return lambda version, now: conversation(found, version, now=now)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_the_lane_says_who_said_what_and_what_is_missing(size: tuple[int, int]) -> None:
    async with screen(about(records(STATUS_REQUEST, 4)), size=size) as (_, app, _screen):
        text = shown(app)
        assert "TransnetBW · Fri 27 Mar 2026 · v1 … waiting" in text
        assert "│── schedule v1 ─" in text
        assert "─►│" in text
        assert "╌ ACK ╌╌│" in text
        assert "… missing for 12 min · overdue" in text
        assert "4 steps, 1 missing" in text
        assert "14:02:07" in text


async def test_enter_on_a_step_goes_to_its_event() -> None:
    found = records(REJECTED)
    async with screen(about(found), version=1) as (pilot, app, _):
        await pilot.press("k", "enter")
        await settle(pilot)
        rejection = next(one.entry.uid for one in found if one.entry.type == "version.rejected")
        assert app.left_with == rejection


async def test_enter_on_a_missing_reply_goes_to_what_it_should_answer() -> None:
    found = records(STATUS_REQUEST, 2)
    async with screen(about(found)) as (pilot, app, _):
        await pilot.press("enter")
        await settle(pilot)
        assert app.left_with == found[1].entry.uid


async def test_escape_closes_without_an_event() -> None:
    async with screen(about(records(REJECTED))) as (pilot, app, _):
        await pilot.press("escape")
        await settle(pilot)
        assert app.left_with is None


@pytest.mark.parametrize(("back", "forth"), [("left", "right"), ("[", "]")])
async def test_keys_go_to_the_versions_before_and_after(back: str, forth: str) -> None:
    async with screen(about(records(REJECTED))) as (pilot, app, talking):
        assert "v2 of 2" in shown(app)
        await pilot.press(back)
        await settle(pilot)
        assert talking.version == 1
        assert "A54 global position not in balance" in shown(app)
        assert "takes the place of version 1" in shown(app)
        await pilot.press(back)
        await settle(pilot)
        assert talking.version == 1
        await pilot.press(forth)
        await settle(pilot)
        assert "v2 of 2 ✔ confirmed" in shown(app)


async def test_all_versions_stand_beside_the_lane() -> None:
    async with screen(about(records(REJECTED))) as (_, app, _screen):
        text = shown(app)
        assert "▌v2  25 Mar 13:57 ✔ confirmed active" in text
        assert " v1  25 Mar 13:46 ✘ A54, superseded" in text


async def test_a_newer_conversation_takes_its_place_and_the_cursor_stays_on_its_step() -> None:
    async with screen(about(records(STATUS_REQUEST, 4))) as (pilot, app, talking):
        await pilot.press("k", "k")
        before = talking.lane.highlighted
        talking.show(talk(STATUS_REQUEST))
        await settle(pilot)
        assert talking.lane.highlighted == before
        assert "✔ accepted" in shown(app)
        assert "overdue" not in shown(app)


async def test_an_error_stands_above_the_last_answer() -> None:
    answers = [talk(REJECTED)]

    def question(_version: int | None, _now: datetime) -> Conversation:
        if not answers:
            raise StoreError("the store cannot be read: [/b] it is gone")
        return answers.pop()

    async with screen(question) as (pilot, app, _):
        await pilot.press("r")
        await settle(pilot)
        assert "the store cannot be read: [/b] it is gone" in shown(app)
        assert "v2 of 2 ✔ confirmed" in shown(app)


async def test_a_schedule_without_a_version_is_shown_too() -> None:
    async with screen(about(records(STATUS_REQUEST, 1))) as (_, app, _screen):
        assert "no version yet" in shown(app)
        assert "created" in shown(app)


def test_every_line_fits_and_ascii_signs_are_ascii() -> None:
    for width in (40, 76, 116, 190):
        style = LaneStyle(width, ASCII, BERLIN)
        for name in (STATUS_REQUEST, REJECTED, ANOMALY):
            one = talk(name, version=1)
            lines = [line for step in lane_lines(one, style) for line in step]
            lines += [heading_line(one, style), *version_lines(one, width, 5, ASCII, BERLIN)]
            assert all(cells(line) <= width for line in lines)
            assert all(plain(line).isascii() for line in lines)


def test_text_of_the_log_is_inert_in_the_lane() -> None:
    found = json.loads((SAMPLES / STATUS_REQUEST).read_bytes().splitlines()[4])
    hostile = "\x1b[31m[/b]\u202e"
    found["data"]["metadata"]["message"]["id"] = hostile
    found["data"]["metadata"]["reason_codes"] = [{"code": hostile, "text": hostile}]
    one = conversation([*records(STATUS_REQUEST, 2), recorded(9, encoded(found))], 1, now=NOW)
    text = "".join(plain(line) for step in lane_lines(one, LaneStyle(150, UNICODE, BERLIN)) for line in step)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "␛[31m[/b]‹U+202E›" in text


def test_of_many_versions_those_around_the_one_looked_at_are_listed() -> None:
    few = talk(REJECTED)
    versions = tuple(replace(few.versions[0], number=number) for number in range(1, 121))
    lines = version_lines(replace(few, versions=versions, number=60), 40, 5, UNICODE, BERLIN)
    assert [plain(line)[:5].strip() for line in lines] == ["v62", "v61", "▌v60", "v59", "v58"]


@pytest.mark.parametrize("width", [74, 84, 120])
def test_what_is_said_is_wrapped_and_a_change_reads_from_left_to_right(width: int) -> None:
    style = LaneStyle(width, UNICODE, BERLIN)
    shown_lane = conversation(records(REJECTED, 7), 2, now=datetime(2026, 3, 25, 14, tzinfo=UTC))
    before = style.left_cells + style.rail_cells + 2
    said = [" ".join(plain(line)[before:].strip() for line in lines).strip() for lines in lane_lines(shown_lane, style)]
    assert any("waiting → ✔ accepted" in words for words in said)
    assert "comes once the gates of the day are closed" in said[-1]
    assert any("gateway: told with the ACK" in words for words in said)
    assert not any("←" in words or words.endswith("…") for words in said)


def test_a_version_that_was_replaced_says_so_in_words() -> None:
    few = talk(REJECTED, version=2)
    lines = [plain(version_lines(few, width, 5, UNICODE, BERLIN)[1]) for width in (60, 36, 34)]
    assert [line[18:].strip() for line in lines] == ["✘ rejected A54, superseded", "✘ A54, superseded", "✘ A54, old"]


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(milliseconds=420), "+420 ms"),
        (timedelta(seconds=31), "+31 s"),
        (timedelta(minutes=12, seconds=4), "+12m 04s"),
        (timedelta(hours=3, minutes=5), "+3h 05m"),
        (timedelta(days=2, hours=4), "+2d 04h"),
        (timedelta(seconds=-5), "-5 s"),
    ],
)
def test_elapsed_times_are_short(span: timedelta, text: str) -> None:
    assert elapsed_text(span) == text
    assert cell_len(text) < 9


def test_how_long_something_is_waited_for_is_in_words() -> None:
    spans = (timedelta(seconds=5), timedelta(minutes=12), timedelta(hours=3, minutes=5), timedelta(days=3, hours=4))
    assert [waited_text(span) for span in spans] == ["5 s", "12 min", "3 h 05 min", "3 d 4 h"]
