"""Watching over the open days: alarms and badges reach the screen, with the bell where it is wanted."""

from datetime import date, timedelta
from pathlib import Path
from threading import Lock
from time import sleep
from typing import cast

import pytest
from textual import on
from textual.app import App
from textual.screen import Screen

from store.database.store import Store
from store.model.schedules.tree import ScheduleNode
from store.model.status import Status
from tests.lists.tree_nodes import NOON, THURSDAY, day_node, schedule_node
from tests.support.sandboxes import IN_A_WEEK, begun
from tests.support.screens import app_on, main_screen, press, settle, shown, store_of
from tui.app import GridtrailApp
from tui.questions.answers import BadgesLoaded
from tui.screens.background.watching import Alarmed, Watching, days_to_watch
from tui.settings import Settings


def ringing(target: str, monkeypatch: pytest.MonkeyPatch, *, bell: bool) -> tuple[GridtrailApp, list[str]]:
    """Return the application, and what grows whenever it rings the bell of the terminal."""
    app, rung = app_on(target, settings=Settings(bell=bell)), list[str]()
    monkeypatch.setattr(app, "bell", lambda: rung.append("ring"))
    return app, rung


@pytest.mark.parametrize("bell", [True, False])
async def test_a_rejection_is_told_and_badged_and_rings_where_that_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, bell: bool
) -> None:
    app, rung = ringing(begun(tmp_path / "box.db", "silent-tso", IN_A_WEEK), monkeypatch, bell=bell)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        assert "Amprion v1 rejected" not in shown(app)
        assert "!" not in shown(main_screen(pilot).schedules)
        await press(pilot, "s", "j", "j", "j", "ctrl+s")
        assert "Amprion v1 rejected: A54 global position not in balance" in shown(app)
        assert len(rung) == (1 if bell else 0)
        day, schedule, version = shown(main_screen(pilot).schedules).splitlines()[2:5]
        assert "!1 0/1 ✘1" in day
        assert "v1 ! ✘ A54" in schedule
        assert "!1 ✘ A54" in version


async def test_what_is_wrong_at_the_start_is_badged_but_no_alarm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, rung = ringing(
        begun(tmp_path / "box.db", "rejected-and-resubmitted", IN_A_WEEK, acts=3), monkeypatch, bell=True
    )
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settle(pilot)
        assert "v1 !" in shown(main_screen(pilot).schedules)
        assert not rung


class Slow:
    """A store of one waiting schedule that takes its time, and counts who asks at once."""

    def __init__(self) -> None:
        self.node = schedule_node(status=Status.SUBMITTED, waiting_since=NOON, last_at=NOON)
        self.asked = self.asking = self.most = 0
        self._lock = Lock()

    def schedules(self, _day: date | None) -> tuple[ScheduleNode, ...]:
        with self._lock:
            self.asked += 1
            self.asking += 1
            self.most = max(self.most, self.asking)
        sleep(0.05)
        with self._lock:
            self.asking -= 1
        return (self.node,)

    def life(self, _uid: str) -> tuple[()]:
        return ()


class Watched(Screen[None]):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.watching = Watching(self, lambda: self.now)
        self.words: list[str] = []
        self.badges = 0

    @on(Alarmed)
    def keep_words(self, alarmed: Alarmed) -> None:
        self.words.append(alarmed.words)

    @on(BadgesLoaded)
    def count_badges(self) -> None:
        self.badges += 1


class Watch(App[None]):
    def get_default_screen(self) -> Watched:
        return Watched()


async def test_there_is_one_look_at_a_time_and_one_more_for_all_that_were_asked_for_meanwhile() -> None:
    async with Watch().run_test() as pilot:
        screen, store = cast("Watched", pilot.app.screen), Slow()
        # stands for a store as far as it is looked at
        screen.watching.look(cast("Store", store), [THURSDAY])
        while not store.asked:
            await pilot.pause(0.005)
        for _ in range(5):
            screen.watching.look(cast("Store", store), [THURSDAY])
        await settle(pilot)
        assert store.most == 1
        assert store.asked == screen.badges == 2


async def test_a_look_goes_on_after_all_workers_were_cancelled() -> None:
    async with Watch().run_test() as pilot:
        screen, store = cast("Watched", pilot.app.screen), Slow()
        screen.watching.look(cast("Store", store), [THURSDAY])
        pilot.app.workers.cancel_node(screen)
        screen.watching.look(cast("Store", store), [THURSDAY])
        await settle(pilot)
        assert screen.badges == 1


async def test_a_schedule_that_goes_stuck_by_time_alone_is_told_when_the_time_has_come() -> None:
    async with Watch().run_test() as pilot:
        screen, store = cast("Watched", pilot.app.screen), Slow()
        screen.watching.look(cast("Store", store), [THURSDAY])
        await settle(pilot)
        for minutes in (5, 9.9, 10.1, 20):
            screen.now = NOON + timedelta(minutes=minutes)
            screen.watching.look_when_due()
            await settle(pilot)
            assert len(screen.words) == (minutes > 10)
        assert store.asked == 2


async def test_what_is_wrong_in_a_day_that_is_closed_is_badged_too(tmp_path: Path) -> None:
    target = store_of(tmp_path / "box.db", ["."])
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "home", "down")
        rows = [row for row in shown(main_screen(pilot).schedules).splitlines() if "▸" in row and "2026" not in row]
        assert any("!" in row for row in rows), shown(main_screen(pilot).schedules)


def test_of_closed_days_only_as_many_are_watched_as_are_checked_quickly() -> None:
    days = [day_node(THURSDAY - timedelta(days=number), schedules=90) for number in range(4)]
    assert days_to_watch(days) == [THURSDAY, THURSDAY - timedelta(days=1)]
    assert days_to_watch([day_node(THURSDAY, schedules=900)]) == [THURSDAY]
    assert days_to_watch([]) == []
