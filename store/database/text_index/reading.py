"""What goes into the text index of the entries that come next in the log, and no more of them than that."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from store.database.appending.bulk import rarely_collecting
from store.database.contents import Contents
from store.database.identifiers import unpacked
from store.database.tables import entry, event, message
from store.database.text_index.documents import Document
from store.database.words import Words
from store.errors import StoreError
from store.model.event import read_entry
from store.query.indexed import index_words

_FROM = event.outerjoin(entry, entry.c.sequence == event.c.sequence).outerjoin(
    message, message.c.sequence == event.c.sequence
)
_COLUMNS = (event.c.sequence, event.c.uid, event.c.reasons_id, entry.c.content, message.c.id.label("message_id"))


def next_documents(
    connection: Connection, contents: Contents, words: Words, after: int, size: int
) -> tuple[list[Document], tuple[str, ...]]:
    """Return the words of the entries that come after a sequence, and the uids of those that could not be read.

    The order is that of the sequences, by which SQLite finds them: for the order of time it would go through all.
    """
    of_next = (event.c.sequence > after) & (event.c.sequence <= after + size)
    query = select(*_COLUMNS).select_from(_FROM).where(of_next).order_by(event.c.sequence)
    documents: list[Document] = []
    unread: list[str] = []
    with rarely_collecting():
        for row in connection.execute(query).all():
            reason_codes = (words.text_of(connection, row.reasons_id) or "").split()
            found: Iterable[str] = ()
            try:
                one = read_entry(contents.restored(connection, row.content or b""))
                found = index_words(one, reason_codes, row.message_id)
            except StoreError:
                unread.append(unpacked(row.uid))
            documents.append((row.sequence, " ".join(found)))
    return documents, tuple(unread)
