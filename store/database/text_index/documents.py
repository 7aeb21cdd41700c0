"""What is put into the text index: the words of each entry, and of each schedule what it is called.

A schedule stands under its id, taken negative. What it is called may be learned late, and then goes for all its
events: it is put in again, so that it is found by its old words and the new ones.
"""

from collections.abc import Sequence
from zlib import crc32

from sqlalchemy import Connection, delete, select, text

from store.database.appending.standings import on_conflict_insert
from store.database.tables import event, schedule, schedule_text, setting
from store.database.text_index.state import REACHED, on_postgresql
from store.query.indexed import words_in
from store.query.said import schedule_texts

Document = tuple[int, str]
"""Where something stands, and its words with a space between."""

_PUT_ON_POSTGRESQL = (
    "INSERT INTO event_text (sequence, words) VALUES (:at, array_to_tsvector(:words)) "
    "ON CONFLICT (sequence) DO UPDATE SET words = event_text.words || excluded.words"
)


def put(connection: Connection, documents: Sequence[Document]) -> None:
    """Put documents into the index, each with its words."""
    if not documents:
        return
    if connection.dialect.name == "postgresql":
        rows = [{"at": at, "words": sorted(words.split())} for at, words in documents]
        connection.execute(text(_PUT_ON_POSTGRESQL), rows)
    else:
        statement = "INSERT INTO event_text (rowid, words) VALUES (?, ?)"
        connection.exec_driver_sql(statement, list(documents))


def put_schedules(connection: Connection, after: int, last: int) -> None:
    """Put what the schedules of some entries are called into the index, where it is not yet."""
    touched = select(event.c.schedule_id).where(event.c.sequence > after, event.c.sequence <= last)
    named = select(schedule.c.id, schedule.c.uid, schedule.c.tso, schedule.c.market, schedule_text.c.digest)
    named = named.outerjoin(schedule_text, schedule_text.c.schedule_id == schedule.c.id)
    called: dict[int, list[str]] = {}
    digests: list[dict[str, int]] = []
    for row in connection.execute(named.where(schedule.c.id.in_(touched))):
        texts = list(schedule_texts(row.uid, row.tso, row.market))
        digest = crc32("\n".join(texts).encode("utf-8", "surrogatepass"))
        if digest != row.digest:
            called[row.id] = texts
            digests.append({"schedule_id": row.id, "digest": digest})
    put(connection, [(-number, " ".join(words_in(texts))) for number, texts in sorted(called.items(), reverse=True)])
    if digests:
        kept = on_conflict_insert(connection, schedule_text)
        kept = kept.on_conflict_do_update(
            index_elements=[schedule_text.c.schedule_id], set_={"digest": kept.excluded.digest}
        )
        connection.execute(kept, digests)


def clear(connection: Connection) -> None:
    """Empty the index."""
    if connection.dialect.name == "postgresql":
        connection.execute(delete(on_postgresql))
    else:
        connection.execute(text("INSERT INTO event_text(event_text) VALUES ('delete-all')"))
    connection.execute(delete(schedule_text))
    connection.execute(delete(setting).where(setting.c.key == REACHED))
