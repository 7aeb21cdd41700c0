"""What the simulated TSO is going to answer to a submission, by its habits and by chance."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from store.lifecycle.lateness import late_version
from store.lifecycle.life import Life
from store.lifecycle.market.gates import final_from, gates, matching_from
from store.lifecycle.market.parties import is_exchange
from store.lifecycle.market.profiles import profile_of
from store.lifecycle.moves import Act, Move
from store.model.status import Status
from store.model.texts.tolerant import mapping_of

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
        taken = _taken(life, number, at, is_partly=chance.random() < profile.takes_partly)
        yield taken
        yield from _matched(life, number, at, chance, taken.act.series)


def _taken(life: Life, number: int, at: datetime, *, is_partly: bool) -> Planned:
    uid = life.uid
    traded = trades(life, number)
    if is_partly and traded and not _are_all(life, number, traded[-1:]):
        return Planned(at, uid, Act(Move.ACKNOWLEDGE_PARTLY, number, ("A22",), traded[-1:]), "taken but for a series")
    return Planned(at, uid, Act(Move.ACKNOWLEDGE, number, ("A01",)), "received")


def _matched(
    life: Life, number: int, at: datetime, chance: random.Random, refused: tuple[str, ...]
) -> Iterator[Planned]:
    """Give what follows on an acknowledgement that refused some series: the result of matching, the confirmations."""
    uid, profile = life.uid, profile_of(life.tso)
    matched_at = matched_from(life.day, life.market, at) + _between(chance, profile.matched_after)
    final_at = max(matched_at, final_from(life.day, life.market)) + _between(chance, profile.matched_after)
    traded = tuple(name for name in trades(life, number) if name not in refused)
    if traded and chance.random() < profile.finds_anomaly:
        series, positions, megawatts = (chance.choice(traded),), _positions(chance), chance.choice(_DIFFERENCES)
        differs = Act(Move.REPORT_ANOMALY, number, ("A09",), series, positions, megawatts)
        partly = Act(Move.CONFIRM_INTERMEDIATE, number, ("A07",))
        yield Planned(matched_at - (matched_at - at) / 2, uid, differs, "does not match the counterpart")
        yield Planned(matched_at, uid, partly, "would be confirmed in part")
        if _is_with_exchange(life, number, series[0]) and not refused:
            imposed = Act(Move.IMPOSE, number, ("A30",), series, positions, megawatts)
            yield Planned(final_at, uid, imposed, "the values of the exchange imposed")
        else:
            yield Planned(final_at, uid, _final(life, number, (*series, *refused), "A09"), "what differs is left out")
        return
    yield Planned(matched_at, uid, Act(Move.CONFIRM_INTERMEDIATE, number, ("A06",)), "matches so far")
    if traded and chance.random() < profile.confirms_partly:
        yield Planned(final_at, uid, _final(life, number, (*traded[:1], *refused), "A07"), "confirmed in part")
    else:
        yield Planned(final_at, uid, _final(life, number, refused, "A22"), "confirmed as it was taken")


def _final(life: Life, number: int, left_out: tuple[str, ...], code: str) -> Act:
    """Return the final confirmation of a version but for some series, with the code of the reason."""
    if not left_out:
        return Act(Move.CONFIRM, number, ("A06",))
    if _are_all(life, number, left_out):
        return Act(Move.REFUSE, number, (code,))
    return Act(Move.CONFIRM_PARTLY, number, (code,), left_out)


def _are_all(life: Life, number: int, names: tuple[str, ...]) -> bool:
    return {one.get("time_series_uid") for one in life.series_of(number)} <= set(names)


def _is_with_exchange(life: Life, number: int, name: str) -> bool:
    """Tell whether a series is a trade with an exchange: its values alone take priority."""
    traded = next(one for one in life.series_of(number) if one.get("time_series_uid") == name)
    ids = mapping_of(traded.get("ids"))
    return any(is_exchange(str(ids.get(side))) for side in ("in_party", "out_party"))


def matched_from(day: date, market: str | None, at: datetime) -> datetime:
    """Return when a version acknowledged at a moment is matched: after the day-ahead gate, or with the later changes.

    What comes after the German day-ahead gate waits for 18:00 (API documentation, "gate closure").
    """
    gate = gates(day, market)[0].closes_at
    return gate if at <= gate else max(at, matching_from(day, market))


def confirmations(life: Life, number: int, *, seed: str) -> Iterator[Planned]:
    """Give what is still to come for a version that the TSO has taken; the same for the same seed."""
    chance = random.Random(f"confirmations {seed} {life.uid} {number}")  # noqa: S311 - invented habits, no secret
    refused = tuple(name for name in trades(life, number) if _is_refused(life, number, name))
    for planned in _matched(life, number, life.last_at, chance, refused):
        if planned.act.move is not Move.CONFIRM_INTERMEDIATE or life.status(number) is not Status.INTERMEDIATE:
            yield planned


def _is_refused(life: Life, number: int, name: str) -> bool:
    """Tell whether the acknowledgement of a version refused a series."""
    uids = (str(one.get("uid")) for one in life.series_of(number) if one.get("time_series_uid") == name)
    told = [life.series[uid] for uid in uids if uid in life.series]
    return any((one.get("status"), one.get("acceptance_level")) == ("rejected", "ack") for one in told)


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
