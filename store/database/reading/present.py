"""A store as it is now: what the screen, the command line and the import ask of it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlalchemy.engine import URL

from store.database.appending.preparing import message_key
from store.database.contents import Contents
from store.database.engine import FAILURES, failure, reading_engine
from store.database.following.reach import reached
from store.database.query.growing import Growing
from store.database.reading import history, tree
from store.database.reading.past import Past
from store.database.reading.timeline import Timeline, within
from store.database.reading.underway import Recollection
from store.database.tables import entry, message
from store.database.words import Words
from store.model.recorded import Recorded
from store.model.schedules.standing import ScheduleStanding
from store.model.schedules.tree import DayNode, ScheduleNode, SeriesNode, StoreFacts, VersionNode
from store.model.texts.secrets import without_secrets
from store.model.timeline import Event, EventRow, Moment, Scope, StoreKind

if TYPE_CHECKING:
    # what answers questions takes longer to import than drawing the first frame
    from store.database.query.answers import Answers
    from store.query.answer import KnownValue
    from store.query.language.fields import Field
    from store.query.question import Question

EXPORT_BATCH = 500


def _location(url: URL) -> str:
    """Return the path of a file, or a URL without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return without_secrets(url.render_as_string(hide_password=False))


class Present:
    """Answers out of the database; every method may be called from any thread and raises StoreError when it cannot."""

    def __init__(self, url: URL, kind: StoreKind, *, read_only: bool) -> None:
        self.kind = kind
        self.read_only = read_only
        self.location = _location(url)
        self.name = Path(url.database or "").name or self.location
        self._engine = reading_engine(url, read_only=read_only)
        self._is_closed = False
        self._contents = Contents()
        self._words = Words()
        self._timeline = Timeline(self._contents, self._words)
        self._recollection = Recollection(self._contents)
        self._growing = Growing()

    def facts(self) -> StoreFacts:
        """Return how much the store holds."""
        with self._reading() as connection:
            return tree.store_facts(connection)

    def days(self) -> tuple[DayNode, ...]:
        """Return the delivery days, newest first, the schedules without a day last."""
        with self._reading() as connection:
            return tree.days(connection)

    def schedules(self, day: date | None) -> tuple[ScheduleNode, ...]:
        """Return the schedules of a delivery day, or those without one, by TSO and party."""
        with self._reading() as connection:
            return tree.schedules(connection, day)

    def schedules_in(self, scope: Scope) -> tuple[ScheduleNode, ...]:
        """Return the schedules in a scope, by delivery day and TSO."""
        with self._reading() as connection:
            return tree.schedules_in(connection, scope)

    def versions(self, schedule_uid: str) -> tuple[VersionNode, ...]:
        """Return the versions of a schedule, newest first."""
        with self._reading() as connection:
            return tree.versions(connection, schedule_uid)

    def series(self, schedule_uid: str, version: int) -> tuple[SeriesNode, ...]:
        """Return the series of a version."""
        with self._reading() as connection:
            return tree.series(connection, self._contents, schedule_uid, version)

    def count(self, scope: Scope) -> int:
        """Return how many events a scope holds."""
        with self._reading() as connection:
            return self._timeline.count(connection, scope)

    def rows(self, scope: Scope, start: int, limit: int) -> tuple[EventRow, ...]:
        """Return rows of a scope in the one order, oldest first; `start` counts from 0."""
        with self._reading() as connection:
            return self._timeline.rows(connection, scope, start, limit)

    def page(
        self, scope: Scope, limit: int, *, after: EventRow | None = None, before: EventRow | None = None
    ) -> tuple[EventRow, ...]:
        """Return the rows next after a row, or next before one, oldest first; without either the oldest."""
        with self._reading() as connection:
            return self._timeline.page(connection, scope, limit, after=after, before=before)

    def answers(self, question: "Question") -> "Answers":
        """Return the events that answer a question, to be read like those of a scope."""
        from store.database.query.answering import present_answers  # noqa: PLC0415 - not for the first paint

        return present_answers(self._reading, self._timeline, self._contents, self._growing, question)

    def known_values(self, field: "Field") -> "tuple[KnownValue, ...]":
        """Return the values of a field that occur, for completion; see values.known_values."""
        from store.database.query.values import known_values  # noqa: PLC0415 - not for the first paint

        with self._reading() as connection:
            return known_values(connection, self._words, self._growing, field)

    def index_of(self, scope: Scope, uid: str) -> int | None:
        """Return where an event stands in a scope, counted from 0; None when it is not in it."""
        with self._reading() as connection:
            return self._timeline.index_of(connection, scope, uid)

    def scope_of(self, uid: str) -> Scope | None:
        """Return the narrowest scope of the tree that an event belongs to."""
        with self._reading() as connection:
            return self._timeline.scope_of(connection, uid)

    def event(self, uid: str) -> Event | None:
        """Return one event whole."""
        with self._reading() as connection:
            return self._timeline.event(connection, uid)

    def contents(self, after: int = 0) -> Iterator[bytes]:
        """Give the entries' own bytes in append order, those after a sequence number."""
        while True:
            with self._reading() as connection:
                query = select(entry).where(entry.c.sequence > after).order_by(entry.c.sequence)
                rows = connection.execute(query.limit(EXPORT_BATCH)).all()
                batch = [self._contents.restored(connection, row.content) for row in rows]
            yield from batch
            if len(rows) < EXPORT_BATCH:
                return
            after = rows[-1].sequence

    def contents_of(self, rows: Sequence[EventRow]) -> tuple[bytes, ...]:
        """Return the entries' own bytes of rows of the timeline, in the order of the rows."""
        with self._reading() as connection:
            return history.contents_of(connection, self._contents, rows)

    def reached(self, after: int | None = None) -> int:
        """Return the newest sequence; told one, how far those after it have come without a gap, and not too far."""
        with self._reading() as connection:
            return reached(connection, after)

    def appended(self, scope: Scope, after: int, until: int) -> tuple[EventRow, ...]:
        """Return the rows of a scope appended after one sequence and up to another, in append order."""
        with self._reading() as connection:
            return self._timeline.appended_where(connection, within(scope), after, until)

    def message_digest(self, key: str) -> str | None:
        """Return the digest of the message that was imported under a key; None when none was."""
        with self._reading() as connection:
            return connection.scalar(select(message.c.digest).where(message.c.key == message_key(key)))

    def standing_at(self, names: Sequence[str], at: int) -> tuple[str, ScheduleStanding] | None:
        """Return the uid and standing of a schedule at a moment; see history.standing_at."""
        with self._reading() as connection:
            return history.standing_at(connection, self._contents, names, at)

    def version_snapshot(self, schedule_uid: str, number: int) -> object:
        """Return the newest snapshot of a version that holds amounts; None when there is none."""
        with self._reading() as connection:
            return history.version_snapshot(connection, self._contents, schedule_uid, number)

    def life(self, schedule_uid: str) -> tuple[Recorded, ...]:
        """Return the entries of a schedule in the one order."""
        with self._reading() as connection:
            return history.life(connection, self._contents, schedule_uid)

    def lives(self, schedules: Iterable[ScheduleNode]) -> Iterator[tuple[ScheduleNode, Sequence[Recorded]]]:
        """Give each of these schedules with its entries in the one order; many are read at once."""
        for few in history.in_parts(schedules):
            with self._reading() as connection:
                found = history.lives(connection, self._contents, [one.uid for one in few])
            for one in few:
                yield one, found.pop(one.uid)

    def schedule_uids(self, scope: Scope) -> tuple[str, ...]:
        """Return the uids of the schedules in a scope, by delivery day and TSO."""
        with self._reading() as connection:
            return history.schedule_uids(connection, scope)

    def as_of(self, moment: Moment) -> Past:
        """Return the store as it was at a moment; it goes on to answer while entries come in."""
        parts = self._contents, self._timeline, self._recollection
        return Past(moment, self._reading, *parts, name=self.name, kind=self.kind)

    def next_to(self, scope: Scope, moment: Moment, steps: int) -> EventRow | None:
        """Return the event of a scope so many after a moment, or, where negative, so many before it.

        Where there are fewer it is the last or first of them, None where there are none.
        """
        after, before = (moment, None) if steps > 0 else (None, moment)
        with self._reading() as connection:
            page = self._timeline.page_where(connection, within(scope), abs(steps), after=after, before=before)
        return (page[-1] if steps > 0 else page[0]) if page else None

    def close(self) -> None:
        """Let go of the connections; who still reads, or reads again, ends the connection with what is read."""
        self._is_closed = True
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                try:
                    yield connection
                finally:
                    if self._is_closed:
                        # what it goes back to was let go of, and nobody would end it
                        connection.detach()
        except FAILURES as error:
            raise failure(error, self._engine) from error
