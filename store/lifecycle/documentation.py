"""The page about the life of a version, rendered out of the table that simulator and findings read, too."""

from collections.abc import Sequence
from datetime import date

from store.lifecycle.gateway import HANDLINGS, Handling
from store.lifecycle.market.gates import gates, matching_from, opens_at
from store.lifecycle.moves import Move
from store.lifecycle.transitions import ANY, FOLLOWS, MARKETS, TRANSITIONS
from store.model.market.delivery_day import zone_of
from store.model.status import Status


def rendering() -> str:
    """Return the documentation of the table as Markdown."""
    lines = [
        "# The life of a schedule version",
        "",
        "Printed by `python -m store.lifecycle.documentation`; a test holds this page to the tables in",
        "`store/lifecycle/transitions.py` and `store/lifecycle/gateway.py`.",
        "No such table is published for the API: this is Gridtrail's reading. Statuses are Gridtrail's own words.",
        "",
        *("## Moves", "", *_moves(), ""),
        "The gateway is the Schedule Management API between the two. What it does comes of itself, as a part of the",
        "move that is named; nobody chooses it, and where the log holds nothing of it, it shows in the next entry.",
        *("", "## Statuses", "", *_diagram(), "", *_statuses(), ""),
        "The same status may be told again. One we do not know may follow, and be followed by, any. A lost message",
        "may leave one out: what was sent may be confirmed without an acknowledgement in the log. Imposed comes from",
        "recorded logs only; no move leads there.",
        *("", "## Gates", "", *_gates(), ""),
        "A working day is one in all of Germany. GPKE: a holiday in one Land counts as a holiday everywhere, and so do",
        "24 and 31 December, of which it is our reading that it holds for schedules too.",
    ]
    return "\n".join([*lines, ""])


def _moves() -> list[str]:
    title = (
        "| move | by | when the version is | gates | then it is | message | reason | the log holds | market | source |"
    )
    lines = [title, "|" + "---|" * 10]
    for row in TRANSITIONS:
        told = (row.actor, _when(row.before), row.term, *_written(row.after, row.document, row.reason, row.events))
        lines.append(f"| **{row.move}**: {row.about} | {' | '.join((*told, ', '.join(row.markets), row.source))} |")
        handled = [one for one in HANDLINGS if one.moves[-1] is row.move]
        lines += [_handled(one, ", ".join(row.markets)) for one in handled]
    return lines


def _handled(one: Handling, markets: str) -> str:
    """Return the row of what the gateway does in the course of the moves above it."""
    told = (one.actor, _when(one.before), "–", *_written(one.after, one.document, "", one.events))
    within = ", ".join(one.moves)
    return f"| ↳ **{one.deed}**, of {within}: {one.about} | {' | '.join((*told, markets, one.source))} |"


def _when(before: frozenset[Status] | None) -> str:
    if before == ANY:
        return "any"
    return ", ".join(one for one in Status if one in (before or ())) or "–"


def _written(after: Status | None, document: str, reason: str, events: Sequence[str]) -> tuple[str, ...]:
    """Return what a version is then, by which message and reason, and what the log holds of it."""
    written = ", ".join(f"`{event}`" for event in events) or "nothing of its own"
    return after or "as it was", document or "–", reason or "–", written


def _diagram() -> list[str]:
    """Return the moves that change the status of one version as a Mermaid diagram."""
    moves: dict[tuple[Status | None, Status], list[str]] = {}
    for one in HANDLINGS:
        if one.after is not None:
            for before in one.before or [None]:
                moves.setdefault((before, one.after), []).append(f"{one.deed} ({one.actor})")
    for row in TRANSITIONS:
        if row.after is None or row.move is Move.SUBMIT:
            # the gateway stores and sends what is submitted
            continue
        for before in (status for status in Status if status in row.before and status is not row.after):
            moves.setdefault((before, row.after), []).append(row.move)
    named = [f'    state "{one}" as {_node(one)}' for one in Status if " " in one]
    arrows = [f"    {_node(before)} --> {_node(after)}: {', '.join(by)}" for (before, after), by in moves.items()]
    return ["```mermaid", "stateDiagram-v2", *named, *arrows, "```"]


def _node(status: Status | None) -> str:
    return status.replace(" ", "_") if status else "[*]"


def _statuses() -> list[str]:
    rows = (
        f"| {status} | {', '.join(one for one in Status if one in following) or 'nothing: it has ended'} |"
        for status, following in FOLLOWS.items()
    )
    return ["| status | may be followed by |", "|---|---|", *rows]


def _gates() -> list[str]:
    """Return the gates of an ordinary Thursday in local time."""
    day = date(2026, 3, 26)
    lines = [f"Those of delivery day {day}, a Thursday, in local time (API documentation):", ""]
    lines += ["| market | when | what | about |", "|---|---|---|---|"]
    for market in MARKETS:
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
