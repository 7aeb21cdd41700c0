"""Entries read in processes beside this one, so that it is free to write.

A process is asked by its standard input and answers by its standard output, one message after the other:
four bytes that say how long it is, then MessagePack. It ends when its input does.
"""

import signal
import struct
import subprocess
import sys
from collections.abc import Sequence
from typing import IO

import msgspec

from store.database.appending.preparing import Read, read_all

_LENGTH = struct.Struct(">Q")
_ENCODE = msgspec.msgpack.Encoder().encode
_QUESTION = msgspec.msgpack.Decoder(tuple[list[bytes], bytes]).decode
_ANSWER = msgspec.msgpack.Decoder(list[Read] | None).decode

_PIPE_BYTES = 1 << 20
"""An answer fits in whole, where the system allows it: who reads it in parts waits for each."""

_PROGRAM = "import sys; sys.path[:] = {path!r}; from store.database.appending.beside import answer_all; answer_all()"


class Helper:
    """One process that reads entries; one thread at a time may ask it."""

    def __init__(self) -> None:
        program = _PROGRAM.format(path=sys.path)
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pipesize=_PIPE_BYTES,
        )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def read(self, contents: Sequence[bytes], dictionary: bytes = b"") -> Sequence[Read]:
        """Return what each of these bytes hold, see read_all; what the process does not answer is read here."""
        try:
            _send(self._process.stdin, _ENCODE((contents, dictionary)))
            answer = _ANSWER(_receive(self._process.stdout))
        except (OSError, EOFError):
            answer = None
        return read_all(contents, dictionary) if answer is None else answer

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def answer_all() -> None:
    """Answer until nobody asks any more: what a process beside the one that writes does."""
    # who presses Ctrl-C means the process that writes, which ends this one
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            read = read_all(*_QUESTION(_receive(sys.stdin.buffer)))
            _send(sys.stdout.buffer, _answer(read))
    except (OSError, EOFError):
        return


def _answer(read: Sequence[Read]) -> bytes:
    """Return what was read; nothing where it holds what does not travel, lone surrogates."""
    try:
        return _ENCODE(read)
    except (UnicodeEncodeError, OverflowError):
        return _ENCODE(None)


def _send(stream: IO[bytes] | None, message: bytes) -> None:
    if stream is None:
        raise EOFError
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes] | None) -> bytes:
    if stream is None:
        raise EOFError
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    received = stream.read(size)
    if len(received) < size:
        raise EOFError
    return received
