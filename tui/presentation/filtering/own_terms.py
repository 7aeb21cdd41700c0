"""The terms that an event or a branch offers: what it is, each as a term that is true of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from store.model.market.tso import market_code, short_name
from store.model.schedules.tree import DayNode, ScheduleNode, SeriesNode, VersionNode
from store.model.timeline import EventRow
from store.query.language.fields import Field
from store.query.language.printing import printed_term, value_text
from store.query.language.tree import Term, Text
from tui.presentation.branches import Branch

LETTERS = "tamdvslrcequio"
"""The letters of all terms."""


@dataclass(frozen=True, slots=True)
class OwnTerm:
    """One thing that can be asked for, or away, by a letter."""

    letter: str
    label: str
    term: Term

    def text(self, *, negated: bool) -> str:
        """Return the term as it stands in a query."""
        return printed_term(replace(self.term, negated=negated))


def event_terms(row: EventRow) -> tuple[OwnTerm, ...]:
    """Return what an event is, as far as it says so."""
    return tuple(_of_event(row))


def branch_terms(branch: Branch | None) -> tuple[OwnTerm, ...]:
    """Return what a branch of the tree is; nothing of the row that stands for all."""
    return () if branch is None else tuple(_of_branch(branch))


def _of_event(row: EventRow) -> Iterator[OwnTerm]:
    yield _named("t", "type", Field.TYPE, row.type)
    yield from _of_place(row.tso, row.market, row.day)
    yield from _known("v", "version", Field.VERSION, row.version)
    yield from _known("s", "status after", Field.STATUS, row.summary.status_to)
    yield from _known("l", "level after", Field.LEVEL, row.summary.acceptance_level)
    # a row shows one reason first
    yield from _known("r", "reason", Field.REASON, next(iter(row.summary.reason_codes), None))
    yield from _known("c", "schedule", Field.SCHEDULE, row.schedule_uid)
    yield from _known("e", "series", Field.SERIES, row.series_uid)
    yield from _known("q", "request", Field.REQUEST, row.request_id)
    yield from _known("u", "user", Field.USER, row.user_uid)
    if row.simulated:
        yield OwnTerm("i", "simulated", Term((Text("simulated"),), Field.IS))
    yield _named("o", "this event", Field.UID, row.uid)


def _of_branch(branch: Branch) -> Iterator[OwnTerm]:
    match branch.value:
        case DayNode(day=day):
            yield _day(day)
        case ScheduleNode() as node:
            yield from _of_place(node.tso, node.market, node.day)
            yield _named("c", "schedule", Field.SCHEDULE, node.uid)
        case VersionNode() as node:
            yield _named("v", "version", Field.VERSION, str(node.number))
            yield _named("c", "schedule", Field.SCHEDULE, node.schedule_uid)
        case SeriesNode() as node:
            yield from _known("e", "series", Field.SERIES, branch.scope.series_uid)
            yield from _known("v", "version", Field.VERSION, branch.scope.version)
            yield from _known("c", "schedule", Field.SCHEDULE, branch.scope.schedule_uid)
        case _:
            return


def _of_place(tso: str | None, market: str | None, day: date | None) -> Iterator[OwnTerm]:
    yield from _known("a", "TSO", Field.TSO, short_name(tso) if tso else None)
    yield from _known("m", "market", Field.MARKET, market_code(market) or market)
    yield _day(day)


def _day(day: date | None) -> OwnTerm:
    text = day.isoformat() if day else "none"
    return OwnTerm("d", "delivery day", Term((Text(text),), Field.DATE))


def _known(letter: str, label: str, field: Field, value: str | int | None) -> Iterator[OwnTerm]:
    if value is not None and value != "":
        yield _named(letter, label, field, str(value))


def _named(letter: str, label: str, field: Field, text: str) -> OwnTerm:
    return OwnTerm(letter, label, Term((value_text(text),), field))
