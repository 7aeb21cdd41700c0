"""How long an acknowledgement may take: one figure of the TSO's profile, for findings, conversation and alarms."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.database.opening import open_store
from store.lifecycle.conversation import conversation
from store.lifecycle.findings.checking import findings
from store.lifecycle.life import blank
from store.lifecycle.market import profiles
from store.lifecycle.market.profiles import Profile, patience, profile_of
from store.lifecycle.moves import Act, Move
from store.lifecycle.writing import written
from store.model.market.tso import TSOS
from store.model.status import Status
from store.model.timeline import StoreKind
from tests.findings.finding_lives import records, whole
from tests.lists.tree_nodes import schedule_node
from tests.support.played import IDENTITY
from tests.support.screens import app_on, press, settle, shown
from tui.questions.watching.alarms import Look, alarms
from tui.settings import Settings

SUBMITTED = datetime(2026, 3, 25, 12, 1, tzinfo=UTC)


def are_late(minutes: int) -> tuple[bool, bool, bool]:
    """Return whether findings, conversation and alarms call the life late so many minutes after its submission."""
    now = SUBMITTED + timedelta(minutes=minutes, seconds=1)
    life = records(whole())
    waiting = schedule_node(tso="DE-AMPRION-TSO", status=Status.SUBMITTED, waiting_since=SUBMITTED)
    lane = conversation(life, 1, now=now).lane
    before, after = Look((waiting,), SUBMITTED), Look((waiting,), now)
    return bool(findings(life, now=now)), any(step.late for step in lane), bool(alarms(before, after))


def test_nobody_waits_longer_than_the_profile_of_the_tso_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (are_late(9), are_late(10)) == ((False,) * 3, (True,) * 3)
    usual = profile_of("DE-AMPRION-TSO")
    patient = Profile(usual.acknowledged_after, usual.matched_after, ack_minutes=17)
    monkeypatch.setitem(profiles._PROFILES, "DE-AMPRION-TSO", patient)
    assert (are_late(16), are_late(17)) == ((False,) * 3, (True,) * 3)
    assert patience("TTG_DE") == patience(None) == timedelta(minutes=10)


def test_what_is_asked_for_counts_more_than_the_profile() -> None:
    assert patience("TTG_DE", 3) == timedelta(minutes=3)


@pytest.mark.parametrize(("minutes", "is_late"), [(None, True), (45, False)])
async def test_the_setting_reaches_the_screen(tmp_path: Path, minutes: int | None, *, is_late: bool) -> None:
    now = datetime.now(UTC)
    life = blank(TSOS[1], (now + timedelta(days=1)).date(), now - timedelta(minutes=21), IDENTITY)
    begun = written(life, Act(Move.CREATE), now - timedelta(minutes=21), IDENTITY)
    sent = written(begun.life, Act(Move.SUBMIT), now - timedelta(minutes=20), IDENTITY)
    store = open_store(str(tmp_path / "s.db"), create=StoreKind.SANDBOX)
    store.append([*begun.entries, *sent.entries], origin="test", simulated=True)
    store.close()
    app = app_on(str(tmp_path / "s.db"), settings=Settings(ack_minutes=minutes))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "exclamation_mark")
        assert ("no-acknowledgement" in shown(app)) is is_late
