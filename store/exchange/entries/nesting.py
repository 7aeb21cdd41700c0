"""Where a JSON value ends: brackets and strings, looked at no closer than that needs (RFC 8259)."""

import re

DEPTH_LIMIT = 200
"""How deep an entry, and the arrays around entries, may be nested."""

TOO_DEEP = f"nested deeper than {DEPTH_LIMIT} levels"
"""What is said of a value beyond that."""

_UNROLLED = 12
# groups repeat greedily, not possessively: Python before 3.11.5 mismatches possessive groups (gh-106052),
# and as the alternatives never begin alike there is next to nothing to go back to
_STRING = rb'"(?:[^"\\\n]++|\\[^\n])*"'
_PLAIN = rb'[^"{}\[\]]++|' + _STRING


def _balanced(levels: int) -> bytes:
    """Return a pattern for text in which every bracket is closed, up to some levels deep."""
    pattern = rb"(?:" + _PLAIN + rb")*"
    for _ in range(levels):
        pattern = rb"(?:" + _PLAIN + rb"|[\[{]" + pattern + rb"[\]}])*"
    return pattern


OBJECT = re.compile(rb"\{" + _balanced(_UNROLLED) + rb"\}")
"""An object whole; kinds of brackets are not told apart, and one nested deeper than most is not matched."""

MEMBER = re.compile(rb"[\s,]*+(" + _STRING + rb")\s*+:\s*+")
"""The key of a member of an object, and what stands around it."""

VALUE = re.compile(rb"[\[{]" + _balanced(_UNROLLED) + rb"[\]}]|" + _STRING + rb"|[^\s,\"{}\[\]]++")
"""The value of a member; containers as in OBJECT."""

_SKIPPED = re.compile(rb"(?:" + _PLAIN + rb")*")
_STRING_REST = re.compile(rb'(?:[^"\\\n]++|\\[^\n])*')
_CLOSING = {ord("{"): ord("}"), ord("["): ord("]")}
_QUOTE, _COMMA, _COLON, _BACKSLASH, _NEWLINE, _BRACE = b'",:\\\n{'


class Nesting:
    """Follows one value from its first bracket to its last, through any number of buffers.

    `ended` says that the value is over. `problem` says what is wrong with it, None while nothing is;
    its end is then the best guess: a string ends with its line at the latest, a closing bracket closes
    what it fits, and an object that begins where none can begins the next value.
    """

    def __init__(self, closers: bytes = b"", problem: str | None = None) -> None:
        self._closers = bytearray(closers)
        self._beyond = 0
        self._in_string = False
        self._last = 0
        self._at_line_start = False
        self.ended = False
        self.problem = problem

    def follow(self, buffer: bytes, position: int) -> int:
        """Return how far the value was followed: to its end, or to what the next buffer must begin with."""
        while position < len(buffer) and not self.ended:
            if self._in_string:
                position, finished = self._through_string(buffer, position)
                if not finished:
                    return position
                continue
            end = self._skip(buffer, position)
            if end == len(buffer):
                return end
            position = self._step(buffer[end], end)
        return position

    def _skip(self, buffer: bytes, position: int) -> int:
        """Return where the next bracket or unfinished string is."""
        match = _SKIPPED.match(buffer, position)
        end = match.end() if match else position
        if end > position:
            self._at_line_start = buffer[end - 1] == _NEWLINE
            text = buffer[position:end].rstrip()
            self._last = text[-1] if text else self._last
        return end

    def _through_string(self, buffer: bytes, position: int) -> tuple[int, bool]:
        """Return where the string ends, and whether that is its end or only the buffer's."""
        match = _STRING_REST.match(buffer, position)
        end = match.end() if match else position
        escape = buffer[end : end + 1] == b"\\"
        if end + escape >= len(buffer):
            return end, False
        self._in_string = False
        self._last = _QUOTE
        if buffer[end] == _QUOTE:
            return end + 1, True
        self._wrong("a string runs over the end of its line")
        return end + escape, True

    def _step(self, byte: int, position: int) -> int:
        """Take one bracket or opening quote; return the position after it, or before it if it is not ours."""
        if byte == _QUOTE:
            self._in_string = True
        elif byte in _CLOSING:
            if self._begins_anew(byte):
                return position
            self._open(byte)
        elif not self._close(byte):
            return position
        self._at_line_start = False
        self._last = byte
        return position + 1

    def _begins_anew(self, byte: int) -> bool:
        """Return whether an opening bracket stands where no value can: then this one was never closed."""
        if not self._closers or self._beyond:
            return False
        in_object = self._closers[-1] == _CLOSING[_BRACE]
        key_expected = in_object and byte == _BRACE and self._last == _COMMA
        value_expected = self._last in b":,["
        if key_expected or (self._at_line_start and not value_expected):
            self._wrong("a closing bracket is missing")
            self.ended = True
        return self.ended

    def _open(self, byte: int) -> None:
        if len(self._closers) < DEPTH_LIMIT:
            self._closers.append(_CLOSING[byte])
        else:
            self._beyond += 1
            self._wrong(TOO_DEEP)

    def _close(self, byte: int) -> bool:
        """Close what a closing bracket fits; return whether it is part of this value."""
        if self._beyond:
            self._beyond -= 1
            return True
        fitting = self._closers.rfind(byte)
        if fitting != len(self._closers) - 1:
            self._wrong("its brackets do not match")
        if fitting < 0:
            self.ended = True
            return False
        del self._closers[fitting:]
        self.ended = not self._closers
        return True

    def _wrong(self, problem: str) -> None:
        """Note a problem; the first is the one to tell."""
        self.problem = self.problem or problem
