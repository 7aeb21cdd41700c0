"""The simulation: a queue of planned acts over the lives of many schedules, played one after the other."""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from store.lifecycle.identity import Identity
from store.lifecycle.life import Life
from store.lifecycle.moves import Act, Move
from store.lifecycle.offers import refusal
from store.lifecycle.simulation.planning import Planned, answers, confirmations
from store.lifecycle.writing import written
from store.model.status import Status

_A_MOMENT = timedelta(milliseconds=1)
_ANSWERED_BY = frozenset({Move.ACKNOWLEDGE, Move.ACKNOWLEDGE_PARTLY, Move.REJECT})
_BY_THE_PARTY = frozenset({Move.CREATE, Move.SUBMIT, Move.REQUEST_STATUS})


@dataclass(frozen=True, slots=True)
class Played:
    """An act that was played: when, on what, the entries it wrote, and one line about it."""

    at: datetime
    schedule_uid: str
    version: int | None
    act: Act
    entries: tuple[bytes, ...]
    note: str


class Simulation:
    """Plays planned acts in the order of their times; the same lives, plan and seed give the same entries.

    It reads no clock: `due` says when the next act wants to be played, and whoever has a clock calls `step`.
    An act that is no longer legal when its turn comes is dropped without a word. What is overdue is played
    `not_before` a moment: nothing happens in the past of whoever looks.
    """

    def __init__(
        self, lives: Iterable[Life], plan: Iterable[Planned], *, seed: str, not_before: datetime | None = None
    ) -> None:
        self._not_before = not_before
        self._identity = Identity(seed)
        self._seed = seed
        self._lives = {life.uid: life for life in lives}
        self._queue: list[tuple[datetime, int, Planned]] = []
        self._planned = 0
        self._answered: set[tuple[str, int]] = set()
        self._plan(plan)

    @property
    def lives(self) -> Mapping[str, Life]:
        """Return the lives as they stand, by the uid of the schedule."""
        return MappingProxyType(self._lives)

    @property
    def due(self) -> datetime | None:
        """Return when the next act is to be played (UTC); None when nothing is planned any more."""
        self._drop_overtaken()
        return self._queue[0][0] if self._queue else None

    @property
    def pending(self) -> int:
        """Return how many acts are planned; some may be overtaken by then."""
        return len(self._queue)

    @property
    def finished(self) -> bool:
        """Tell whether nothing is planned any more."""
        return self.due is None

    def step(self) -> Played | None:
        """Play the next act at the time planned for it; None when nothing is planned any more."""
        if self.due is None:
            return None
        at, _, planned = heapq.heappop(self._queue)
        uid = planned.schedule_uid
        at = self._time_on(uid, at)
        result = written(self._lives[uid], planned.act, at, self._identity)
        self._lives[uid] = result.life
        version = planned.act.version
        if planned.act.move is Move.SUBMIT:
            version = _latest_number(result.life)
        return Played(at, uid, version, planned.act, result.entries, planned.note)

    def learn(self, life: Life) -> None:
        """Take over a life on which somebody else has moved; what the TSO still owes it is planned.

        A version whose answer got lost is answered after the next move on it, such as a status request.
        """
        uid = life.uid
        self._lives[uid] = life
        number = _counted(life)
        if number is None or self._awaits_answer(uid, number):
            return
        if life.status(number) is Status.SUBMITTED:
            asked_again = (uid, number) in self._answered
            self._answered.add((uid, number))
            self._plan(answers(life, number, seed=self._seed, asked_again=asked_again))
        elif life.status(number) in {Status.ACKNOWLEDGED, Status.INTERMEDIATE} and not self._is_planned(uid, number):
            self._plan(confirmations(life, number, seed=self._seed))

    def _is_planned(self, uid: str, number: int) -> bool:
        """Tell whether anything is still to happen to a version."""
        return any(planned.schedule_uid == uid and planned.act.version == number for _, _, planned in self._queue)

    def _plan(self, plan: Iterable[Planned]) -> None:
        for one in plan:
            planned = one if self._not_before is None else replace(one, at=max(one.at, self._not_before))
            heapq.heappush(self._queue, (planned.at, self._planned, planned))
            self._planned += 1

    def _awaits_answer(self, uid: str, number: int) -> bool:
        self._drop_overtaken()
        return any(
            planned.schedule_uid == uid and planned.act.version == number and planned.act.move in _ANSWERED_BY
            for _, _, planned in self._queue
        )

    def _drop_overtaken(self) -> None:
        while self._queue and self._is_overtaken(self._queue[0][2]):
            heapq.heappop(self._queue)

    def _is_overtaken(self, planned: Planned) -> bool:
        """Tell whether an act came too late: it is illegal now, or about a version that has been replaced."""
        life = self._lives[planned.schedule_uid]
        number, act = _latest_number(life), planned.act
        if act.move is Move.SUBMIT and planned.version is not None and planned.version != (number or 0) + 1:
            return True
        if act.move not in _BY_THE_PARTY | _ANSWERED_BY and act.version != _counted(life):
            return True
        return refusal(life, act, self._time_on(planned.schedule_uid, planned.at)) is not None

    def _time_on(self, uid: str, at: datetime) -> datetime:
        """Return a time, moved behind the last entry of a life so that its entries stay in order."""
        return max(at, self._lives[uid].last_at + _A_MOMENT)


def _latest_number(life: Life) -> int | None:
    """Return the number of the newest version; None before the first submission."""
    return max(life.numbers, default=None)


def _counted(life: Life) -> int | None:
    """Return the version that the TSO goes by: the newest, or where it was refused the one still active."""
    number = _latest_number(life)
    if number is None or life.status(number) is not Status.REJECTED:
        return number
    return life.active or number
