"""The condition that a column holds one of many values."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, false


def one_of(
    column: ColumnElement[int] | ColumnElement[str], meant: Sequence[int] | Sequence[str], *, or_none: bool = False
) -> ColumnElement[bool]:
    """Return the condition that a column holds one of these values, however many they are, or none."""
    # written out, for databases limit how many values go beside a statement
    inside = column.in_(bindparam(None, list(meant), expanding=True, literal_execute=True)) if meant else false()
    return inside | column.is_(None) if or_none else column.is_not(None) & inside
