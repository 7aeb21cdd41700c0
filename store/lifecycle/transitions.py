"""The life of a version as one table: who may do what in which status, and what the log then holds.

No transition table is published for the API; this is Gridtrail's reading of its documentation, of the
ENTSO-E scheduling process (IEC 62325-451-2) and of real logs. Simulator, findings and documentation read it.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from store.lifecycle.moves import Actor, Move
from store.model.market.tso import Market, market_code
from store.model.status import ACCEPTED, Status

MARKETS: tuple[Market, ...] = ("DE", "NL")
_ACKNOWLEDGED = frozenset({Status.ACKNOWLEDGED, Status.INTERMEDIATE})
SENT = frozenset({Status.SUBMITTED})
ANY = frozenset(Status) - {Status.UNKNOWN}
_FINAL = "CNF A08"
API, _PROCESS = "API documentation", "ENTSO-E process"

ACCEPTED_EVENTS = ("version.accepted", "version.status_changed")
REJECTED_EVENTS = ("version.rejected", "version.status_changed")
PARTLY_EVENTS = ("version.status_changed", "series.status_changed")


class Term(StrEnum):
    """When a move can be made, by the gates of the delivery day and by what has ended."""

    ANYTIME = "–"
    BEFORE_FINAL = "before any final confirmation; what is late for a gate is sent, and refused (A57)"
    AFTER_GATES = "after the last gate of the day"


@dataclass(frozen=True, slots=True)
class Transition:
    """One move: who makes it, when, from which statuses of the version, to which, and what is written.

    `after` None leaves the status as it is; `document` and `reason` are the message and its reason code.
    """

    move: Move
    actor: Actor
    before: frozenset[Status]
    after: Status | None
    document: str
    reason: str
    events: tuple[str, ...]
    markets: tuple[Market, ...]
    about: str
    source: str
    term: Term = Term.ANYTIME


def _answer(move: Move, after: Status | None, message: str, events: tuple[str, ...], about: str) -> Transition:
    """Return the row of an answer: an ACK to what was sent, the others later; a `message` ends with its reason."""
    document, _, reason = message.rpartition(" ")
    before = SENT if document == "ACK" else _ACKNOWLEDGED
    term = Term.AFTER_GATES if document == _FINAL else Term.ANYTIME
    return Transition(move, Actor.TSO, before, after, document, reason, events, MARKETS, about, _PROCESS, term)


TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        Move.CREATE,
        Actor.BRP,
        before=frozenset(),
        after=None,
        document="",
        reason="",
        events=("schedule.created",),
        markets=MARKETS,
        about="a schedule for one delivery day at one TSO is created",
        source=API,
    ),
    Transition(
        Move.SUBMIT,
        Actor.BRP,
        before=ANY,
        after=Status.SUBMITTED,
        document="schedule",
        reason="",
        events=("version.submitted",),
        markets=MARKETS,
        about="the next version is sent, whole, whatever became of the one before",
        source=API,
        term=Term.BEFORE_FINAL,
    ),
    _answer(Move.ACKNOWLEDGE, Status.ACKNOWLEDGED, "ACK A01", ACCEPTED_EVENTS, "the TSO takes the version"),
    _answer(
        Move.ACKNOWLEDGE_PARTLY,
        Status.ACKNOWLEDGED,
        "ACK A03",
        (*ACCEPTED_EVENTS, "series.status_changed"),
        "the TSO takes the version but for some series",
    ),
    _answer(Move.REJECT, Status.REJECTED, "ACK A02", REJECTED_EVENTS, "the TSO refuses the version, with the reason"),
    _answer(
        Move.REPORT_ANOMALY,
        None,
        "ANO A09",
        ("anomaly.received",),
        "a series does not match that of the counterparty (A28: it is missing there, A29: its amounts differ)",
    ),
    replace(
        _answer(
            Move.CONFIRM_INTERMEDIATE,
            Status.INTERMEDIATE,
            "CNF A07 A06",
            ("version.status_changed",),
            "confirmed for the time being (A07: but for some series); it can still change until gate closure",
        ),
        source=f"{_PROCESS} (DE), ours (NL)",
    ),
    _answer(Move.CONFIRM, Status.CONFIRMED, "CNF A08 A06", ACCEPTED_EVENTS, "all of the version is confirmed"),
    _answer(
        Move.CONFIRM_PARTLY,
        Status.PARTLY_CONFIRMED,
        "CNF A08 A07",
        PARTLY_EVENTS,
        "some series are confirmed, others refused",
    ),
    _answer(
        Move.IMPOSE,
        Status.PARTLY_CONFIRMED,
        "CNF A08 A30",
        PARTLY_EVENTS,
        "the counterparty's values take the place of ours, as those of an exchange do",
    ),
    _answer(Move.REFUSE, Status.REJECTED, "CNF A08 A08", REJECTED_EVENTS, "nothing of the version is confirmed"),
    Transition(
        Move.REQUEST_STATUS,
        Actor.BRP,
        before=ANY,
        after=None,
        document="SRQ",
        reason="",
        events=("status_request.sent",),
        markets=MARKETS,
        about="the TSO is asked where the schedule stands",
        source=API,
    ),
)
"""Every move, in the order in which a person meets them; that gates keep some back is our reading."""

_ANSWERED = ACCEPTED | {Status.REJECTED, Status.IMPOSED}

FOLLOWS: dict[Status, frozenset[Status]] = {
    Status.INGESTED: _ANSWERED | {Status.SUBMITTED},
    Status.SUBMITTED: _ANSWERED,
    Status.ACKNOWLEDGED: _ANSWERED - {Status.ACKNOWLEDGED},
    Status.INTERMEDIATE: _ANSWERED - {Status.ACKNOWLEDGED, Status.INTERMEDIATE},
    Status.PARTLY_CONFIRMED: frozenset({Status.CONFIRMED, Status.IMPOSED, Status.REJECTED}),
    Status.IMPOSED: frozenset({Status.CONFIRMED, Status.PARTLY_CONFIRMED}),
    Status.CONFIRMED: frozenset(),
    Status.REJECTED: frozenset(),
}
"""Which status of a version may follow which; an answer may be missing in between, for messages get lost."""


def transition(move: Move, status: Status | None, market: str | None) -> Transition | None:
    """Return the row of a move in a status of the version, None when it cannot be made there.

    `status` None stands for a schedule without a version.
    """
    row = row_of(move)
    if market_code(market) not in {*row.markets, None}:
        return None
    if status is None:
        return row if move in {Move.CREATE, Move.SUBMIT, Move.REQUEST_STATUS} else None
    return row if status in row.before else None


def row_of(move: Move) -> Transition:
    """Return the row of a move."""
    return next(row for row in TRANSITIONS if row.move is move)


def may_follow(before: Status, after: Status) -> bool:
    """Tell whether any life allows this change of a version's status; unknown words never contradict."""
    if before is after or Status.UNKNOWN in {before, after}:
        return True
    return after in FOLLOWS[before]
