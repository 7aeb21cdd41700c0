"""An entry as the log holds it, read as far as anybody needs."""

from dataclasses import dataclass

from store.model.event import Entry, read_entry
from store.model.schedules.facts import Facts, facts


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry of the log with what it says; `sequence` is its place in the append order."""

    sequence: int
    entry: Entry
    facts: Facts
    content: bytes


def recorded(sequence: int, content: bytes) -> Recorded:
    """Return the entry that these bytes are; raises EntryError with the reason."""
    entry = read_entry(content)
    return Recorded(sequence, entry, facts(entry), content)
