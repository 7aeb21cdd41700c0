"""Filtering the timeline by keys: the bar, its completions and mistakes, the chips, only this and not this."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.database.opening import open_store
from store.database.store import Store
from store.model.timeline import EVERYTHING, Scope
from store.query.resolving import question
from tests.query.queries import CLOCK
from tests.support.screens import Typed, app_on, main_screen, press, send, settle, shown, store_of
from tui.screens.filtering.filtering import Filtering
from tui.screens.marking import Marking
from tui.widgets.filtering.query_input import QueryInput
from tui.widgets.places.histogram_bar import HistogramBar


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox with some of the samples."""
    sources = ["01_two_good_days.jsonl", "02_rejected_and_resubmitted.jsonl"]
    return store_of(tmp_path_factory.mktemp("samples") / "demo.db", sources)


@pytest.fixture(scope="module")
def store(samples: str) -> Store:
    """Give the same store, to ask what should be listed."""
    return open_store(samples)


def uids(store: Store, text: str, scope: Scope = EVERYTHING) -> list[str]:
    """Return the uids of the events of a scope that answer a text."""
    return [row.uid for row in store.answers(question(text, CLOCK)).rows(scope, 0, 1000)]


def listed(pilot: Pilot[None]) -> list[str]:
    """Return the uids of the events in the timeline."""
    timeline = main_screen(pilot).timeline
    rows = [timeline._rows.get(index) for index in range(timeline.total or 0)]
    return [row.uid for row in rows if row is not None]


def filtering(pilot: Pilot[None]) -> Filtering:
    """Return what knows the filter."""
    return pilot.app.screen.query_one(Filtering)


def bar_line(pilot: Pilot[None]) -> str:
    """Return the line of the bar."""
    return shown(pilot.app).splitlines()[3][36:].rstrip()


async def test_the_list_follows_what_is_typed_and_a_mistake_leaves_the_last_good_one(
    samples: str, store: Store
) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        timeline = main_screen(pilot).timeline
        await press(pilot, "escape", "slash", Typed("tso"))
        # a field that is only begun is not looked for as a word
        assert timeline.total == store.count(EVERYTHING)
        assert "tso:" in shown(pilot.app)
        await press(pilot, "tab", Typed("amp"))
        assert "Amprion" in shown(pilot.app).splitlines()[5]
        await press(pilot, "tab")
        assert listed(pilot) == uids(store, "tso:amprion")
        await press(pilot, Typed(" typ:x"))
        text = shown(pilot.app)
        assert "there is no field 'typ': did you mean 'type'?" in text
        strip = pilot.app.screen.query_one(QueryInput).render_line(0)
        marked = "".join(one.text for one in strip if one.style and one.style.underline)
        assert marked == "typ"
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(QueryInput).has_focus
        await press(pilot, *["backspace"] * 6, "enter")
        assert timeline.has_focus
        assert listed(pilot) == uids(store, "tso:amprion")
        title = shown(timeline).splitlines()[0]
        total = store.count(EVERYTHING)
        assert "all schedules ── tso:Amprion ×" in title
        assert f"{len(listed(pilot))} of {total} events" in title
        # the scope narrows what is filtered
        await press(pilot, "1", "down")
        assert listed(pilot) == uids(store, "tso:amprion", main_screen(pilot).reader.scope)


async def test_half_of_a_mistake_is_not_what_the_list_is_filtered_by(samples: str, store: Store) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "slash", Typed("foo"))
        assert listed(pilot) == []
        await press(pilot, Typed(":bar"))
        assert "there is no field 'foo'" in shown(pilot.app)
        assert len(listed(pilot)) == store.count(EVERYTHING)
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(QueryInput).has_focus
        assert filtering(pilot).filter.text == ""
        # what was understood before the mistaken term stays, whether that comes behind it or in front
        await press(pilot, "ctrl+u", Typed("tso:amprion "), Typed("foo"))
        assert listed(pilot) == []
        await press(pilot, Typed(":"))
        assert listed(pilot) == uids(store, "tso:amprion")
        await press(pilot, "backspace", "backspace", "backspace", "backspace", "home", Typed("foo "), "left")
        assert listed(pilot) == []
        await press(pilot, Typed(":x"))
        assert listed(pilot) == uids(store, "tso:amprion")
        await press(pilot, *["backspace"] * 2)
        assert listed(pilot) == []


async def test_escape_gives_back_the_filter_from_before_and_then_takes_chip_after_chip(
    samples: str, store: Store
) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "slash", Typed("tso:amprion type:version.*"), "enter")
        both = listed(pilot)
        assert both == uids(store, "tso:amprion type:version.*")
        await press(pilot, "g")
        selected = main_screen(pilot).timeline.selected
        await press(pilot, "slash", Typed(" zzzz"))
        assert listed(pilot) == []
        text = shown(main_screen(pilot).timeline)
        assert "No event here passes the filter" in text
        assert all(chip in text for chip in ("tso:amprion", "type:version.*", "zzzz"))
        await press(pilot, "escape")
        assert main_screen(pilot).timeline.has_focus
        assert listed(pilot) == both
        assert main_screen(pilot).timeline.selected == selected
        await press(pilot, "escape")
        assert listed(pilot) == uids(store, "tso:amprion")
        assert main_screen(pilot).timeline.selected == selected
        await press(pilot, "escape")
        assert len(listed(pilot)) == store.count(EVERYTHING)
        await press(pilot, "slash", Typed("tso:amprion -type:version.*"), "enter", "X")
        assert len(listed(pilot)) == store.count(EVERYTHING)
        await press(pilot, "X")
        assert [one.message for one in pilot.app._notifications] == ["Clear filter: nothing is filtered"]
        # a click takes one away
        await press(pilot, "slash", Typed("tso:amprion type:version.*"), "enter")
        at = shown(main_screen(pilot).timeline).splitlines()[0].index("tso:amprion")
        await pilot.click(main_screen(pilot).timeline, offset=(at, 0))
        await settle(pilot)
        assert listed(pilot) == uids(store, "type:version.*")


async def test_only_this_and_not_this_add_what_a_row_is(samples: str, store: Store) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await press(pilot, "escape", "2", "g", "j", "j", "i")
        row = screen.timeline.selected
        assert row is not None
        assert f"type:{row.type}" in shown(pilot.app)
        await press(pilot, "t")
        assert listed(pilot) == uids(store, f"type:{row.type}")
        assert screen.timeline.selected == row
        # to keep the same filter again leaves nothing to go back to
        await press(pilot, "slash", "enter", "g", "r")
        assert screen.timeline.cursor == 0
        await press(pilot, "I", "v")
        assert listed(pilot) == uids(store, f"type:{row.type} -version:{row.version}")
        await press(pilot, "X", "1", "home", "down", "i")
        await press(pilot, "enter")
        assert filtering(pilot).filter.text.startswith("date:2026-")
        await press(pilot, "home", "i")
        assert any("choose an event, or a branch" in one.message for one in pilot.app._notifications)
        # escape leaves the bar before it forgets what is marked
        await press(pilot, "2", "c", "slash", "escape")
        assert screen.timeline.has_focus
        assert screen.query_one(Marking).marked is not None


async def test_the_past_is_filtered_too_as_it_was(samples: str) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await press(pilot, "escape", "slash", Typed("type:version.submitted"), "enter", "k", "t")
        assert screen.moment is not None
        there = listed(pilot)
        assert all(row.type == "version.submitted" for row in filter(None, map(screen.timeline._rows.get, range(9))))
        await press(pilot, "escape")
        assert len(listed(pilot)) > len(there)
        assert screen.moment is not None
        await press(pilot, "escape")
        assert screen.moment is None


async def test_filters_used_before_are_walked_by_up_and_down_and_remembered(samples: str, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    async with app_on(samples, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(
            pilot, "slash", Typed("tso:amprion"), "enter", "X", "slash", Typed("is:simulated"), "enter", "X", "slash"
        )
        await press(pilot, "up")
        assert bar_line(pilot) == " / is:simulated"
        await press(pilot, "up", "up")
        assert bar_line(pilot) == " / tso:amprion"
        await press(pilot, "down", "down")
        assert bar_line(pilot).startswith(" / type:version.*  tso:amprion")
        await press(pilot, "up", "up", "enter", "q")
    async with app_on(samples, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert filtering(pilot).filter.text == "tso:amprion"
        assert "tso:amprion ×" in shown(main_screen(pilot).timeline).splitlines()[0]
        await press(pilot, "slash", "ctrl+u", "up", "up")
        assert bar_line(pilot) == " / is:simulated"
    async with app_on(samples, state_path=state, fresh=True).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert filtering(pilot).filter.text == ""


async def test_what_completes_a_query_covers_neither_the_count_nor_the_histogram_nor_the_whole_list(
    samples: str,
) -> None:
    async with app_on(samples).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "slash", Typed("t"))
        lines = shown(pilot.app).splitlines()
        histogram = shown(pilot.app.screen.query_one(HistogramBar)).splitlines()
        assert [line[36:].rstrip() for line in lines[1:3]] == [line.rstrip() for line in histogram]
        assert "events" in lines[4]
        assert "type:" in lines[5]
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        timeline, hints = main_screen(pilot).timeline, pilot.app.screen.query_one("#hints")
        assert timeline.region.bottom - hints.region.bottom >= 5
        await press(pilot, "enter")
        assert main_screen(pilot).changes.region.height > 5
        await press(pilot, "slash", "escape")
        assert main_screen(pilot).changes.region.height > 5


PIECES = ["tso:amprion", "-type:version.*", "zz", "is:", "version:>1", '"', "typ:x", "a", "date:", ",", "..", " ", " "]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_typing_deleting_and_retyping_never_shows_what_was_asked_before(
    samples: str, store: Store, seed: int
) -> None:
    chance = random.Random(seed)
    async with app_on(samples).run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "slash")
        screen = main_screen(pilot)
        for _ in range(4):
            send(pilot, *_storm(chance))
            await pilot.pause()
            if chance.random() < 0.5:
                await press(pilot, "escape", "slash")
            assert screen.timeline.asked.scope == EVERYTHING
        await settle(pilot)
        in_force = filtering(pilot).filter.text
        assert listed(pilot) == uids(store, in_force)
        await press(pilot, "ctrl+e", "ctrl+u", Typed("tso:amprion"), "enter")
        assert listed(pilot) == uids(store, "tso:amprion")


def _storm(chance: random.Random) -> Sequence[str]:
    """Return keys that type, delete and type again."""
    keys: list[str] = []
    for _ in range(6):
        keys += chance.choice(PIECES)
        keys += ["backspace"] * chance.randrange(4)
        keys += chance.choice([[], ["ctrl+u"], ["tab"], ["up"], ["down"], ["left"]])
    return keys


async def test_on_a_low_screen_completions_are_few_and_cover_no_row(samples: str) -> None:
    async with app_on(samples).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "escape", "2", "slash", Typed("-"), "t")
        bar, timeline = filtering(pilot).bar, main_screen(pilot).timeline
        assert bar.completions is not None
        assert bar.hints.region.height
        await press(pilot, "backspace", "backspace", Typed("type:"))
        assert bar.hints.region.height == 5
        assert bar.hints.region.bottom <= timeline.region.y
        offered = bar.completions.offered
        assert len(offered) > 5
        await press(pilot, *["down"] * 5)
        await pilot.click(bar.hints, offset=(4, 0))
        await settle(pilot)
        assert bar.text == f"type:{offered[2].text}"
