"""Text out of a store, made harmless for a terminal and a table.

Whatever could move the cursor, hide, reorder or pile up is shown as a visible sign instead, and what
is too long is cut visibly (design, "Data is hostile").
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice

MARKS_IN_A_ROW = 2
"""How many combining marks may stand on one character; further ones are shown by number."""

_SIGNS = {"\n": "⏎", "\t": "⇥", "\x7f": "␡"}


def _signs(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


_INVISIBLE = _signs(
    (0x034F, 0x034F),  # grapheme joiner
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian variation selectors
    (0x2800, 0x2800),  # the empty braille pattern
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFFA0, 0xFFA0),
    (0xE0100, 0xE01EF),
)

_OF_NO_SETTLED_WIDTH = _signs(
    (0x2630, 0x2637),  # what Unicode 16 made wide: trigrams, monograms, hexagrams, Tai Xuan Jing, counting rods
    (0x268A, 0x268F),
    (0x4DC0, 0x4DFF),
    (0x1D300, 0x1D356),
    (0x1D360, 0x1D376),
    (0x1F1E6, 0x1F1FF),  # halves of flags
    (0x1F3FB, 0x1F3FF),  # skin tones
)
"""Signs that one terminal draws one cell wide, another two, and some none."""


def inert(text: str, limit: int = 400) -> str:
    """Return text with no control or format character in it, on one line of about `limit` cells.

    Controls become their pictures (`␛`, `⏎`, `⇥`), other characters that would be invisible or
    reorder the line become marks like `‹U+202E›`; so do lone surrogates, every space but the plain
    one, signs that terminals draw in different widths, and combining marks beyond two in a row. One
    that has nothing to stand on gets a circle. What is left out is counted: `… 12 345 more`.
    """
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text
    shown, left = _cut(text, limit)
    return f"{shown}… {counted(left)} more" if left else shown


def inert_json(value: object, limit: int = 400) -> str:
    """Return a JSON value as compact inert text on one line of about `limit` cells, cut visibly.

    How much is left out is counted for a text; of anything else it says only that there is more.
    """
    if isinstance(value, str):
        shown, left = _cut(value, limit)
        return f'"{shown}… {counted(left)} more' if left else f'"{shown}"'
    pieces: list[str] = []
    length = 0
    for piece in _json_pieces(value, limit):
        pieces.append(piece)
        length += len(piece)
        if length > limit:
            break
    shown, left = _cut("".join(pieces), limit)
    return f"{shown}… more" if left else shown


def counted(number: int) -> str:
    """Return a count with a space between its thousands: `12 345`."""
    return f"{number:,}".replace(",", " ")


def _cut(text: str, limit: int) -> tuple[str, int]:
    """Return the inert start of a text that fits `limit` cells, and how many characters are left."""
    shown: list[str] = []
    cells = marks = 0
    for index, character in enumerate(text):
        sign, width = _look(character)
        marks = marks + 1 if width == 0 else 0
        if marks > MARKS_IN_A_ROW:
            sign, width = _mark(character), 8
        elif marks and (not shown or shown[-1] == " "):
            # a line that begins with it would lay it on what stands beside
            sign, width = f"◌{character}", 1
        if cells + width > limit:
            return "".join(shown), len(text) - index
        shown.append(sign)
        cells += width
    return "".join(shown), 0


@lru_cache(maxsize=4096)
def _look(character: str) -> tuple[str, int]:
    """Return what a character is shown as, and its cells: 0 for a combining mark."""
    if character in _SIGNS:
        return _SIGNS[character], 1
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code), 1
    if not character.isprintable() or character in _INVISIBLE or character in _OF_NO_SETTLED_WIDTH:
        return _mark(character), 8
    if combines(character):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1


def combines(character: str) -> bool:
    """Return whether a character is drawn onto the one before it: Hangul finals too."""
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1161" <= character <= "\u11ff"
        or "\ud7b0" <= character <= "\ud7fb"
    )


def _mark(character: str) -> str:
    return f"‹U+{ord(character):04X}›"


def _json_pieces(value: object, limit: int) -> Iterator[str]:
    """Yield a JSON value piece by piece, without recursion and no more of a list than can be shown."""
    waiting: list[tuple[str, object]] = [("value", value)]
    while waiting:
        kind, one = waiting.pop()
        if kind == "text":
            yield str(one)
        elif isinstance(one, Mapping):
            yield "{"
            waiting.append(("text", "}"))
            waiting.extend(reversed([part for pair in _members(one, limit) for part in pair][1:]))
        elif isinstance(one, list | tuple):
            yield "["
            waiting.append(("text", "]"))
            waiting.extend(reversed([part for pair in _elements(one, limit) for part in pair][1:]))
        else:
            yield _scalar(one, limit)


def _members(mapping: Mapping[object, object], limit: int) -> Iterator[tuple[tuple[str, object], ...]]:
    for key, value in islice(mapping.items(), limit + 1):
        yield ("text", ","), ("text", f"{_scalar(str(key), limit)}:"), ("value", value)


def _elements(values: list[object] | tuple[object, ...], limit: int) -> Iterator[tuple[tuple[str, object], ...]]:
    for value in islice(values, limit + 1):
        yield ("text", ","), ("value", value)


def _scalar(value: object, limit: int) -> str:
    """Return a JSON scalar as JSON; a text is cut at `limit`, a number too long to print is in hex."""
    if isinstance(value, str):
        return json.dumps(value[: limit + 1], ensure_ascii=False)
    if isinstance(value, int) and value.bit_length() > 10_000:
        return hex(value)
    if value is None or isinstance(value, bool | int | float):
        return json.dumps(value)
    return json.dumps(str(value), ensure_ascii=False)
