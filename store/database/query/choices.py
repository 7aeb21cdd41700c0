"""What is chosen among many: the condition that a column holds one of some values, and how many are many."""

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, Select, bindparam, false

from store.database.tables import schedule

SCHEDULES, EVENTS = 500, 20_000
"""More than so many are looked at one by one in the order of time, so that the first answers come at once."""

AreMany = Callable[[Select[tuple[int]], int], bool]
"""Tells whether there is more than so much to be found."""

belonging = schedule.alias("belonging")
"""The schedule that an event belongs to, apart from the one its row is read with."""


def one_of(
    column: ColumnElement[int] | ColumnElement[str], meant: Sequence[int] | Sequence[str], *, or_none: bool = False
) -> ColumnElement[bool]:
    """Return the condition that a column holds one of these values, however many they are, or none."""
    # written out, for databases limit how many values go beside a statement
    inside = column.in_(bindparam(None, list(meant), expanding=True, literal_execute=True)) if meant else false()
    return inside | column.is_(None) if or_none else column.is_not(None) & inside
