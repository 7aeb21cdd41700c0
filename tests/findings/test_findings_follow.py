"""Findings that are being looked at follow what happens meanwhile, and judge as of now."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.lifecycle.identity import Identity
from store.lifecycle.life import life_of
from store.lifecycle.moves import Act, Move
from store.lifecycle.writing import written
from store.model.timeline import EVERYTHING, Scope, StoreKind
from tests.findings.test_badges import AMPRION, MORNING, TENNET, Reading, Story
from tests.findings.test_findings_screen import AT, BERLIN, Checking, finding, schedule
from tests.support.entries import created, encoded, uid
from tests.support.sandboxes import IN_A_WEEK, begun
from tests.support.screens import app_on, main_screen, press, settle, shown
from tui.presentation.lists.found_list import Checked
from tui.presentation.signs import UNICODE
from tui.questions.watching.checks import Checks
from tui.screens.lives.findings import FindingsScreen
from tui.screens.simulating.desk import Desk


class Clock:
    """Tells the time it is set to, and keeps note of the moments that are checked."""

    def __init__(self) -> None:
        self.now = AT
        self.checked: list[datetime] = []
        self.found: tuple[Checked, ...] = ()
        self.error: StoreError | None = None

    def check(self, now: datetime) -> Iterator[Checked]:
        self.checked.append(now)
        if self.error is not None:
            raise self.error
        yield from self.found


class Following(Checking):
    """The screen of findings on a clock of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.findings = FindingsScreen(self.clock.check, lambda: self.clock.now, "all", UNICODE, BERLIN)

    def on_mount(self) -> None:
        self.push_screen(self.findings)

    def look(self) -> None:
        """Look as the screen does every second."""
        self.findings._follow()


SIX = tuple(schedule(number, 6, finding(number)) for number in range(1, 7))


async def test_checking_again_judges_as_of_now() -> None:
    app = Following()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        app.clock.now += timedelta(seconds=5)
        await press(pilot, "r")
        assert app.clock.checked == [AT, AT + timedelta(seconds=5)]


async def test_nothing_is_checked_while_nothing_is_written_and_no_time_has_passed() -> None:
    app = Following()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        app.clock.now += timedelta(seconds=59)
        app.look()
        await settle(pilot)
        assert len(app.clock.checked) == 1


async def test_what_time_alone_brings_comes_into_the_list() -> None:
    app = Following()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        app.clock.now += timedelta(minutes=1)
        app.clock.found = SIX[:1]
        app.look()
        await settle(pilot)
        assert "Sentence 1." in shown(app)


async def test_the_cursor_stays_on_its_finding_when_others_come_and_go_above_it() -> None:
    app = Following()
    app.clock.found = SIX[1:4]
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "j", "j")
        for found in (SIX, SIX[3:], SIX[2:5]):
            app.clock.found = found
            app.findings.look_again()
            app.look()
            await settle(pilot)
            assert "→ Advice 4." in shown(app)


async def test_the_cursor_stays_where_it_was_when_its_finding_goes() -> None:
    app = Following()
    app.clock.found = SIX
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "j", "j")
        app.clock.found = (*SIX[:2], *SIX[3:])
        app.findings.look_again()
        app.look()
        await settle(pilot)
        assert "→ Advice 4." in shown(app)


async def test_what_was_found_stays_when_it_cannot_be_checked_again() -> None:
    app = Following()
    app.clock.found = SIX
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        for error, says in ((StoreError("the store is gone"), True), (None, False)):
            app.clock.error = error
            app.findings.look_again()
            app.look()
            await settle(pilot)
            assert "Sentence 6." in shown(app)
            assert ("the store is gone" in shown(app)) is says


async def test_a_move_that_is_written_while_findings_are_open_is_found(tmp_path: Path) -> None:
    target = begun(tmp_path / "box.db", "silent-tso", IN_A_WEEK)
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        main = main_screen(pilot)
        assert main.store is not None
        await press(pilot, "exclamation_mark")
        assert "Nothing found in 1 schedule" in shown(pilot.app)
        (one,) = main.store.schedule_uids(EVERYTHING)
        life = life_of(each.entry for each in main.store.life(one))
        act = Act(Move.REJECT, 1, ("A54",))
        entries = written(life, act, life.last_at + timedelta(minutes=1), Identity("by hand")).entries
        main.live_tso.post_message(Desk.Decided(life, entries))
        for _ in range(60):
            await pilot.pause(0.05)
            if "not-resubmitted" in shown(pilot.app):
                break
        assert "not-resubmitted" in shown(pilot.app)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "box.db"), create=StoreKind.SANDBOX)
    yield opened
    opened.close()


def codes(checks: Checks) -> list[tuple[str, str]]:
    return [(each.code, one.uid) for one in checks.checked(AT) for each in one.findings]


def test_a_request_that_comes_into_a_second_schedule_later_is_found_once(store: Store) -> None:
    store.append([encoded(created(0, "first")), encoded(created(1, "second"))], origin="test")
    checks = Checks(store, EVERYTHING)
    assert codes(checks) == []
    both = created(0, "second") | {"uid": uid("once more")}
    store.append([encoded(both)], origin="test")
    assert [code for code, _ in codes(checks) if code == "shared-request"] == ["shared-request"]
    assert codes(checks) == codes(checks)


def test_entries_of_one_request_in_one_schedule_are_no_shared_request(store: Store) -> None:
    store.append([encoded(created(0, "first"))], origin="test")
    checks = Checks(store, Scope(schedule_uid=uid("first")))
    codes(checks)
    store.append([encoded(created(0, "first") | {"uid": uid("once more")})], origin="test")
    assert not [code for code, _ in codes(checks) if code == "shared-request"]


def test_checked_again_in_part_is_what_is_checked_anew_and_only_what_changed_is_read(store: Store) -> None:
    stories = [Story(store, "rejected-and-resubmitted", AMPRION), Story(store, "silent-tso", TENNET)]
    reading = Reading(store)
    # the store in a coat that keeps note
    checks, now = Checks(reading, EVERYTHING), MORNING  # type: ignore[arg-type]
    for turn in range(24):
        if turn % 3:
            stories[turn % 2].go_on()
        now += timedelta(minutes=20)
        reading.read.clear()
        assert list(checks.checked(now)) == list(Checks(store, EVERYTHING).checked(now))
    assert list(checks.checked(now))
    reading.read.clear()
    list(checks.checked(now))
    assert reading.read == []


@pytest.mark.parametrize("batch", [1, 30, 1000])
def test_lives_read_many_at_once_are_those_read_one_by_one(
    store: Store, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr("store.database.reading.history.LIVES_BATCH", batch)
    for name in ("rejected-and-resubmitted", "anomaly-corrected", "happy-day"):
        for tso in (AMPRION, TENNET):
            Story(store, name, tso).go_on(30)
    nodes = store.schedules_in(EVERYTHING)
    read = [(node, tuple(records)) for node, records in store.lives(nodes)]
    assert read == [(node, store.life(node.uid)) for node in nodes]
    assert [node.uid for node in nodes] == list(store.schedule_uids(EVERYTHING))
