"""Which events answer a question, told from their rows and entries alone: what every database must agree with."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

from store.lifecycle.market.gates import sent_in_time
from store.model.event import Entry
from store.model.market.delivery_day import microseconds
from store.model.market.tso import known_as, market_code
from store.model.schedules.tree import ScheduleNode
from store.model.status import Status, status_of
from store.model.timeline import EventRow
from store.model.trouble import Trouble, trouble_in
from store.query.language.fields import Field, Flag
from store.query.located import stands_there
from store.query.question import Criterion, Flagged, Located, Named, Question, Ranged
from store.query.said import areas, has_warning, parties, series_names, texts
from store.query.spoken import says

TOO_LATE = "A57"
"""The reason code of a TSO for what came after a deadline, or before the gate opened."""


@dataclass
class Candidate:
    """An event that may answer a question; its entry, and its schedule as it stands, are asked for when needed."""

    row: EventRow
    find_entry: Callable[[], Entry]
    find_schedule: Callable[[], ScheduleNode | None]

    @cached_property
    def entry(self) -> Entry:
        """The entry of the event."""
        return self.find_entry()

    @cached_property
    def schedule(self) -> ScheduleNode | None:
        """The schedule that the event belongs to, None for one that belongs to none."""
        return self.find_schedule()


def matches(question: Question, candidate: Candidate) -> bool:
    """Tell whether an event answers a question."""
    return all(meets(criterion, candidate) for criterion in question.criteria)


def meets(criterion: Criterion, candidate: Candidate) -> bool:
    """Tell whether an event meets a criterion."""
    test = criterion.test
    if isinstance(test, Named):
        passed = is_named(test, _TEXTS[test.field](candidate))
    elif isinstance(test, Ranged):
        passed = _is_in_range(test, _NUMBERS[test.field](candidate.row))
    elif isinstance(test, Flagged):
        passed = any(_FLAGS[flag](candidate) for flag in test.flags)
    elif isinstance(test, Located):
        passed = stands_there(candidate.entry, test)
    else:
        passed = says(texts(candidate.row, candidate.entry), test.words, whole=test.whole)
    return passed is not criterion.negated


def is_named(test: Named, found: Iterable[str]) -> bool:
    """Tell whether one of the texts of a field is meant, or whether there is none and that is meant."""
    known = tuple(found)
    if not known:
        return test.or_none
    return any(pattern.matches(text) for text in known for pattern in test.patterns)


def status_words(raw_status: str | None, level: str | None) -> Iterable[str]:
    """Give the words by which a status is found: as it came, and ours; our words also joined by a hyphen."""
    if raw_status:
        yield raw_status
        ours = status_of(raw_status, level)
        if ours is not Status.UNKNOWN:
            yield from (ours, ours.replace(" ", "-"))


def tso_words(tso: str | None) -> Iterable[str]:
    """Give the words by which a TSO is found."""
    return known_as(tso)


def market_words(market: str | None) -> Iterable[str]:
    """Give the words by which a market is found: as it came, and its code."""
    return filter(None, (market, market_code(market)))


def changed_words(paths: Iterable[str]) -> Iterable[str]:
    """Give the words by which changed keys are found: each path, and each part of it."""
    for path in paths:
        steps = path.split(".")
        for first in range(len(steps)):
            for last in range(first + 1, len(steps) + 1):
                yield ".".join(steps[first:last])


def _is_in_range(test: Ranged, number: float | None) -> bool:
    if number is None:
        return test.or_none
    return any(interval.holds(number) for interval in test.intervals)


def _delta(row: EventRow) -> float | None:
    """Return the largest difference of an event; None where nothing differs, or by no number."""
    delta = row.summary.largest_delta_mw
    return delta if delta and isfinite(delta) else None


def _is_late(candidate: Candidate) -> bool:
    """Tell whether a version was sent after its gate, or the TSO said that something was.

    That is the day-ahead gate for a first version, the last gate of the day for any other.
    """
    row = candidate.row
    if TOO_LATE in row.summary.reason_codes:
        return True
    if row.type != "version.submitted" or row.day is None:
        return False
    return not sent_in_time(row.day, row.market, row.version, row.created_at)


def _is_active(candidate: Candidate) -> bool:
    version, schedule = candidate.row.version, candidate.schedule
    return version is not None and schedule is not None and version == schedule.active_version


def _is_superseded(candidate: Candidate) -> bool:
    version, schedule = candidate.row.version, candidate.schedule
    if version is None or schedule is None:
        return False
    return version not in {schedule.latest_version, schedule.active_version}


_TEXTS: Mapping[Field, Callable[[Candidate], Iterable[str]]] = {
    Field.TYPE: lambda one: (one.row.type,),
    Field.TSO: lambda one: tso_words(one.row.tso),
    Field.MARKET: lambda one: market_words(one.row.market),
    Field.STATUS: lambda one: status_words(one.row.summary.status_to, one.row.summary.acceptance_level),
    Field.LEVEL: lambda one: _where(one.row.summary.acceptance_level),
    Field.REASON: lambda one: one.row.summary.reason_codes,
    Field.USER: lambda one: _where(one.row.user_uid),
    Field.CHANGED: lambda one: changed_words(one.row.summary.paths),
    Field.UID: lambda one: (one.row.uid,),
    Field.SCHEDULE: lambda one: _where(one.row.schedule_uid),
    Field.REQUEST: lambda one: _where(one.row.request_id),
    Field.SERIES: lambda one: series_names(one.row, one.entry),
    Field.PARTY: lambda one: parties(one.entry),
    Field.AREA: lambda one: areas(one.entry),
    Field.CLIENT: lambda one: _where(one.entry.api_client_id),
    Field.ORG: lambda one: _where(one.entry.org_uid),
}

_NUMBERS: Mapping[Field, Callable[[EventRow], float | None]] = {
    Field.DATE: lambda row: row.day.toordinal() if row.day else None,
    Field.VERSION: lambda row: row.version,
    Field.BETWEEN: lambda row: microseconds(row.created_at),
    Field.DELTA: _delta,
}

_FLAGS: Mapping[Flag, Callable[[Candidate], bool]] = {
    Flag.SIMULATED: lambda one: one.row.simulated,
    Flag.ACTIVE: _is_active,
    Flag.SUPERSEDED: _is_superseded,
    Flag.LATE: _is_late,
    Flag.TROUBLE: lambda one: trouble_in(one.row) is not Trouble.NONE,
    Flag.ANOMALY: lambda one: one.row.type.startswith("anomaly."),
    Flag.BEFORE: lambda one: one.entry.before is not None,
    Flag.AFTER: lambda one: one.entry.after is not None,
    Flag.WARNING: lambda one: has_warning(one.entry),
}


def _where(text: str | None) -> Iterable[str]:
    return (text,) if text else ()
