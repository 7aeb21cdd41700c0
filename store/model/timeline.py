"""The timeline as values: a scope to look at, the rows of it, and one event whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from store.model.market.delivery_day import microseconds

_AFTER_ALL = 2**62


class StoreKind(StrEnum):
    """What a store is born as: recorded and simulated events never mix."""

    RECORD = "record"
    SANDBOX = "sandbox"


@dataclass(frozen=True, slots=True)
class Scope:
    """What is selected in the tree; every field narrows, none means everything.

    `undated` selects the schedules whose delivery day is not known.
    """

    day: date | None = None
    undated: bool = False
    schedule_uid: str | None = None
    version: int | None = None
    series_uid: str | None = None


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Summary:
    """What an event changed, in one row; MW and MWh, differences are after minus before.

    `status_from` and `status_to` are raw statuses. `quarter_hours` counts the quarter-hours whose
    amount differs, `largest_delta_mw` is the one furthest from zero with its sign, `delta_mwh` their
    sum. `paths` are the changed keys with the positions of lists left out, at most eight and then `…`.
    """

    status_from: str | None = None
    status_to: str | None = None
    acceptance_level: str | None = None
    reason_codes: tuple[str, ...] = ()
    quarter_hours: int = 0
    largest_delta_mw: float = 0.0
    delta_mwh: float = 0.0
    series: int = 0
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRow:
    """One row of the timeline; `sequence` is the append order, `created_at` is UTC.

    `message_id` names the TSO message that the event was read from, where it was one; `series_name` is what an event
    about one series calls it (`time_series_uid`), where it does.
    """

    sequence: int
    uid: str
    created_at: datetime
    type: str
    tso: str | None
    market: str | None
    day: date | None
    schedule_uid: str | None
    version: int | None
    series_uid: str | None
    request_id: str | None
    user_uid: str | None
    simulated: bool
    summary: Summary
    message_id: str | None = None
    series_name: str | None = None


class Moment(NamedTuple):
    """A place in the one order: what is not after it has happened; `at` is in microseconds since 1970 UTC."""

    at: int
    sequence: int

    @classmethod
    def of(cls, row: EventRow) -> "Moment":
        """Return the moment of an event, which has happened then."""
        return cls(microseconds(row.created_at), row.sequence)

    @classmethod
    def until(cls, instant: datetime) -> "Moment":
        """Return the moment at which everything has happened that bears this time."""
        return cls(microseconds(instant), _AFTER_ALL)


@dataclass(frozen=True, slots=True)
class Event:
    """One event whole: its row, the states before and after, and the entry's own bytes.

    `before`, `after` and `metadata` are JSON values as they came; None where the entry has none.
    `fields` holds every other top-level key of the entry.
    """

    row: EventRow
    before: object
    after: object
    metadata: object
    fields: Mapping[str, object]
    content: bytes
