"""Audit entries out of JSON, one after another, in whatever form an export has."""

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from store.exchange.entries.json_lines import at_line_end, json_lines
from store.exchange.entries.nesting import DEPTH_LIMIT, OBJECT, TOO_DEEP, Nesting
from store.exchange.entries.pieces import Found, Reject, Scrap, cut_off, too_long
from store.exchange.entries.window import Window
from store.exchange.entries.wrapper import LOOKAHEAD_BYTES, wrapped_array
from store.exchange.sources.limits import DEFAULT_LIMITS, Limits

__all__ = ["Found", "Reject", "json_entries"]

CHUNK_BYTES = 1 << 20
"""How much is read at once."""

_BLANK = re.compile(rb"(?:[ \t\r\n,]++|\xef\xbb\xbf)*")
_BLANK_LONGEST = 3
_OPENING, _BRACE = b"[{"
_BRACKETS = b"[]"
_NO_VALUE = re.compile(rb"[^\n]*+")
_NO_ELEMENT = re.compile(rb"[^\[\]{]*+")
_STRAY_CLOSERS = re.compile(rb"[\]},\s]*+")
_OTHER_ENCODING = re.compile(
    rb"(\xff\xfe\0\0|\0\0\xfe\xff|[\[{\s]\0\0\0|\0\0\0[\[{\s])"
    rb"|\xff\xfe|\xfe\xff|[\[{\s]\0[^\0]\0|\0[\[{\s]\0[^\0]"
)
_SHOWN_BYTES = 1 << 10

# it is asked for nothing but whether something is JSON at all
_CHECK = msgspec.json.Decoder(msgspec.Raw).decode


def json_entries(
    stream: BinaryIO, limits: Limits = DEFAULT_LIMITS, chunk_bytes: int = CHUNK_BYTES
) -> Iterator[Found | Reject]:
    """Yield the objects that are to be entries, and what cannot be one, in the order of the input.

    The form is recognised as it comes: JSON Lines, arrays of objects, an object that wraps such an array,
    single objects, and any of these one after another; a byte order mark is passed over. Only where an
    object begins and ends is looked at here: whether it is an entry is for the caller to see. Memory is
    bounded by `limits.entry_bytes`, whatever the size of the input. An error of the stream is raised when
    all that came before it has been yielded.
    """
    window = Window(stream, chunk_bytes)
    window.ahead(_SHOWN_BYTES)
    if encoding := _OTHER_ENCODING.match(window.buffer):
        name = "UTF-32" if encoding[1] else "UTF-16"
        reason = f"the input is {name}, not UTF-8; save it as UTF-8 and try again"
        yield Reject(1, reason, window.buffer[:_SHOWN_BYTES])
    else:
        yield from _Reading(window, limits).values()
    if window.damage is not None:
        raise window.damage


class _Reading:
    """One input in the course of being taken apart; the window is where it has come to."""

    def __init__(self, window: Window, limits: Limits) -> None:
        self._window = window
        self._longest = limits.entry_bytes
        self._limits = limits
        self._by_line: bool | None = None
        self._cut_off = False

    def values(self) -> Iterator[Found | Reject]:
        """Yield what the values of the input hold, one value after another."""
        window = self._window
        while self._to_next():
            byte = window.buffer[window.position : window.position + 1]
            if byte == b"[":
                yield from self._array()
            elif byte == b"{":
                yield from self._object()
            elif byte in b"]}":
                yield self._junk(_STRAY_CLOSERS, "a closing bracket that closes nothing")
            else:
                yield self._junk(_NO_VALUE, "expected a JSON object or array")

    def _object(self) -> Iterator[Found | Reject]:
        """Yield an object that stands in no array, or the entries it wraps; then lines, if they are lines."""
        window = self._window
        end = window.ahead(LOOKAHEAD_BYTES) + window.position
        array_at = wrapped_array(window.buffer, window.position, end)
        if array_at is not None:
            line = window.line
            window.advance(array_at)
            yield from self._array()
            yield from self._rest_of_wrapper(line)
            return
        piece = self._entry()
        yield piece
        if isinstance(piece, Found):
            ends_line = b"\n" not in piece.content and at_line_end(window)
            self._by_line = ends_line if self._by_line is None else self._by_line
            if self._by_line and ends_line:
                yield from json_lines(window, self._limits)

    def _array(self) -> Iterator[Found | Reject]:
        """Yield the objects of an array, also of arrays in it."""
        window = self._window
        line = window.line
        depth = 0
        while self._to_next():
            byte = window.buffer[window.position]
            if byte == _BRACE:
                yield self._entry()
            elif byte == _OPENING and depth == DEPTH_LIMIT:
                yield self._followed(Nesting(problem=TOO_DEEP))
            elif byte in _BRACKETS:
                depth += 1 if byte == _OPENING else -1
                window.advance(window.position + 1)
                if not depth:
                    return
            else:
                yield self._junk(_NO_ELEMENT, "an element of the array that is no object")
        if not self._cut_off:
            self._cut_off = True
            yield Reject(line, f"the array that starts on line {line} is not closed; the input is cut off", b"")

    def _rest_of_wrapper(self, line: int) -> Iterator[Reject]:
        """Pass over what follows the array, and yield what is wrong with it."""
        if self._cut_off:
            return
        nesting = Nesting(closers=b"}")
        scrap = Scrap(self._window.line)
        self._content(nesting, scrap, keep=0)
        if nesting.problem is not None:
            yield scrap.rejected(f"after the entries: {nesting.problem}")
        elif not nesting.ended:
            yield scrap.rejected(f"the object that starts on line {line} is not closed; the input is cut off")

    def _entry(self) -> Found | Reject:
        """Return the object that begins here.

        The quick way is right only for what is JSON: it does not tell the kinds of brackets apart.
        """
        window = self._window
        match = OBJECT.match(window.buffer, window.position)
        if match and match.end() - match.start() <= self._longest:
            content = match[0]
            try:
                _CHECK(content)
            except msgspec.DecodeError:
                return self._followed(Nesting())
            found = Found(window.line, content)
            window.advance(match.end())
            return found
        return self._followed(Nesting())

    def _followed(self, nesting: Nesting) -> Found | Reject:
        """Return the value that begins here, followed bracket by bracket."""
        line = self._window.line
        scrap = Scrap(line)
        content = self._content(nesting, scrap, self._longest)
        if nesting.problem is not None:
            return scrap.rejected(nesting.problem)
        if content is None:
            return scrap.rejected(too_long(self._longest))
        return Found(line, content) if nesting.ended else scrap.rejected(cut_off(line))

    def _content(self, nesting: Nesting, scrap: Scrap, keep: int) -> bytes | None:
        """Return the bytes of a value and move behind it; None if there are more than `keep`."""
        window = self._window
        offset = 0
        while True:
            offset = nesting.follow(window.buffer, window.position + offset) - window.position
            if nesting.ended:
                break
            if scrap.size + offset > keep:
                offset = self._pass(scrap, window.position + offset)
            if not window.more():
                self._cut_off = True
                offset = len(window.buffer) - window.position
                break
        end = window.position + offset
        content = None if scrap.size + offset > keep else window.buffer[window.position : end]
        self._pass(scrap, end)
        return content

    def _junk(self, pattern: re.Pattern[bytes], reason: str) -> Reject:
        """Return what is no object, as far as the pattern goes."""
        window = self._window
        scrap = Scrap(window.line)
        while True:
            match = pattern.match(window.buffer, window.position)
            self._pass(scrap, match.end() if match else window.position)
            if window.position < len(window.buffer) or not window.more():
                return scrap.rejected(reason)

    def _pass(self, scrap: Scrap, end: int) -> int:
        """Move on to an offset, with a note of what is passed over; return the offset from there: 0."""
        window = self._window
        scrap.add(window.buffer, window.position, end)
        window.advance(end)
        return 0

    def _to_next(self) -> bool:
        """Move past white space, commas and byte order marks; return whether anything follows."""
        window = self._window
        while True:
            match = _BLANK.match(window.buffer, window.position)
            window.advance(match.end() if match else window.position)
            if len(window.buffer) - window.position >= _BLANK_LONGEST or not window.more():
                return window.position < len(window.buffer)
