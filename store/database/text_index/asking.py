"""What the text index says of a question: which events may answer it, some of them only, but all that do."""

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    cast,
    false,
    func,
    literal_column,
    select,
    true,
    union_all,
)

from store.database.following.reach import rebuilds
from store.database.tables import entry, event
from store.database.text_index.state import indexed, on_postgresql, on_sqlite
from store.query.answer import Indexed
from store.query.indexed import ANYTHING, Signs, signs_of
from store.query.question import Question, Spoken

FEW = 5_000
"""So many events are looked up one by one and put in order; more are met on the way through time."""

MOST, SHARE = 200_000, 5
"""More events than so many, or than one in that share, are found as fast without an index."""

MOST_SCHEDULES = 500

Ways = tuple[Signs, ...]


class Narrowing:
    """Narrows what is looked at for one question; what to make of the index is decided once, as long as it stands."""

    def __init__(self, question: Question) -> None:
        self._criteria = [(one, ways) for one in question.criteria if (ways := signs_of(one))]
        self._decided: tuple[tuple[int, str | None], ColumnElement[bool]] | None = None

    def condition(self, connection: Connection) -> ColumnElement[bool]:
        """Return a condition that all events meet that answer: by the index, where they are in it."""
        if not self._criteria:
            return true()
        state = indexed(connection)
        stands = state.entries, rebuilds(connection)
        if self._decided is None or self._decided[0] != stands:
            self._decided = stands, self._decide(connection, state) if state.entries else true()
        return self._decided[1]

    def _decide(self, connection: Connection, state: Indexed) -> ColumnElement[bool]:
        in_schedules = [[ways] for one, ways in self._criteria if isinstance(one.test, Spoken)]
        of_entries = [ways for one, ways in self._criteria if not isinstance(one.test, Spoken)]
        met = [_found(connection, wanted, state, in_schedules=True) for wanted in in_schedules]
        if of_entries:
            met.append(_found(connection, of_entries, state))
        return and_(true(), *met)


def _found(
    connection: Connection, wanted: Sequence[Ways], state: Indexed, *, in_schedules: bool = False
) -> ColumnElement[bool]:
    """Return the condition that an entry, or what its schedule is called, has one of each of some ways."""
    at = _place(connection)
    matching = _matching(connection, wanted)
    ways = [matching.where(at > 0), select(entry.c.sequence).where(entry.c.sequence > state.entries)]
    most = min(MOST, state.all_entries // SHARE)
    number = _number(connection, ways[0], most)
    if in_schedules:
        # also those of which something is told that is not in the index yet
        untold = select(_other.c.schedule_id).where(_other.c.sequence > state.entries)
        called = [-place for place in connection.scalars(matching.where(at < 0).limit(MOST_SCHEDULES + 1))]
        if len(called) > MOST_SCHEDULES:
            return true()
        told = _of.c.schedule_id.in_(called) if called else false()
        ways.append(select(_of.c.sequence).where(told | _of.c.schedule_id.in_(untold)))
    if number > most:
        return true()
    is_few = number + state.all_entries - state.entries <= FEW
    # what is computed is in no index: then the order of time is gone along
    return (event.c.sequence if is_few else event.c.sequence + 0).in_(union_all(*ways))


_other, _of = event.alias("other"), event.alias("of_schedule")


def _number(connection: Connection, found: Select[int], most: int) -> int:
    return connection.scalar(select(func.count()).select_from(found.limit(most + 1).subquery())) or 0


def _place(connection: Connection) -> ColumnElement[int]:
    return on_postgresql.c.sequence if connection.dialect.name == "postgresql" else on_sqlite.c.rowid


def _matching(connection: Connection, wanted: Sequence[Ways]) -> Select[int]:
    """Return the sequences of the entries that have, of each, one of the ways; and of those that may say anything."""
    if connection.dialect.name == "postgresql":
        # who has a file starts without it
        from sqlalchemy.dialects.postgresql import TSQUERY  # noqa: PLC0415

        asked = f"({' & '.join(map(_on_postgresql, wanted))}) | '{ANYTHING}'"
        found = on_postgresql.c.words.op("@@")(cast(bindparam(None, asked), TSQUERY))
        return select(_place(connection)).where(found)
    asked = f'({" AND ".join(map(_on_sqlite, wanted))}) OR "{ANYTHING}"'
    return select(_place(connection)).where(literal_column("event_text").op("MATCH")(bindparam(None, asked)))


def _on_sqlite(ways: Ways) -> str:
    return _joined(
        "OR", (_joined("AND", (f'"{one.word}"{" *" if one.begins else ""}' for one in signs)) for signs in ways)
    )


def _on_postgresql(ways: Ways) -> str:
    return _joined(
        "|", (_joined("&", (f"'{one.word}'{':*' if one.begins else ''}" for one in signs)) for signs in ways)
    )


def _joined(word: str, parts: Iterable[str]) -> str:
    return f"({f' {word} '.join(parts)})"
