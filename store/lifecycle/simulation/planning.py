"""What the simulated TSO is going to answer to a submission, by its habits and by chance."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from store.lifecycle.gates import final_from, gates, matching_from
from store.lifecycle.lateness import late_version
from store.lifecycle.life import Life
from store.lifecycle.moves import Act, Move
from store.lifecycle.simulation.profiles import Profile, profile_of
from store.model.status import Status

_REJECTIONS = ("A54", "A54", "A05", "A51", "A78")
_DIFFERENCES = (0.1, 0.25, 0.5, 1.5)


@dataclass(frozen=True, slots=True)
class Planned:
    """An act at its time; `version` is the one a submission is to become, `note` one line about it."""

    at: datetime
    schedule_uid: str
    act: Act
    note: str = ""
    version: int | None = None


def answers(life: Life, number: int, *, seed: str, asked_again: bool = False) -> Iterator[Planned]:
    """Give what the TSO answers to a submitted version, in time order; the same for the same seed.

    A version that was sent too late for what it changes is refused with A57, whenever the answer comes; nothing at
    all may come (a lost answer), but not when it was `asked_again`.
    """
    uid = life.uid
    chance = random.Random(f"answers {seed} {uid} {number} {asked_again}")  # noqa: S311 - invented habits, no secret
    profile = profile_of(life.tso)
    at = life.last_at + _between(chance, profile.acknowledged_after)
    why_late = late_version(life, number)
    drawn = chance.random()
    if why_late:
        yield Planned(at, uid, Act(Move.REJECT, number, ("A57",)), why_late)
    elif drawn < profile.loses and not asked_again:
        return
    elif drawn < profile.loses + profile.rejects:
        yield Planned(at, uid, Act(Move.REJECT, number, (chance.choice(_REJECTIONS),)), "refused")
    else:
        yield _taken(life, number, at, is_partly=chance.random() < profile.takes_partly)
        yield from _matched(life, number, at, chance, profile)


def _taken(life: Life, number: int, at: datetime, *, is_partly: bool) -> Planned:
    uid = life.uid
    traded = trades(life, number)
    if is_partly and traded:
        return Planned(at, uid, Act(Move.ACKNOWLEDGE_PARTLY, number, ("A22",), traded[-1:]), "taken but for a series")
    return Planned(at, uid, Act(Move.ACKNOWLEDGE, number, ("A01",)), "received")


def _matched(life: Life, number: int, at: datetime, chance: random.Random, profile: Profile) -> Iterator[Planned]:
    """Give what follows on the acknowledgement: the result of matching, then the confirmations."""
    uid = life.uid
    matched_at = matched_from(life.day, life.market, at) + _between(chance, profile.matched_after)
    final_at = max(matched_at, final_from(life.day, life.market)) + _between(chance, profile.matched_after)
    traded = trades(life, number)
    if traded and chance.random() < profile.finds_anomaly:
        series, positions, megawatts = (chance.choice(traded),), _positions(chance), chance.choice(_DIFFERENCES)
        differs = Act(Move.REPORT_ANOMALY, number, ("A09",), series, positions, megawatts)
        partly = Act(Move.CONFIRM_INTERMEDIATE, number, ("A07",))
        imposed = Act(Move.IMPOSE, number, ("A30",), series, positions, megawatts)
        yield Planned(matched_at - (matched_at - at) / 2, uid, differs, "does not match the counterpart")
        yield Planned(matched_at, uid, partly, "would be confirmed in part")
        yield Planned(final_at, uid, imposed, "the counterparty's values imposed")
        return
    yield Planned(matched_at, uid, Act(Move.CONFIRM_INTERMEDIATE, number, ("A06",)), "matches so far")
    if traded and chance.random() < profile.confirms_partly:
        yield Planned(final_at, uid, Act(Move.CONFIRM_PARTLY, number, ("A07",), traded[:1]), "confirmed in part")
    else:
        yield Planned(final_at, uid, Act(Move.CONFIRM, number, ("A06",)), "confirmed")


def matched_from(day: date, market: str | None, at: datetime) -> datetime:
    """Return when a version acknowledged at a moment is matched: after the day-ahead gate, or with the later changes.

    What comes after the German day-ahead gate waits for 18:00 (API documentation, "gate closure").
    """
    gate = gates(day, market)[0].closes_at
    return gate if at <= gate else max(at, matching_from(day, market))


def confirmations(life: Life, number: int, *, seed: str) -> Iterator[Planned]:
    """Give what is still to come for a version that the TSO has taken; the same for the same seed."""
    chance = random.Random(f"confirmations {seed} {life.uid} {number}")  # noqa: S311 - invented habits, no secret
    for planned in _matched(life, number, life.last_at, chance, profile_of(life.tso)):
        if planned.act.move is not Move.CONFIRM_INTERMEDIATE or life.status(number) is not Status.INTERMEDIATE:
            yield planned


def trades(life: Life, number: int) -> tuple[str, ...]:
    """Return the names of the series of a version that have a counterparty."""
    return tuple(
        str(one["time_series_uid"])
        for one in life.series_of(number)
        if one.get("type") in {"internal", "external", "foreign"} and one.get("time_series_uid")
    )


def _positions(chance: random.Random) -> tuple[int, ...]:
    first = chance.randint(20, 80)
    return tuple(range(first, first + chance.randint(1, 8)))


def _between(chance: random.Random, bounds: tuple[timedelta, timedelta]) -> timedelta:
    """Return a duration between two others in whole milliseconds."""
    least, most = (bound // timedelta(milliseconds=1) for bound in bounds)
    return timedelta(milliseconds=chance.randint(least, most))
