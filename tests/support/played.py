"""Lives played act by act, with the entries that were written."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from store.lifecycle.identity import Identity
from store.lifecycle.life import Life, blank
from store.lifecycle.market.gates import gates
from store.lifecycle.moves import Act, Move
from store.lifecycle.transitions import Term, row_of
from store.lifecycle.writing import written
from store.model.market.tso import TSOS

DAY = date(2026, 3, 26)
START = datetime(2026, 3, 25, 12, 40, tzinfo=UTC)
IDENTITY = Identity("test")


class Played:
    """A life with its entries, one minute from act to act; what comes after the last gate waits for it."""

    def __init__(self, tso: int = 1, day: date = DAY) -> None:
        self.life: Life = blank(TSOS[tso], day, START, IDENTITY)
        self.entries: list[bytes] = []
        self.at = START

    @property
    def later(self) -> datetime:
        """A minute after the last act."""
        return self.at + timedelta(minutes=1)

    def wait_until(self, at: datetime) -> "Played":
        """Let nothing happen before a moment, at which the next act is played."""
        self.at = at - timedelta(minutes=1)
        return self

    # an entry is any JSON
    def play(self, *acts: Act) -> list[dict[str, Any]]:
        """Play acts; return the entries of the last one."""
        entries: tuple[bytes, ...] = ()
        for act in acts:
            if row_of(act.move).term is Term.AFTER_GATES:
                self.wait_until(max(self.later, gates(self.life.day, self.life.market)[-1].closes_at))
            self.at = self.later
            entries, self.life = (done := written(self.life, act, self.at, IDENTITY)).entries, done.life
            self.entries += entries
        return [json.loads(entry) for entry in entries]


def begun(*more: Act, tso: int = 1, day: date = DAY) -> Played:
    """Return a life with a schedule and a version that was sent, and further acts."""
    played = Played(tso, day)
    played.play(Act(Move.CREATE), Act(Move.SUBMIT), *more)
    return played


def accepted() -> Played:
    """Return a life whose first version is acknowledged."""
    return begun(Act(Move.ACKNOWLEDGE))
