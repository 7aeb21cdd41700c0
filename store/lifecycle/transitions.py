"""The life of a version as one table: who may do what in which status, and what the log then holds.

No transition table is published for the API; this is Gridtrail's reading of its documentation, of the
ENTSO-E scheduling process (IEC 62325-451-2) and of real logs. Simulator, findings and documentation read it.
"""

from dataclasses import dataclass, replace
from datetime import date

from store.lifecycle.gates import gates, matching_from, opens_at
from store.lifecycle.moves import Actor, Move
from store.model.delivery_day import zone_of
from store.model.status import ACCEPTED, Status
from store.model.tso import Market, market_code

_BOTH: tuple[Market, ...] = ("DE", "NL")
_ACKNOWLEDGED = frozenset({Status.ACKNOWLEDGED, Status.INTERMEDIATE})
_SENT = frozenset({Status.SUBMITTED})
_ANY = frozenset(Status) - {Status.UNKNOWN}
_API, _PROCESS = "API documentation", "ENTSO-E process"

ACCEPTED_EVENTS = ("version.accepted", "version.status_changed")
REJECTED_EVENTS = ("version.rejected", "version.status_changed")
PARTLY_EVENTS = ("version.status_changed", "series.status_changed")


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


def _answer(move: Move, after: Status | None, message: str, events: tuple[str, ...], about: str) -> Transition:
    """Return the row of an answer: an ACK to what was sent, the others later; a `message` ends with its reason."""
    document, _, reason = message.rpartition(" ")
    before = _SENT if document == "ACK" else _ACKNOWLEDGED
    return Transition(move, Actor.TSO, before, after, document, reason, events, _BOTH, about, _PROCESS)


TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        Move.CREATE,
        Actor.BRP,
        before=frozenset(),
        after=None,
        document="",
        reason="",
        events=("schedule.created",),
        markets=_BOTH,
        about="a schedule for one delivery day at one TSO is created",
        source=_API,
    ),
    Transition(
        Move.SUBMIT,
        Actor.BRP,
        before=_ANY,
        after=Status.SUBMITTED,
        document="schedule",
        reason="",
        events=("version.submitted",),
        markets=_BOTH,
        about="the next version is sent, whole, whatever became of the one before",
        source=_API,
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
        before=_ANY,
        after=None,
        document="SRQ",
        reason="",
        events=("status_request.sent",),
        markets=_BOTH,
        about="the TSO is asked where the schedule stands",
        source=_API,
    ),
)
"""Every move, in the order in which a person meets them."""

_ANSWERED = ACCEPTED | {Status.REJECTED, Status.IMPOSED}

_FOLLOWS: dict[Status, frozenset[Status]] = {
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
    return after in _FOLLOWS[before]


def rendering() -> str:
    """Return the documentation of the table as Markdown."""
    lines = [
        "# The life of a schedule version",
        "",
        "Printed by `python -m store.lifecycle.transitions`; a test holds this page to the table there.",
        "No such table is published for the API: this is Gridtrail's reading. Statuses are Gridtrail's own words.",
        "",
        *("## Moves", "", *_moves(), "", "## Statuses", "", *_diagram(), "", *_statuses(), ""),
        "The same status may be told again. One we do not know may follow, and be followed by, any. A lost message",
        "may leave one out: what was sent may be confirmed without an acknowledgement in the log. Ingested and",
        "imposed come from recorded logs only; no move leads there.",
        *("", "## Gates", "", *_gates(), ""),
        "A working day is one in all of Germany. GPKE: a holiday in one Land counts as a holiday everywhere, and so do",
        "24 and 31 December, of which it is our reading that it holds for schedules too.",
    ]
    return "\n".join([*lines, ""])


def _moves() -> list[str]:
    title = "| move | by | when the version is | then it is | message | reason | the log holds | market | source |"
    lines = [title, "|" + "---|" * 9]
    for row in TRANSITIONS:
        when = "any" if row.before == _ANY else ", ".join(one for one in Status if one in row.before) or "–"
        events = ", ".join(f"`{event}`" for event in row.events)
        told = (row.actor, when, row.after or "as it was", row.document or "–", row.reason or "–", events)
        lines.append(f"| **{row.move}**: {row.about} | {' | '.join((*told, ', '.join(row.markets), row.source))} |")
    return lines


def _diagram() -> list[str]:
    """Return the moves that change the status of one version as a Mermaid diagram."""
    moves: dict[tuple[Status | None, Status], list[str]] = {}
    for row in TRANSITIONS:
        if row.after is None:
            continue
        for before in [None] if row.move is Move.SUBMIT else [one for one in Status if one in row.before]:
            if before is not row.after:
                moves.setdefault((before, row.after), []).append(row.move)
    named = [f'    state "{one}" as {_node(one)}' for one in Status if " " in one]
    arrows = [f"    {_node(before)} --> {_node(after)}: {', '.join(by)}" for (before, after), by in moves.items()]
    return ["```mermaid", "stateDiagram-v2", *named, *arrows, "```"]


def _node(status: Status | None) -> str:
    return status.replace(" ", "_") if status else "[*]"


def _statuses() -> list[str]:
    rows = (
        f"| {status} | {', '.join(one for one in Status if one in following) or 'nothing: it has ended'} |"
        for status, following in _FOLLOWS.items()
    )
    return ["| status | may be followed by |", "|---|---|", *rows]


def _gates() -> list[str]:
    """Return the gates of an ordinary Thursday in local time."""
    day = date(2026, 3, 26)
    lines = [f"Those of delivery day {day}, a Thursday, in local time (API documentation):", ""]
    lines += ["| market | when | what | about |", "|---|---|---|---|"]
    for market in _BOTH:
        told = [(gate.closes_at, f"{gate.name} closes", gate.about) for gate in gates(day, market)]
        told.append((matching_from(day, market), "matching", "schedules are matched with those of the counterparties"))
        opens = opens_at(day, market)
        if opens is not None:
            told.append((opens, "opens", "the first time a schedule of the day can be sent"))
        rows = ((at.astimezone(zone_of(market)), what, about) for at, what, about in sorted(told))
        lines += [f"| {market} | {at:%Y-%m-%d %H:%M} | {what} | {about} |" for at, what, about in rows]
    return lines


if __name__ == "__main__":
    print(rendering(), end="")
