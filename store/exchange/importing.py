"""Import: audit logs and messages out of files, folders and archives into a store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import attrgetter

from store.database.appending.ahead import Readers
from store.database.appending.bulk import rarely_collecting
from store.database.store import Store
from store.exchange.batches import Portion, batches, pieces
from store.exchange.conversation import entries_of
from store.exchange.envelope import envelope
from store.exchange.messages.reading import MessageError, created_at, looks_like_message, message
from store.exchange.rejects import Rejected
from store.exchange.sources.finding import Source, sources
from store.exchange.sources.limits import DEFAULT_LIMITS, Limits, SourceError
from store.exchange.sources.stream import SourceStream

PEEKED_BYTES = 512

_TEXT_STARTS = [bytes([byte]) for byte in b"{[<\xff\xfe\xef\0 \t\r\n"]
_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass
class Imported:
    """What became of an import so far; `known` were in the store already, `rejected` could not go in.

    `messages` and `known_messages` count TSO messages; the entries made of them are among `added`, so many as
    `message_events` says. `simulated` are those of the rejected that a record does not take and a sandbox would.
    """

    sources: int = 0
    added: int = 0
    known: int = 0
    messages: int = 0
    message_events: int = 0
    known_messages: int = 0
    rejected: int = 0
    simulated: int = 0
    empty: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an import is: the source, how many bytes of it were read and of how many (None: not known)."""

    source: str
    taken: int
    size: int | None


class Import:
    """One import into one store; what cannot be read goes to `reject`, the rest goes in."""

    def __init__(
        self,
        store: Store,
        *,
        reject: Callable[[Rejected], None],
        progress: Callable[[Progress], None] = lambda _: None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self.result = Imported()
        self._store = store
        self._reject = reject
        self._progress = progress
        self._limits = limits
        self._messages: list[tuple[datetime, str, Source]] = []
        self._readers = Readers(0)

    def run(self, paths: Sequence[str]) -> Imported:
        """Import everything under these paths: audit logs as they come, then messages by their own time.

        Raises StoreError when a path cannot be read at all or the store cannot be written; what went in
        before stays, and running it again takes up where it stopped.
        """
        with rarely_collecting(), Readers(dictionary=self._store.dictionary) as self._readers:
            for source in sources(paths, self._limits):
                self.result.sources += 1
                self._take(source)
        for _, _, source in sorted(self._messages, key=lambda found: found[:2]):
            self._take_again(source)
        return self.result

    def _take(self, source: Source) -> None:
        """Import an audit log; keep a message for later, when all are known and can be put in order."""
        try:
            with source.open() as stream:
                head = stream.peek(PEEKED_BYTES)[:PEEKED_BYTES]
                if _is_binary(head):
                    self._rejected(Rejected(source.name, 0, "neither JSON nor XML: a binary file", head))
                    return
                if not looks_like_message(head):
                    self._take_entries(source, stream)
                    return
                content = _whole(stream, self._limits.message_bytes)
            if source.size is None:
                # what comes by a pipe cannot be read a second time
                self._take_message(source, content)
            else:
                self._messages.append((created_at(content, self._limits) or _EARLIEST, source.name, source))
        except SourceError as error:
            self._rejected(Rejected(source.name, 0, str(error), b""))

    def _take_again(self, source: Source) -> None:
        try:
            with source.open() as stream:
                content = _whole(stream, self._limits.message_bytes)
        except SourceError as error:
            self._rejected(Rejected(source.name, 0, str(error), b""))
        else:
            self._take_message(source, content)

    def _take_entries(self, source: Source, stream: SourceStream) -> None:
        seen = self._seen()
        found = pieces(stream, source.name, self._limits)
        for batch in batches(self._readers.read(found, attrgetter("contents"))):
            for rejected in batch.rejected:
                self._rejected(rejected)
            if batch.contents:
                self._append(source, batch)
        if seen == self._seen():
            self.result.empty.append(source.name)

    def _append(self, source: Source, batch: Portion) -> None:
        appended = self._store.append(batch.contents, origin=source.name, read=batch.read)
        self.result.added += appended.added
        self.result.known += appended.known
        for refusal in appended.refused:
            place, content = batch.lines[refusal.index], batch.contents[refusal.index]
            self.result.simulated += refusal.simulated
            self._rejected(Rejected(source.name, place, refusal.reason, content))
        self._progress(Progress(source.name, batch.taken, source.size))

    def _take_message(self, source: Source, content: bytes) -> None:
        try:
            found = envelope(message(content, self._limits), source.name)
        except MessageError as error:
            self._rejected(Rejected(source.name, error.line or 0, str(error), content))
            return
        digest = self._store.message_digest(found.key)
        if digest is None:
            self._append_message(source, entries_of(found, content, self._store), content)
        elif digest == found.digest:
            self.result.known_messages += 1
        else:
            own = found.message.id
            reason = f"conflict: the store has another message {own!r} of the same version; the first stays"
            self._rejected(Rejected(source.name, 0, reason, content))

    def _append_message(self, source: Source, made: list[bytes], content: bytes) -> None:
        appended = self._store.append(made, origin=source.name)
        self.result.added += appended.added
        self.result.message_events += appended.added
        if appended.refused:
            self._rejected(Rejected(source.name, 0, appended.refused[0].reason, content))
        else:
            self.result.messages += 1

    def _seen(self) -> int:
        return self.result.added + self.result.known + self.result.rejected

    def _rejected(self, rejected: Rejected) -> None:
        self.result.rejected += 1
        self._reject(rejected)


def _is_binary(head: bytes) -> bool:
    """Tell whether a file is no text: it holds NUL, and does not begin as JSON or XML in UTF-16 would."""
    return b"\0" in head and head[:1] not in _TEXT_STARTS


def _whole(stream: SourceStream, longest: int) -> bytes:
    """Return all of a message, a byte more than it may have at most; damage in it is raised."""
    parts: list[bytes] = []
    left = longest + 1
    while left > 0 and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
