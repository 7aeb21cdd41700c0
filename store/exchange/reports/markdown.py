"""Text made safe for Markdown: no renderer takes it for markup, HTML or the edge of a table."""

import re
from collections.abc import Iterable, Sequence

from store.model.texts.inert import inert

_LIMIT = 400
_SPECIAL = frozenset("\\`*_{}[]#|~$!@")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LINKS = re.compile(r":(?=//)|/(?=/)|(?<=\bwww)\.", re.IGNORECASE)
"""Where renderers that know of links see one begin."""


def escaped(text: str, limit: int = _LIMIT) -> str:
    """Return text on one line, inert and with every sign escaped that means something in Markdown."""
    shown = " ".join(inert(text, limit).split())
    safe = "".join(_HTML.get(sign) or (f"\\{sign}" if sign in _SPECIAL else sign) for sign in shown)
    return _LINKS.sub(r"\\\g<0>", safe)


def code(text: str) -> str:
    """Return text as a code span."""
    return f"`{inert(text, 100).replace('`', chr(39))}`"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 1) -> list[str]:
    """Return the lines of a table; as many last columns are aligned to the right, cells are escaped."""
    edges = ["---"] * (len(head) - numbers) + ["---:"] * numbers
    return [_row(head), _row(edges), *(_row([escaped(cell) for cell in row]) for row in rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
