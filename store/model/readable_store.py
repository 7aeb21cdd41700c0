"""What is asked of a store to show it: of the store as it is, or as it was at a moment."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from store.model.schedules.tree import DayNode, ScheduleNode, SeriesNode, StoreFacts, VersionNode
from store.model.timeline import Event, EventRow, Scope, StoreKind

if TYPE_CHECKING:
    # reading entries takes longer to import than drawing the first frame
    from store.model.recorded import Recorded


class ReadableStore(Protocol):
    """A store that is read; every method may be called from any thread and raises StoreError when it cannot.

    `name` says which store it is, and as of when.
    """

    name: str
    kind: StoreKind

    def facts(self) -> StoreFacts:
        """Return how much there is."""

    def days(self) -> tuple[DayNode, ...]:
        """Return the delivery days, newest first, the schedules without a day last."""

    def schedules(self, day: date | None) -> tuple[ScheduleNode, ...]:
        """Return the schedules of a delivery day, or those without one, by TSO and party."""

    def versions(self, schedule_uid: str) -> tuple[VersionNode, ...]:
        """Return the versions of a schedule, newest first."""

    def series(self, schedule_uid: str, version: int) -> tuple[SeriesNode, ...]:
        """Return the series of a version."""

    def version_snapshot(self, schedule_uid: str, number: int) -> object:
        """Return the newest snapshot of a version that holds amounts; None when there is none."""

    def count(self, scope: Scope) -> int:
        """Return how many events a scope holds."""

    def rows(self, scope: Scope, start: int, limit: int) -> tuple[EventRow, ...]:
        """Return rows of a scope in the one order, oldest first; `start` counts from 0."""

    def page(
        self, scope: Scope, limit: int, *, after: EventRow | None = None, before: EventRow | None = None
    ) -> tuple[EventRow, ...]:
        """Return the rows next after a row, or next before one, oldest first; without either the oldest."""

    def index_of(self, scope: Scope, uid: str) -> int | None:
        """Return where an event stands in a scope, counted from 0; None when it is not in it."""

    def scope_of(self, uid: str) -> Scope | None:
        """Return the narrowest scope of the tree that an event belongs to."""

    def event(self, uid: str) -> Event | None:
        """Return one event whole."""

    def life(self, schedule_uid: str) -> "tuple[Recorded, ...]":
        """Return the entries of a schedule in the one order."""

    def lives(self, schedules: "Iterable[ScheduleNode]") -> "Iterator[tuple[ScheduleNode, Sequence[Recorded]]]":
        """Give each of these schedules with its entries in the one order."""

    def schedule_uids(self, scope: Scope) -> tuple[str, ...]:
        """Return the uids of the schedules in a scope, by delivery day and TSO."""

    def schedules_in(self, scope: Scope) -> tuple[ScheduleNode, ...]:
        """Return the schedules in a scope, by delivery day and TSO."""

    def contents_of(self, rows: Sequence[EventRow]) -> tuple[bytes, ...]:
        """Return the entries' own bytes of rows, in their order."""
