"""Which states an event has, and whether there are warnings in them: a number that a column holds."""

from enum import IntFlag

from store.model.event import Entry
from store.query.said import has_warning


class Trait(IntFlag):
    """What an entry has."""

    BEFORE = 1
    AFTER = 2
    WARNING = 4


def traits_of(one: Entry) -> int:
    """Return the traits of an entry."""
    found = (Trait.BEFORE if one.before is not None else 0) | (Trait.AFTER if one.after is not None else 0)
    return int(found | (Trait.WARNING if has_warning(one) else 0))
