"""What is told of the events that answer a question."""

from dataclasses import dataclass

from store.model.timeline import EventRow
from store.query.language.fields import Field


@dataclass(frozen=True, slots=True)
class Count:
    """How many events answer: exactly so many, or at least."""

    number: int
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """Events that answer, out of so many that were looked at, in the order that was asked for."""

    rows: tuple[EventRow, ...]
    looked_at: int


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A value of a field that occurs in a store, and with how many events."""

    field: Field
    text: str
    events: int


@dataclass(frozen=True, slots=True)
class Indexed:
    """How many entries of a store are in its text index, of how many.

    `unread` are the uids of those that were passed over in the last batch, because they are damaged.
    """

    entries: int
    all_entries: int
    unread: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether no entry is missing."""
        return self.entries >= self.all_entries

    @property
    def percent(self) -> int:
        """How much is in it; 100 only when all is."""
        return 100 if self.is_complete else 100 * self.entries // self.all_entries
