"""Marking A and B by keys on the real application: versions, events, series, and what is forgotten."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.model.schedules.tree import DayNode, SeriesNode
from tests.support.screens import app_on, main_screen, press, settle, shown, store_of
from tui.presentation.branches import path_text
from tui.presentation.signs import UNICODE
from tui.screens.differences.compare import CompareScreen
from tui.screens.differences.version_picker import VersionPicker
from tui.settings import Settings
from tui.widgets.lines.mark_line import MarkLine

SOURCES = ["01_two_good_days.jsonl", "02_rejected_and_resubmitted.jsonl", "03_anomaly_and_correction.jsonl"]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox: 27 March Amprion v1 and v2, 26 and 25 March several schedules."""
    return store_of(tmp_path_factory.mktemp("samples") / "demo.db", SOURCES)


def compare(pilot: Pilot[None]) -> CompareScreen:
    screen = pilot.app.screen
    assert isinstance(screen, CompareScreen)
    return screen


def names(pilot: Pilot[None]) -> tuple[str, str]:
    pair = compare(pilot).pair
    assert pair is not None
    return pair[0].marked.name, pair[1].marked.name


def chip(pilot: Pilot[None]) -> str:
    line = main_screen(pilot).query_one(MarkLine)
    return shown(line) if line.display else ""


async def to(pilot: Pilot[None], kind: type, words: str) -> None:
    """Move down the tree to the next branch of a kind whose path holds words; for a series, open what is passed."""
    screen = main_screen(pilot)
    for _ in range(40):
        node = screen.schedules.cursor_node
        if kind is SeriesNode and node is not None and node.allow_expand and not node.is_expanded:
            await press(pilot, "space")
        await press(pilot, "down")
        if isinstance(screen.path[-1].value, kind) and words in path_text(screen.path, UNICODE):
            return
    raise AssertionError(f"no {kind.__name__} with {words!r}")


async def test_two_versions_are_marked_and_compared(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert chip(pilot) == ""
        await press(pilot, "right", "down", "down", "c")
        assert "A Fri 27 Mar 2026 · Amprion · v1  · c on something else marks B" in chip(pilot)
        await press(pilot, "up", "c")
        assert names(pilot) == ("Fri 27 Mar 2026 · Amprion · v1", "Fri 27 Mar 2026 · Amprion · v2")
        text = shown(pilot.app)
        assert "A Fri 27 Mar 2026 · Amprion · v1  ✔ accepted  as of 26 Mar 13:42:22 version.status_changed" in text
        assert "0 added · 0 removed · 2 changed · 2 same" in text
        assert "Σ |Δ| 0.300 MWh in 8 quarter-hours  largest +" in text
        assert "A v1 ─" in text
        assert "series TS-003" in text
        await press(pilot, "escape")
        assert "A Fri 27 Mar 2026 · Amprion · v1" in chip(pilot)


async def test_swapping_turns_every_sign(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "c", "enter")
        assert "largest +" in shown(pilot.app)
        before = names(pilot)
        await press(pilot, "s")
        assert names(pilot) == before[::-1]
        text = shown(pilot.app)
        assert "Σ |Δ| 0.300 MWh in 8 quarter-hours  largest −" in text
        assert "A v2 ─" in text
        await press(pilot, "s")
        assert names(pilot) == before


async def test_escape_forgets_and_says_nothing_else(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "right", "down", "c", "escape")
        assert chip(pilot) == ""
        scope = main_screen(pilot).reader.scope
        assert scope.version is not None
        await press(pilot, "escape")
        assert main_screen(pilot).reader.scope != scope


async def test_the_states_of_two_events_are_compared_and_c_again_turns_to_the_state_before(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "g", "j", "c")
        assert "version.submitted 26 Mar" in chip(pilot)
        assert "after" in chip(pilot)
        await press(pilot, "c")
        assert "before" in chip(pilot).partition(" · c ")[0]
        await press(pilot, "j", "c")
        one, other = names(pilot)
        assert one.endswith("before")
        assert "version.submitted" in one
        assert "version.accepted" in other
        assert other.endswith("after")
        assert "ingested" in shown(pilot.app)


async def test_an_event_with_one_state_says_that_it_is_a_already(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "g", "c", "c")
        assert "schedule.created" in chip(pilot)
        assert [one.message for one in pilot.app._notifications] == ["this is A: c on something else compares it"]


async def test_the_same_series_on_two_days_meets_by_local_time(samples: str) -> None:
    async with app_on(samples).run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await to(pilot, DayNode, "Thu 26 Mar")
        await to(pilot, SeriesNode, "production")
        await press(pilot, "c", "left", "left", "left")
        await to(pilot, DayNode, "Wed 25 Mar")
        await to(pilot, SeriesNode, "production")
        await press(pilot, "c")
        one, other = names(pilot)
        assert one.startswith("Thu 26 Mar 2026 · 50Hertz · v1 · production TS-001")
        assert other.startswith("Wed 25 Mar 2026 · 50Hertz · v1 · production TS-001")
        text = shown(pilot.app)
        assert "0 added · 0 removed · 1 changed · 0 same" in text
        assert "Σ |Δ| 10.967 MWh in" in text
        rows = compare(pilot).panes.pair.lines
        assert not any(line.sign in {"+", "-"} for line in rows)


async def test_c_on_the_version_that_is_a_offers_the_others(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "right", "down", "down", "c", "c")
        assert isinstance(pilot.app.screen, VersionPicker)
        assert "what differs from A v1 to B v2" in shown(pilot.app)


async def test_what_cannot_be_marked_says_why(samples: str, empty_store: Path) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "home", "c")
        reason = "choose a schedule, a version, a series, or an event in the timeline"
        assert [one.message for one in pilot.app._notifications] == [f"Compare: {reason}"]
    async with app_on(str(empty_store)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "c", "C")
        messages = ["Versions: choose a day, a schedule or one of its events first"]
        assert [one.message for one in pilot.app._notifications] == messages


async def test_the_chip_names_a_remapped_key(samples: str) -> None:
    settings = Settings(keys={"marking.compare": "f6"})
    async with app_on(samples, settings=settings).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "right", "down", "f6")
        assert "f6 elsewhere marks B" in chip(pilot)


async def test_the_chip_fits_any_width(samples: str) -> None:
    async with app_on(samples).run_test(size=(30, 24)) as pilot:
        await settle(pilot)
        for width in (30, 60, 80, 200):
            await pilot.resize_terminal(width, 24)
            await press(pilot, "2", "c")
            assert chip(pilot).startswith(" A Fri 27 Mar 2026"[:width])
            await press(pilot, "1", "home", "down", "c")
            assert len(chip(pilot)) <= width
            await press(pilot, "2", "escape")
