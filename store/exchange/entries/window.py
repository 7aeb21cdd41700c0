"""The stretch of a stream that is being looked at."""

from typing import BinaryIO

from store.errors import StoreError

_MOST_CHUNKS = 16


class Window:
    """What was read of a stream and not yet handed on; offsets into `buffer` hold until `more` is called.

    `position` is where the next piece begins and `line` its line (1-based). An error of the stream ends
    it like its end does, so that everything before it is looked at; `damage` keeps it.
    """

    def __init__(self, stream: BinaryIO, chunk_bytes: int, line: int = 1) -> None:
        self._stream = stream
        self._chunk_bytes = chunk_bytes
        self._ended = False
        self.buffer = b""
        self.position = 0
        self.line = line
        self.damage: StoreError | None = None

    def more(self) -> bool:
        """Drop what lies before the position and read on; False at the end of the stream.

        The position becomes 0. The more is held, the more is read, within bounds: what spans many chunks
        is copied only a few times.
        """
        if self._ended:
            return False
        held = self.buffer[self.position :]
        try:
            chunk = self._stream.read(max(self._chunk_bytes, min(len(held), _MOST_CHUNKS * self._chunk_bytes)))
        except StoreError as error:
            self.damage = error
            chunk = b""
        self.buffer = held + chunk
        self.position = 0
        self._ended = not chunk
        return not self._ended

    def ahead(self, size: int) -> int:
        """Read until `size` bytes lie ahead of the position; return how many do, fewer at the end."""
        while len(self.buffer) - self.position < size and self.more():
            pass
        return min(size, len(self.buffer) - self.position)

    def advance(self, end: int) -> None:
        """Move the position on to an offset, and count the lines."""
        self.line += self.buffer.count(b"\n", self.position, end)
        self.position = end
