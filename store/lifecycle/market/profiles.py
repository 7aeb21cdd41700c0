"""What is expected of each TSO: how long its acknowledgement may take; and how a simulated one behaves."""

from dataclasses import dataclass
from datetime import timedelta

from store.model.market.tso import tso


@dataclass(frozen=True, slots=True)
class Profile:
    """The habits of a TSO; chances lie between 0 and 1 and are of a version that is free of faults.

    `acknowledged_after` are the fastest and the slowest acknowledgement, `matched_after` the same for the
    first result of matching, counted from when matching begins. After `ack_minutes` without an acknowledgement
    something is wrong, in what was recorded, too. All figures are invented.
    """

    acknowledged_after: tuple[timedelta, timedelta]
    matched_after: tuple[timedelta, timedelta]
    rejects: float = 0.06
    takes_partly: float = 0.04
    loses: float = 0.04
    finds_anomaly: float = 0.12
    confirms_partly: float = 0.06
    ack_minutes: int = 10


def _seconds(fastest: int, slowest: int) -> tuple[timedelta, timedelta]:
    return timedelta(seconds=fastest), timedelta(seconds=slowest)


def _minutes(soonest: int, latest: int) -> tuple[timedelta, timedelta]:
    return timedelta(minutes=soonest), timedelta(minutes=latest)


_USUAL = Profile(_seconds(20, 60), _minutes(10, 25))

_PROFILES = {
    "50HERTZ_DE_TSO": Profile(_seconds(15, 40), _minutes(10, 20), rejects=0.04),
    "DE-AMPRION-TSO": Profile(_seconds(20, 55), _minutes(12, 25), finds_anomaly=0.2),
    "TTG_DE": Profile(_seconds(25, 60), _minutes(12, 30), rejects=0.1),
    "DE-TRANSNETBWTSO": Profile(_seconds(30, 90), _minutes(15, 30), loses=0.1),
    "TENNET_TSO": Profile(_seconds(8, 25), _minutes(5, 15), takes_partly=0.1),
}


def profile_of(tso_code: str) -> Profile:
    """Return the habits of a TSO, by any of its names; the usual ones for an unknown one."""
    known = tso(tso_code)
    return _PROFILES.get(known.code, _USUAL) if known else _USUAL


def patience(tso_code: str | None, ack_minutes: float | None = None) -> timedelta:
    """Return how long an acknowledgement of a TSO may take: as many minutes as are asked for, else by its profile."""
    return timedelta(minutes=profile_of(tso_code or "").ack_minutes if ack_minutes is None else ack_minutes)
