"""JSON Lines: one object per line."""

import re
from collections.abc import Generator, Iterator

from store.exchange.entries.nesting import Nesting
from store.exchange.entries.pieces import Found, Reject, Scrap, cut_off, too_long
from store.exchange.entries.window import Window
from store.exchange.sources.limits import Limits

_BLANK = b" \t\r"
_LOOKAHEAD_BYTES = 1 << 12
_OTHER_START = re.compile(rb"[ \t\r]*+(?:\[|\xef\xbb\xbf)")
_OTHER_LINE = re.compile(rb"\n[ \t\r]*+(?:\[|\xef\xbb\xbf)")
_LINE_ENDS = re.compile(rb"[ \t\r]*+(?:\n(?!\s*+[\[{][ \t\r]*+\n)|\Z)")


def at_line_end(window: Window) -> bool:
    """Return whether only white space is left on this line, and the next is not a bracket alone.

    After a whole object that is the mark of JSON Lines: a bracket alone begins an object over many lines.
    """
    size = window.ahead(_LOOKAHEAD_BYTES)
    return bool(_LINE_ENDS.match(window.buffer, window.position, window.position + size))


def json_lines(window: Window, limits: Limits) -> Iterator[Found | Reject]:
    """Yield the lines from here on; what begins and ends with a brace is not looked at any closer.

    Leaves the window at the end of the stream, or before a line that begins with an array or with a
    byte order mark.
    """
    longest = limits.entry_bytes
    while not (yield from _whole_lines(window, longest)):
        if len(window.buffer) - window.position > longest:
            yield _passed_over(window, longest)
        elif not window.more():
            yield from _last_line(window, longest)
            return


def _whole_lines(window: Window, longest: int) -> Generator[Found | Reject, None, bool]:
    """Yield the lines that the buffer holds to their ends; return whether what follows is no such line."""
    start = window.position
    if _OTHER_START.match(window.buffer, start):
        return True
    other = _OTHER_LINE.search(window.buffer, start)
    rows = window.buffer[start : other.start() + 1 if other else len(window.buffer)].split(b"\n")
    rest = rows.pop()
    for line, row in enumerate(rows, window.line):
        content = row.strip(_BLANK)
        if content[:1] == b"{" and content[-1:] == b"}" and len(row) <= longest:
            yield Found(line, content)
        elif content:
            yield _rejected(line, row, longest)
    window.advance(other.start() + 1 if other else len(window.buffer) - len(rest))
    return other is not None


def _rejected(line: int, row: bytes, longest: int) -> Reject:
    scrap = Scrap(line)
    scrap.add(row, 0, len(row))
    return scrap.rejected(too_long(longest) if len(row) > longest else "expected a JSON object on the line")


def _passed_over(window: Window, longest: int) -> Reject:
    """Return a line that is too long, with the window moved to its end, holding next to nothing of it."""
    scrap = Scrap(window.line)
    while True:
        end = window.buffer.find(b"\n", window.position)
        stop = len(window.buffer) if end < 0 else end
        scrap.add(window.buffer, window.position, stop)
        window.advance(stop)
        if end >= 0 or not window.more():
            return scrap.rejected(too_long(longest))


def _last_line(window: Window, longest: int) -> Iterator[Found | Reject]:
    """Yield the line that no line break ends, which is where a file that was cut off shows it."""
    row = window.buffer[window.position :]
    line = window.line
    content = row.strip(_BLANK)
    window.advance(len(window.buffer))
    if not content:
        return
    nesting = Nesting()
    if content.startswith(b"{"):
        nesting.follow(content, 0)
        if not nesting.ended:
            scrap = Scrap(line)
            scrap.add(row, 0, len(row))
            yield scrap.rejected(cut_off(line))
            return
    yield (Found(line, content) if content[:1] == b"{" and content[-1:] == b"}" else _rejected(line, row, longest))
