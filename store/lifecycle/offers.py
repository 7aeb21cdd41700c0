"""Which moves are legal on a version at a moment, and why the others are not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from store.lifecycle.life import Life
from store.lifecycle.market.gates import clock, gates
from store.lifecycle.market.series_altered import ready, reason_against, series_meant
from store.lifecycle.moves import Act, Actor, Move
from store.lifecycle.transitions import TRANSITIONS, Term, row_of, transition
from store.model.market.codes import title
from store.model.market.delivery_day import quarter_hours
from store.model.status import Status
from store.model.texts.tolerant import text_of

MOST_VERSIONS = 999
"""The highest version number (API documentation)."""

MOST_MEGAWATTS = 1_000_000.0
_LEAST_MEGAWATTS = 1e-9

_LABELS: Mapping[Move, str] = {
    Move.CREATE: "create the schedule",
    Move.SUBMIT: "submit the next version",
    Move.ACKNOWLEDGE: "acknowledge (A01)",
    Move.ACKNOWLEDGE_PARTLY: "acknowledge in part (A03)",
    Move.REJECT: "reject (A02)",
    Move.REPORT_ANOMALY: "report an anomaly",
    Move.CONFIRM_INTERMEDIATE: "confirm for the time being",
    Move.CONFIRM: "confirm finally (A06)",
    Move.CONFIRM_PARTLY: "confirm a part (A07)",
    Move.IMPOSE: "impose values (A30)",
    Move.REFUSE: "refuse finally (A08)",
    Move.REQUEST_STATUS: "ask for the status",
}

_ABOUT_ACCEPTED = frozenset(
    {
        Move.REPORT_ANOMALY,
        Move.CONFIRM_INTERMEDIATE,
        Move.CONFIRM,
        Move.CONFIRM_PARTLY,
        Move.IMPOSE,
        Move.REFUSE,
    }
)
_NEEDS_REASON = frozenset({Move.REJECT, Move.REFUSE, Move.REPORT_ANOMALY})
_REFUSALS = frozenset({Move.REJECT, Move.REFUSE, Move.ACKNOWLEDGE_PARTLY, Move.CONFIRM_PARTLY})
_TAKEN = frozenset({"A01", "A06"})
_NEEDS_SERIES = frozenset({Move.ACKNOWLEDGE_PARTLY, Move.CONFIRM_PARTLY, Move.IMPOSE, Move.REPORT_ANOMALY})
_NEEDS_AMOUNTS = frozenset({Move.IMPOSE, Move.REPORT_ANOMALY})
_WITHOUT_SERIES = frozenset({Move.CREATE, Move.REQUEST_STATUS})
_ANOMALY_CODES = ("A09", "A28", "A29")


@dataclass(frozen=True, slots=True)
class Offer:
    """A move, who makes it, and why it cannot be made now; None when it can."""

    move: Move
    actor: Actor
    label: str
    refusal: str | None


def offers(life: Life, version: int | None, at: datetime, latest: datetime | None = None) -> tuple[Offer, ...]:
    """Return every move with whether it can be made; `version` is the one answers are about, None the latest.

    For `at` and `latest` see `timely`.
    """
    moments = {row.move: timely(life, row.move, at, latest) for row in TRANSITIONS}
    return tuple(
        Offer(row.move, row.actor, _LABELS[row.move], _move_refusal(life, row.move, version, moments[row.move]))
        for row in TRANSITIONS
    )


def timely(life: Life, move: Move, at: datetime, latest: datetime | None) -> datetime:
    """Return when a move is made: at a moment, or, where it has to wait for the last gate, when that closes.

    It waits until `latest` at most, which is now: what lies ahead cannot have happened; None does not wait.
    """
    if latest is None or row_of(move).term is not Term.AFTER_GATES:
        return at
    last = gates(life.day, life.market)[-1].closes_at
    return max(at, last) if last <= latest else at


def refusal(life: Life, act: Act, at: datetime) -> str | None:
    """Return why an act with its parameters cannot be made at a moment, in one sentence; None when it can."""
    checks: tuple[Callable[[], str | None], ...] = (
        lambda: _move_refusal(life, act.move, act.version, at),
        lambda: _reason_refusal(act),
        lambda: _series_refusal(life, act),
        lambda: _position_refusal(life, act),
        lambda: _amount_refusal(life, act),
    )
    return next((reason for check in checks if (reason := check())), None)


def number_meant(life: Life, version: int | None) -> int | None:
    """Return the version that an act is about: the one named, else the latest."""
    return version if version is not None else (life.numbers[-1] if life.numbers else None)


def _move_refusal(life: Life, move: Move, version: int | None, at: datetime) -> str | None:
    if life.entries and _in_milliseconds(at) <= life.last_at:
        return f"the log already holds an entry of {life.last_at:%Y-%m-%d %H:%M:%S} UTC: choose a later moment"
    if move is Move.CREATE:
        return "the schedule is there already" if life.entries else None
    if not life.entries:
        return "the schedule must be created first"
    if move is Move.SUBMIT:
        return _submission_refusal(life)
    if move is Move.REQUEST_STATUS:
        return None
    number = number_meant(life, version)
    if number is None:
        return "no version has been sent yet"
    if not life.version(number):
        return f"the log holds no version {number}"
    return _status_refusal(life, move, number, at)


def _in_milliseconds(at: datetime) -> datetime:
    """Return a moment as the log keeps it, so that two moves in one millisecond do not look like one instant."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _submission_refusal(life: Life) -> str | None:
    if not life.numbers:
        return None
    if row_of(Move.SUBMIT).term is Term.BEFORE_FINAL and life.concluded is not None:
        return f"version {life.concluded} has its final confirmation: no other version is taken any more"
    if life.numbers[-1] >= MOST_VERSIONS:
        return f"a schedule has at most {MOST_VERSIONS} versions"
    if not any(one.get("data") for one in life.series_of(life.numbers[-1])):
        return f"the log holds no amounts of version {life.numbers[-1]} that a next one could be made of"
    return None


def _status_refusal(life: Life, move: Move, number: int, at: datetime) -> str | None:
    status = life.status(number)
    if transition(move, status, life.market) is None:
        wanted = " or ".join(one for one in Status if one in row_of(move).before)
        return f"v{number} is {status}, not {wanted}"
    if move in _ABOUT_ACCEPTED and life.active is not None and life.active > number:
        return f"version {number} is superseded: version {life.active} was accepted"
    if row_of(move).term is Term.AFTER_GATES and at < (last := gates(life.day, life.market)[-1].closes_at):
        return f"no final answer before {clock(last, life.market)}, when the last gate closes"
    if move in _NEEDS_AMOUNTS and not any(one.get("data") for one in life.series_of(number)):
        return f"the log holds no amounts of version {number}"
    if move in _NEEDS_SERIES and not life.series_of(number):
        return f"the log holds no series of version {number}"
    return None


def _reason_refusal(act: Act) -> str | None:
    unknown = next((code for code in act.reason_codes if title(code) is None), None)
    if unknown is not None:
        return f"{unknown!r} is no reason code of the code list"
    opposite = next((code for code in act.reason_codes if code in _TAKEN), None)
    if opposite is not None and act.move in _REFUSALS:
        return f"{opposite} ({title(opposite)}) says the opposite: choose another reason code"
    if act.move in _NEEDS_REASON and not act.reason_codes:
        return "choose a reason code"
    if act.move is Move.REPORT_ANOMALY and act.reason_codes[0] not in _ANOMALY_CODES:
        return f"an anomaly is reported with {', '.join(_ANOMALY_CODES[:-1])} or {_ANOMALY_CODES[-1]}"
    return None


def _series_refusal(life: Life, act: Act) -> str | None:
    if act.move in _NEEDS_SERIES and not act.series:
        return "choose a series"
    if not act.series or act.move in _WITHOUT_SERIES:
        return None
    there = {name for one in series_meant(life, act) if (name := text_of(one.get("time_series_uid")))}
    unknown = next((name for name in act.series if name not in there), None)
    if unknown is not None:
        return f"{_meant(life, act)} has no series {unknown!r}"
    if act.move in {Move.ACKNOWLEDGE_PARTLY, Move.CONFIRM_PARTLY} and set(act.series) == there:
        return "all series are chosen: that is a rejection of the whole"
    return None


def _meant(life: Life, act: Act) -> str:
    number = number_meant(life, None if act.move is Move.SUBMIT else act.version)
    return "the first version" if number is None else f"version {number}"


def _position_refusal(life: Life, act: Act) -> str | None:
    last = len(quarter_hours(life.day, life.zone))
    wrong = next((position for position in act.positions if not 1 <= position <= last), None)
    if wrong is not None:
        return f"the day has quarter-hours 1 to {last}, not {wrong}"
    return None


def _amount_refusal(life: Life, act: Act) -> str | None:
    if not isfinite(act.megawatts):
        return "the quantity must be a number of MW"
    if abs(act.megawatts) > MOST_MEGAWATTS:
        return f"the quantity is too large: at most {MOST_MEGAWATTS:.0f} MW"
    if abs(act.megawatts - round(act.megawatts, 3)) > _LEAST_MEGAWATTS:
        return "the quantity has three decimals of a MW, no more"
    if not ready(act):
        return None
    if act.megawatts and not act.series:
        return "choose the series that changes"
    if not act.megawatts and act.move in {Move.REPORT_ANOMALY, Move.IMPOSE} and act.reason_codes[:1] != ("A28",):
        return "the quantity must differ from zero"
    return reason_against(life, act)
