"""Whether what is read out of the entries is what they say: made anew beside it, compared, and thrown away.

It is made in temporary tables of the same names, which hide those of the store: the file of a store does not grow.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, Select, Table, except_, func, select
from sqlalchemy.schema import CreateIndex, CreateTable

from store.database.identifiers import unpacked
from store.database.tables import DERIVED, schedule

Tables = Mapping[str, Table]
"""The derived tables by name."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that a rebuild makes otherwise: of which table, and what names it there; `is_there` as it stands now."""

    table: str
    name: str
    is_there: bool


def differences(connection: Connection, make: Callable[[], None], at_most: int) -> list[Difference]:
    """Return how the derived tables differ from those that are made; the caller rolls all back.

    What makes them finds them empty.
    """
    kept, made = _kept(connection), {one.name: one for one in DERIVED}
    for one in DERIVED:
        _hide(connection, one)
    make()
    found: list[Difference] = []
    for name in made:
        found += _between(connection, name, kept, made, at_most - len(found))
    return [*found, *_not_said_to_be_late(connection, kept, at_most - len(found))]


def _kept(connection: Connection) -> Tables:
    """Return the tables of the store by names that mean no others."""
    is_server = connection.dialect.name == "postgresql"
    schema = str(connection.scalar(select(func.current_schema()))) if is_server else "main"
    beside = MetaData()
    return {one.name: one.to_metadata(beside, schema=schema) for one in DERIVED}


def _hide(connection: Connection, one: Table) -> None:
    """Make an empty table that goes by the name of one of the store from now on."""
    made = str(CreateTable(one).compile(dialect=connection.dialect))
    connection.exec_driver_sql(made.replace("CREATE TABLE", "CREATE TEMPORARY TABLE", 1))
    for index in one.indexes:
        # what else there are indexes for nobody asks while they are made
        if index.columns.keys()[0] == "schedule_id":
            connection.execute(CreateIndex(index))


def _between(connection: Connection, name: str, kept: Tables, made: Tables, at_most: int) -> Iterator[Difference]:
    """Give the rows of a table that are otherwise, first as they are, then as they are made."""
    is_so, is_to_be = _told(kept, name), _told(made, name)
    for is_there, rows in ((True, except_(is_so, is_to_be)), (False, except_(is_to_be, is_so))):
        for row in connection.execute(rows.limit(max(0, at_most))).mappings():
            named = row[_NAMED_BY.get(name, "uid")]
            yield Difference(name, unpacked(named) if isinstance(named, bytes) else str(named), is_there)


def _not_said_to_be_late(connection: Connection, kept: Tables, at_most: int) -> Iterator[Difference]:
    """Give the schedules that are not said to be late and may be; one that is said to be is looked at when asked."""
    own = kept["schedule"]
    missed = select(own.c.uid).join(schedule, schedule.c.uid == own.c.uid).where(schedule.c.late, ~own.c.late)
    for uid in connection.scalars(missed.limit(max(0, at_most))):
        yield Difference("schedule", uid, is_there=True)


_NAMED_BY = {"message": "key", "version": "schedule_uid", "version_uid": "schedule_uid"}
"""The column that names a row to a reader, where it is not its uid."""


def _told(tables: Tables, name: str) -> Select[tuple[object, ...]]:
    """Return what a table says, schedules by uid: their numbers differ from rebuild to rebuild."""
    one, schedules = tables[name], tables["schedule"]
    if one is schedules:
        return select(*(each for each in one.c if each.name not in {"id", "late"}))
    own = [each for each in one.c if each.name != "schedule_id"]
    if "schedule_id" not in one.c:
        return select(*own)
    uid = schedules.c.uid.label("schedule_uid")
    return select(*own, uid).outerjoin(schedules, schedules.c.id == one.c.schedule_id)
