"""Random legal moves: the life never contradicts itself."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from store.lifecycle.findings.checking import findings
from store.lifecycle.identity import Identity
from store.lifecycle.life import Life, blank, life_of
from store.lifecycle.moves import Act, Move
from store.lifecycle.offers import offers, refusal
from store.lifecycle.writing import IllegalMove, written
from store.model.market.tso import TSOS, Tso
from store.model.recorded import Recorded, recorded
from store.model.schedules.standing import folded
from tests.support.laws import examples

DAYS = [date(2026, 3, 26), date(2026, 3, 29), date(2026, 10, 25)]
SERIES = ("TS-001", "TS-002", "TS-003", "TS-004", "TS-005")
START = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)

NEVER = {
    "impossible-transition",
    "missing-entry",
    "accepted-unsubmitted",
    "version-gap",
    "version-back",
    "wrong-active-version",
    "wrong-quarter-hours",
    "out-of-order",
    "duplicate-time",
    "unknown-word",
    "wrong-eic",
}
"""What check calls illegal."""

ACTS = st.builds(
    Act,
    st.sampled_from(Move),
    st.none() | st.integers(1, 4),
    st.lists(st.sampled_from(["A09", "A28", "A29", "A54", "A05", "A20"]), max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from(SERIES), max_size=2, unique=True).map(tuple),
    st.lists(st.integers(1, 101), max_size=4, unique=True).map(tuple),
    st.sampled_from([0.0, 0.125, 0.5, -0.25, -99.0]),
    st.booleans(),
)


class Lives(RuleBasedStateMachine):
    """One schedule on which anything is tried."""

    @initialize(day=st.sampled_from(DAYS), at=st.sampled_from(TSOS))
    def begin(self, day: date, at: Tso) -> None:
        self.identity = Identity("machine")
        self.life: Life = blank(at, day, START, self.identity)
        self.entries: list[Recorded] = []
        self.at = START
        for move in (Move.CREATE, Move.SUBMIT):
            self.attempt(Act(move), 1)

    @rule(act=ACTS, minutes=st.integers(1, 300) | st.integers(4000, 9000))
    def attempt(self, act: Act, minutes: int) -> None:
        at = self.at + timedelta(minutes=minutes)
        reason = refusal(self.life, act, at)
        if reason is not None:
            with pytest.raises(IllegalMove) as told:
                written(self.life, act, at, self.identity)
            assert str(told.value) == reason
            return
        done = written(self.life, act, at, self.identity)
        self.life, self.at = done.life, at
        self.entries += [recorded(len(self.entries) + n, entry) for n, entry in enumerate(done.entries, 1)]

    @rule(minutes=st.integers(1, 60) | st.integers(4000, 9000), chosen=st.randoms(use_true_random=False))
    def play_what_is_offered(self, minutes: int, chosen: Random) -> None:
        at = self.at + timedelta(minutes=minutes)
        version = chosen.choice([None, *self.life.numbers])
        move = chosen.choice([one.move for one in offers(self.life, version, at) if one.refusal is None])
        codes = {Move.REPORT_ANOMALY: ("A28",), Move.REJECT: ("A54",), Move.REFUSE: ("A28",)}.get(move, ())
        megawatts = 0.5 if move in {Move.IMPOSE, Move.SUBMIT} else 0.0
        act = Act(move, version, codes, ("TS-003",), (3, 4), megawatts)
        assert refusal(self.life, act, at) is None
        self.attempt(act, minutes)

    @rule()
    @precondition(lambda self: hasattr(self, "life"))
    def offers_refuse_what_the_moves_refuse(self) -> None:
        at = self.at + timedelta(minutes=1)
        for offer in offers(self.life, None, at):
            if offer.refusal is not None:
                assert refusal(self.life, Act(offer.move), at) == offer.refusal

    def teardown(self) -> None:
        if not hasattr(self, "entries"):
            return
        assert life_of(one.entry for one in self.entries) == self.life
        standing, _ = folded(one.facts for one in self.entries)
        assert standing.latest_version == (self.life.numbers[-1] if self.life.numbers else None)
        assert standing.active_version == self.life.active
        assert standing.anomaly_open == self.life.open_anomaly
        assert all(one.status is self.life.status(number) for number, one in standing.versions.items())
        found = findings(self.entries, now=self.at + timedelta(minutes=30))
        assert not {one.code for one in found} & NEVER, found


TestLives = Lives.TestCase
TestLives.settings = settings(
    max_examples=examples(20), stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
