"""Entries out again, in a form that an import reads back to the very same bytes."""

from collections.abc import Iterable, Iterator


def lines(contents: Iterable[bytes]) -> Iterator[bytes]:
    """Give each entry as a line of JSON Lines, with its line break.

    An entry that came in with line breaks of its own keeps them: it is written as an array of one, which
    an import takes apart to the same bytes.
    """
    for content in contents:
        yield b"[" + content + b"]\n" if b"\n" in content else content + b"\n"
