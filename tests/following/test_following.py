"""What another process writes appears by itself: at its place, without taking the reader's away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import move

from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from store.database.opening import open_store
from store.database.store import Store
from store.model.timeline import EventRow, StoreKind
from tests.lists.test_timeline_widget import START, row
from tests.support.entries import MINUTE, encoded, entry, life
from tests.support.screens import Typed, app_on, main_screen, press, settle, shown
from tui.widgets.timeline.row_blocks import BLOCK, RowBlocks, earlier


def at(minutes: int, sequence: int) -> EventRow:
    return replace(row(sequence), created_at=START + timedelta(minutes=minutes))


def in_order(rows: list[EventRow]) -> list[EventRow]:
    return sorted(rows, key=lambda one: (one.created_at, one.sequence))


@given(st.data())
def test_rows_in_memory_are_those_of_the_list_after_any_have_come(data: st.DataObject) -> None:
    total = data.draw(st.sampled_from([0, 1, 5, BLOCK, 3 * BLOCK + 7]))
    times = st.integers(-10, total + 10)
    listed = [at(index, index) for index in range(total)]
    blocks = RowBlocks()
    for number in data.draw(st.sets(st.integers(0, total // BLOCK))):
        blocks.put(number * BLOCK, listed[number * BLOCK : (number + 1) * BLOCK])
    looked_at = data.draw(st.integers(0, max(0, total - 1)))
    selected = blocks.get(looked_at)

    arrived = [at(minutes, 10_000 + place) for place, minutes in enumerate(data.draw(st.lists(times, max_size=20)))]
    in_memory = [one for one in listed[-3:] if blocks.get(one.sequence - 1)]
    fresh = blocks.take_in([*arrived, *in_memory], total)
    assert list(fresh) == in_order(arrived)
    now = in_order([*listed, *arrived])
    assert all(blocks.get(index) in {None, one} for index, one in enumerate(now))
    assert blocks.get(len(now)) is None
    if selected is not None:
        assert now[looked_at + earlier(fresh, selected)] == selected


def test_what_comes_at_the_end_is_in_memory_where_the_end_was() -> None:
    blocks = RowBlocks()
    blocks.put(0, [at(index, index) for index in range(BLOCK + 3)])
    blocks.take_in([at(BLOCK + 9, 900), at(BLOCK + 5, 901)], BLOCK + 3)
    assert [one.sequence for index in range(BLOCK + 2, BLOCK + 5) if (one := blocks.get(index))] == [
        BLOCK + 3,
        902,
        901,
    ]


def write(store: Store, *entries: object) -> None:
    """Append entries as another process would."""
    store.append([encoded(one) for one in entries], origin="test")


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Wait until something is so, which another thread brings about, and all is at rest."""
    await while_at_work(pilot, condition)
    await settle(pilot)


async def while_at_work(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Wait until something is so, whatever else is at work."""
    for _ in range(1200):
        if condition():
            break
        await pilot.pause(0.05)
    assert condition()


async def test_events_of_others_come_in_and_are_followed_from_the_end_only(tmp_path: Path) -> None:
    path = str(tmp_path / "log.db")
    other = open_store(path, create=StoreKind.RECORD)
    write(other, *life())
    app = app_on(path)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        timeline = screen.timeline
        await press(pilot, "1", "g", "2", "G")
        assert "f Follow" not in shown(app)

        write(other, entry("late.news", 90 * MINUTE), entry("early.x", -MINUTE))
        await until(pilot, lambda: timeline.total == len(life()) + 2)
        assert timeline.selected is not None
        assert timeline.selected.type == "late.news"
        await press(pilot, "g")
        assert "early.x" in shown(timeline)
        await press(pilot, "G")
        await until(pilot, lambda: f"{len(life()) + 2} events" in shown(app))

        await press(pilot, "up", "up")
        looked_at = timeline.selected
        assert "f Follow" not in shown(app)
        write(other, *(entry("more.news", minutes * MINUTE, name=f"{minutes}") for minutes in (-5, 3, 91)))
        await until(pilot, lambda: "3 new" in shown(timeline))
        assert timeline.selected == looked_at
        await until(pilot, lambda: "f Follow" in shown(app))

        await press(pilot, "t")
        write(other, entry("more.news", 92 * MINUTE))
        await pilot.pause(0.3)
        await settle(pilot)
        assert "92" not in shown(timeline)
        await press(pilot, "t")
        await until(pilot, lambda: timeline.total == len(life()) + 6)

        await press(pilot, "f")
        assert timeline.follows
        assert " new" not in shown(timeline)
        write(other, entry("last.news", 93 * MINUTE))
        await until(pilot, lambda: timeline.selected is not None and timeline.selected.type == "last.news")

        await press(pilot, "slash", Typed("type:last.*"), "enter")
        await until(pilot, lambda: timeline.total == 1)
        write(other, *(entry(kind, 94 * MINUTE) for kind in ("more.news", "last.news", "odd")))
        await until(pilot, lambda: timeline.total == 2)
        await press(pilot, "2", "g")
        write(other, *(entry(kind, 95 * MINUTE) for kind in ("more.news", "last.news")))
        await until(pilot, lambda: "1 new" in shown(timeline))

        move(path, tmp_path / "away.db")
        await until(pilot, lambda: "new events do not come in now" in shown(app))
        move(tmp_path / "away.db", path)
        await until(pilot, lambda: "do not come in" not in shown(app))
    other.close()
