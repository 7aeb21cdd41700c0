"""The life of a version as one table: who may do what in which status, and what the log then holds.

No transition table is published for the API; this is Gridtrail's reading of its documentation, of the
ENTSO-E scheduling process (IEC 62325-451-2) and of real logs. Simulator, findings and documentation read it.
"""

from dataclasses import dataclass

from store.lifecycle.moves import Actor, Move
from store.model.status import ACCEPTED, Status
from store.model.tso import Market, market_code

_BOTH: tuple[Market, ...] = ("DE", "NL")
_ACKNOWLEDGED = frozenset({Status.ACKNOWLEDGED, Status.INTERMEDIATE})
_SENT = frozenset({Status.SUBMITTED})
_TAKEN = frozenset({Status.SUBMITTED}) | _ACKNOWLEDGED
_ANY = frozenset(Status) - {Status.UNKNOWN}
_ENDED = frozenset({Status.CONFIRMED, Status.PARTLY_CONFIRMED, Status.IMPOSED})

CREATED = ("schedule.created",)
SUBMITTED = ("version.submitted",)
ACCEPTED_EVENTS = ("version.accepted", "version.status_changed")
REJECTED_EVENTS = ("version.rejected", "version.status_changed")


@dataclass(frozen=True, slots=True)
class Transition:
    """One move: who makes it, from which statuses of the version, to which, and what is written.

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


TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        Move.CREATE,
        Actor.BRP,
        frozenset(),
        None,
        "",
        "",
        CREATED,
        _BOTH,
        "a schedule for one delivery day at one TSO is created",
        "API documentation",
    ),
    Transition(
        Move.SUBMIT,
        Actor.BRP,
        _ANY,
        Status.SUBMITTED,
        "schedule",
        "",
        SUBMITTED,
        _BOTH,
        "the next version is sent, whole, whatever became of the one before",
        "API documentation",
    ),
    Transition(
        Move.ACKNOWLEDGE,
        Actor.TSO,
        _SENT,
        Status.ACKNOWLEDGED,
        "ACK",
        "A01",
        ACCEPTED_EVENTS,
        _BOTH,
        "the TSO takes the version",
        "ENTSO-E process",
    ),
    Transition(
        Move.ACKNOWLEDGE_PARTLY,
        Actor.TSO,
        _SENT,
        Status.ACKNOWLEDGED,
        "ACK",
        "A03",
        (*ACCEPTED_EVENTS, "series.status_changed"),
        _BOTH,
        "the TSO takes the version but for some series",
        "ENTSO-E process",
    ),
    Transition(
        Move.REJECT,
        Actor.TSO,
        _SENT,
        Status.REJECTED,
        "ACK",
        "A02",
        REJECTED_EVENTS,
        _BOTH,
        "the TSO refuses the version, with the reason",
        "ENTSO-E process",
    ),
    Transition(
        Move.REPORT_ANOMALY,
        Actor.TSO,
        _ACKNOWLEDGED,
        None,
        "ANO",
        "A09",
        ("anomaly.received",),
        _BOTH,
        "a series does not match that of the counterparty",
        "ENTSO-E process",
    ),
    Transition(
        Move.CONFIRM_INTERMEDIATE,
        Actor.TSO,
        _ACKNOWLEDGED,
        Status.INTERMEDIATE,
        "CNF A07",
        "A06",
        ("version.status_changed",),
        _BOTH,
        "confirmed for the time being; it can still change until gate closure",
        "ENTSO-E process",
    ),
    Transition(
        Move.CONFIRM,
        Actor.TSO,
        _ACKNOWLEDGED,
        Status.CONFIRMED,
        "CNF A08",
        "A06",
        ACCEPTED_EVENTS,
        _BOTH,
        "all of the version is confirmed",
        "ENTSO-E process",
    ),
    Transition(
        Move.CONFIRM_PARTLY,
        Actor.TSO,
        _ACKNOWLEDGED,
        Status.PARTLY_CONFIRMED,
        "CNF A08",
        "A07",
        ("version.status_changed", "series.status_changed"),
        _BOTH,
        "some series are confirmed, others refused",
        "ENTSO-E process",
    ),
    Transition(
        Move.IMPOSE,
        Actor.TSO,
        _ACKNOWLEDGED,
        Status.PARTLY_CONFIRMED,
        "CNF A08",
        "A30",
        ("version.status_changed", "series.status_changed"),
        _BOTH,
        "the counterparty's values take the place of ours, as those of an exchange do",
        "ENTSO-E process",
    ),
    Transition(
        Move.REFUSE,
        Actor.TSO,
        _ACKNOWLEDGED,
        Status.REJECTED,
        "CNF A08",
        "A08",
        REJECTED_EVENTS,
        _BOTH,
        "nothing of the version is confirmed",
        "ENTSO-E process",
    ),
    Transition(
        Move.REQUEST_STATUS,
        Actor.BRP,
        _ANY,
        None,
        "SRQ",
        "",
        ("status_request.sent",),
        _BOTH,
        "the TSO is asked where the schedule stands",
        "API documentation",
    ),
)
"""Every move, in the order in which a person meets them."""

_FOLLOWS: dict[Status, frozenset[Status]] = {
    Status.INGESTED: frozenset({Status.SUBMITTED, Status.REJECTED}) | ACCEPTED,
    Status.SUBMITTED: ACCEPTED | {Status.REJECTED, Status.IMPOSED},
    Status.ACKNOWLEDGED: ACCEPTED | {Status.REJECTED, Status.IMPOSED},
    Status.INTERMEDIATE: ACCEPTED - {Status.ACKNOWLEDGED} | {Status.REJECTED, Status.IMPOSED},
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
    return after in _FOLLOWS[before]


def rendering() -> str:
    """Return the documentation of the table as Markdown."""
    lines = [
        "# The life of a schedule version",
        "",
        "Printed by `python -m store.lifecycle.transitions`; a test holds this page to the table there.",
        "No such table is published for the API: this is Gridtrail's reading. Statuses are Gridtrail's own words.",
        "",
        "## Moves",
        "",
        "| move | by | when the version is | then it is | message | reason | the log holds | source |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in TRANSITIONS:
        when = "any" if row.before == _ANY else ", ".join(one for one in Status if one in row.before) or "–"
        cells = (row.move, row.actor, when, row.after or "as it was", row.document or "–", row.reason or "–")
        events = ", ".join(f"`{event}`" for event in row.events)
        lines.append(f"| **{cells[0]}**: {row.about} | " + " | ".join(cells[1:]) + f" | {events} | {row.source} |")
    lines += ["", "## Statuses", "", "| status | may be followed by |", "|---|---|"]
    for status, following in _FOLLOWS.items():
        lines.append(
            f"| {status} | {', '.join(one for one in Status if one in following) or 'nothing: it has ended'} |"
        )
    lines += ["", "A status we do not know may follow, and be followed by, any. A lost message may leave one out.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    print(rendering(), end="")
