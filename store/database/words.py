"""Words that recur in every event (types, statuses, users), kept once and referred to by number."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from sqlalchemy import Connection, insert, select

from store.database.tables import word
from store.errors import StoreError


class Words:
    """The words of one store; knows those it has met, asks the database for others."""

    def __init__(self) -> None:
        self._ids: dict[str | None, int] = {}
        self._texts: dict[int, str] = {}

    def learn(self, connection: Connection, texts: Iterable[str]) -> None:
        """Make sure that every text has a number, adding those the store does not have."""
        missing = sorted({text for text in texts if text not in self._ids})
        if not missing:
            return
        self._refresh(connection)
        new = [text for text in missing if text not in self._ids]
        if new:
            connection.execute(insert(word), [{"text": text} for text in new])
            self._refresh(connection)

    def numbers(self) -> Mapping[str | None, int]:
        """Return the numbers of all texts that were learned."""
        return MappingProxyType(self._ids)

    def text_of(self, connection: Connection, number: int | None) -> str | None:
        """Return the text of a number; None for None."""
        if number is None:
            return None
        known = self._texts.get(number)
        if known is None:
            known = self._refresh(connection).get(number)
        if known is None:
            raise StoreError(f"the store is damaged: it lacks the word {number} that an event is told by")
        return known

    def numbers_of(self, connection: Connection, meant: Callable[[str], bool]) -> list[int]:
        """Return the numbers of all texts in the store that are meant."""
        texts = self._refresh(connection)
        return [number for number, text in tuple(texts.items()) if meant(text)]

    def forget(self) -> None:
        """Drop what is known, for a transaction that was rolled back may have made it untrue."""
        # others: a thread that is reading on goes on with the old ones, and leaves no gap in these
        self._ids, self._texts = {}, {}

    def _refresh(self, connection: Connection) -> dict[int, str]:
        """Read the words that are not known yet; return all texts."""
        ids, texts = self._ids, self._texts
        last = max(tuple(texts), default=0)
        for row in connection.execute(select(word.c.id, word.c.text).where(word.c.id > last)):
            # in a damaged store one may be something else
            if isinstance(row.text, str):
                ids[row.text] = row.id
                texts[row.id] = row.text
        return texts
