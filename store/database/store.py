"""A store open for use: read as it is, appended to, and kept in order."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlalchemy.engine import URL

from store.database.appending.log import Appended, Log
from store.database.appending.preparing import Read
from store.database.engine import INDEXER_CACHE_KIB, appending_engine
from store.database.following.watch import Watch, watch_on
from store.database.reading.present import Present
from store.database.upkeep.checking import Difference
from store.errors import StoreError
from store.model.timeline import StoreKind

if TYPE_CHECKING:
    # what answers questions takes longer to import than drawing the first frame
    from store.database.seal.sealed import Sealed
    from store.database.text_index.building import TextIndex


class Store(Present):
    """One open store; every method may be called from any thread and raises StoreError when it cannot."""

    def __init__(self, url: URL, kind: StoreKind, *, read_only: bool) -> None:
        super().__init__(url, kind, read_only=read_only)
        self._url = url
        self._writer: tuple[Engine, Log] | None = None
        self._lock = threading.Lock()

    @property
    def sealed(self) -> "Sealed":
        """The seal over the entries: its head, whether it holds, and proofs."""
        from store.database.seal.sealed import Sealed  # noqa: PLC0415 - not for the first paint

        return Sealed(self._reading, self._contents, self._timeline)

    def watch(self) -> Watch:
        """Return what notices that the store is written to; it is to be closed by itself."""
        return watch_on(self._url, read_only=self.read_only)

    def append(
        self, contents: Sequence[bytes], *, origin: str, simulated: bool = False, read: Sequence[Read] | None = None
    ) -> Appended:
        """Append entries; see Log.append.

        Raises StoreError on a store opened for reading only, and for simulated entries on a record store:
        recorded and simulated never mix.
        """
        if simulated and self.kind is StoreKind.RECORD:
            raise StoreError(f"the store {self.name!r} is a record: what is simulated goes into a sandbox only")
        return self._log().append(contents, origin=origin, simulated=simulated, read=read)

    def dictionary(self) -> bytes:
        """Return what entries are compressed with; empty until a large batch was written."""
        return self._contents.dictionary

    def rebuild(self, progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
        """Read everything derived anew out of the entries; see Log.rebuild."""
        return self._log().rebuild(progress)

    def text_index(self) -> "TextIndex":
        """Return the index that free text is found by, to be built while there is time; questions are right anyway."""
        from store.database.text_index.building import TextIndex  # noqa: PLC0415 - not for the first paint

        return TextIndex(self._reading, self._indexing, self._contents, self._words)

    def check(
        self, progress: Callable[[int, int], None] = lambda _done, _all: None, at_most: int = 20
    ) -> list[Difference]:
        """Return what a rebuild would make otherwise than it is; see Log.check."""
        return self._log().check(progress, at_most)

    def close(self) -> None:
        """Let go of the database; who still reads, or reads again, ends the connection with what is read."""
        super().close()
        if self._writer:
            self._writer[0].dispose()

    @contextmanager
    def _indexing(self) -> Iterator[Engine]:
        """Give what the text index is written by: it takes little memory, and keeps none of it afterwards."""
        self._check_writable()
        engine = appending_engine(self._url, INDEXER_CACHE_KIB)
        try:
            yield engine
        finally:
            engine.dispose()

    def _check_writable(self) -> None:
        if self.read_only:
            why = "as asked or because it cannot be written"
            raise StoreError(f"the store {self.name!r} is open for reading only, {why}")

    def _log(self) -> Log:
        self._check_writable()
        with self._lock:
            if self._writer is None:
                engine = appending_engine(self._url)
                takes_simulated = self.kind is StoreKind.SANDBOX
                self._writer = (engine, Log(engine, self._contents, self._words, takes_simulated=takes_simulated))
            return self._writer[1]
