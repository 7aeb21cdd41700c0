"""What the desk does with odd selections, and that the live TSO and a user do not get in each other's way."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.database.opening import open_store
from store.lifecycle.findings.checking import findings
from store.model.timeline import Scope, StoreKind
from tests.support.entries import created, encoded, entry, schedule_state
from tests.support.sandboxes import begun
from tests.support.screens import app_on, main_screen, press, settle, shown
from tui.screens.lives.moves import MovesScreen
from tui.screens.simulating.live_tso import LiveTso
from tui.simulator.live import Pace


def sandbox(path: Path, *contents: dict[str, object], kind: StoreKind = StoreKind.SANDBOX) -> str:
    store = open_store(str(path), create=kind)
    store.append([encoded(one) for one in contents], origin="test")
    store.close()
    return str(path)


async def test_a_schedule_that_is_only_created_can_be_submitted(tmp_path: Path) -> None:
    target = sandbox(tmp_path / "box.db", created())
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        assert "Submit the next version" in shown(pilot.app)
        await press(pilot, "ctrl+s")
        await settle(pilot)
        assert "ingested → submitted" in shown(pilot.app)


@pytest.mark.parametrize(
    "after",
    [
        schedule_state(day="9999-12-31"),
        {"uid": "x", "tso": "NOBODY", "date": "2026-03-26", "market": "DE"},
        {"uid": "x"},
    ],
    ids=["end of the calendar", "unknown TSO", "nothing known"],
)
async def test_what_cannot_be_simulated_says_why_and_nothing_falls_over(tmp_path: Path, after: object) -> None:
    target = sandbox(tmp_path / "box.db", entry("schedule.created", after=after))
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        assert not isinstance(pilot.app.screen, MovesScreen)
        assert any("nothing can be simulated here" in one.message for one in pilot.app._notifications)
        await press(pilot, "v", "escape", "exclamation_mark", "escape")


async def test_a_status_request_with_an_unreadable_time_is_no_obstacle(tmp_path: Path) -> None:
    asked = entry("status_request.sent", 1000, after={"status": "sent", "next_allowed_at": "soon"})
    target = sandbox(tmp_path / "box.db", created(), asked)
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, MovesScreen)


def pace(live: LiveTso) -> Pace | None:
    return live.state.pace if live.state else None


async def test_the_live_tso_stays_paused_when_a_move_was_looked_at(tmp_path: Path) -> None:
    target = sandbox(tmp_path / "box.db", created())
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        live = main_screen(pilot).live_tso
        await press(pilot, "p", "p")
        assert pace(live) is Pace.PAUSED
        await press(pilot, "s", "escape")
        assert pace(live) is Pace.PAUSED
        await press(pilot, "p")
        assert pace(live) is Pace.RUNNING


async def test_stopped_and_started_again_the_day_goes_on(tmp_path: Path) -> None:
    target = sandbox(tmp_path / "box.db", created())
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "p")
        await pilot.pause(0.5)
        await press(pilot, "P", "p")
        assert main_screen(pilot).live_tso.state is not None
        await press(pilot, ".", ".", ".", ".", ".", ".")
    store = open_store(target, read_only=True)
    statuses = [node.status for day in store.days()[:1] for node in store.schedules(day.day)]
    uids = store.schedule_uids(Scope())
    store.close()
    assert len(uids) == 6
    assert len(statuses) == 5


async def test_nothing_is_simulated_on_a_record(tmp_path: Path) -> None:
    target = sandbox(tmp_path / "desk.db", created(), kind=StoreKind.RECORD)
    before = Path(target).read_bytes()  # noqa: ASYNC240
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "p", "full_stop", "s")
        assert "is a record: nothing is simulated on it" in shown(pilot.app)
        await press(pilot, "n", "p")
        assert main_screen(pilot).live_tso.state is None
    assert Path(target).read_bytes() == before  # noqa: ASYNC240


@pytest.mark.parametrize("pause", [0, 0.02])
async def test_the_simulated_tso_does_not_answer_in_the_middle_of_a_move(tmp_path: Path, pause: float) -> None:
    target = begun(tmp_path / "box.db", "happy-day")
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        live = main_screen(pilot).live_tso
        await press(pilot, "p", "p", "s", "j", "j")
        moves = pilot.app.screen
        assert isinstance(moves, MovesScreen)
        moves.action_apply()
        await pilot.pause(pause)
        live.action_step()
        await settle(pilot)
    store = open_store(target, read_only=True)
    (uid,) = store.schedule_uids(Scope())
    life = store.life(uid)
    store.close()
    later = datetime.now(UTC) + timedelta(minutes=1)
    assert [one.code for one in findings(life, now=later) if one.code == "missing-entry"] == []


async def test_in_the_live_mode_what_is_sent_for_a_day_gone_by_is_too_late(tmp_path: Path) -> None:
    target = sandbox(tmp_path / "box.db", created())
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        (scope,) = [branch.scope for branch in screen.path[-1:]]
        await press(pilot, "p", "p", "full_stop")
        screen.schedules.select(scope)
        await settle(pilot)
        await press(pilot, "s", "ctrl+s")
        assert screen.reader.scope.schedule_uid == scope.schedule_uid
        for _ in range(20):
            await press(pilot, "full_stop")
    store = open_store(target, read_only=True)
    told = [(one.entry.type, one.facts.reason_codes) for one in store.life(scope.schedule_uid or "")]
    store.close()
    assert told[1][0] == "version.submitted"
    assert told[2][0] == "version.rejected"
    assert "A57" in told[2][1]


async def test_on_a_day_gone_by_a_move_follows_on_the_last_event(tmp_path: Path) -> None:
    target = sandbox(tmp_path / "box.db", created())
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "s", "ctrl+s")
    store = open_store(target, read_only=True)
    first, second = store.rows(Scope(), 0, 2)
    store.close()
    assert second.created_at.replace(second=0) - first.created_at.replace(second=0) == timedelta(minutes=1)
