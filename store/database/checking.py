"""Whether what is read out of the entries is what they say: made anew beside it, compared, and thrown away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Select, Table, TableClause, column, except_, select, table

from store.database.identifiers import unpacked
from store.database.tables import DERIVED, schedule


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that a rebuild makes otherwise: of which table, and what names it there; `is_there` as it stands now."""

    table: str
    name: str
    is_there: bool


def differences(connection: Connection, remake: Callable[[], None], at_most: int) -> list[Difference]:
    """Return how the derived tables change when they are remade; the caller rolls the remaking back."""
    for one in DERIVED:
        told = _told(one).compile(dialect=connection.dialect)
        connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {_kept(one).name} AS {told}")
    remake()
    found: list[Difference] = []
    for one in DERIVED:
        found += _between(connection, one, at_most - len(found))
    return found


def _between(connection: Connection, one: Table, at_most: int) -> Iterator[Difference]:
    """Give the rows of a table that were otherwise before, first as they were, then as they are made."""
    kept = select(*_kept(one).c)
    for is_there, rows in ((True, except_(kept, _told(one))), (False, except_(_told(one), kept))):
        for row in connection.execute(rows.limit(max(0, at_most))).mappings():
            name = row[_NAMED_BY.get(one.name, "uid")]
            yield Difference(one.name, unpacked(name) if isinstance(name, bytes) else str(name), is_there)


_NAMED_BY = {"message": "key", "version": "schedule_uid", "version_uid": "schedule_uid"}
"""The column that names a row to a reader, where it is not its uid."""


def _told(one: Table) -> Select[tuple[object, ...]]:
    """Return what a table says, schedules by uid: their numbers differ from rebuild to rebuild."""
    if one is schedule:
        return select(*(each for each in one.c if each.name != "id"))
    own = [each for each in one.c if each.name != "schedule_id"]
    if "schedule_id" not in one.c:
        return select(*own)
    return select(*own, schedule.c.uid.label("schedule_uid")).outerjoin(schedule, schedule.c.id == one.c.schedule_id)


def _kept(one: Table) -> TableClause:
    """Return the table that keeps how a derived table was."""
    return table(f"kept_{one.name}", *(column(str(each.key), each.type) for each in _told(one).selected_columns))
