"""Colours of a terminal for what differs; never the only sign of anything."""

import os
from dataclasses import dataclass
from typing import TextIO

from tui.presentation.panes.pane_lines import Look, Spans

_CODES = {
    Look.KEY: "",
    Look.TEXT: "",
    Look.MUTED: "2",
    Look.HEADING: "1",
    Look.OLD: "31",
    Look.NEW: "32",
    Look.OLD_WORD: "1;4;31",
    Look.NEW_WORD: "1;4;32",
    Look.STATUS_MUTED: "1;4",
    Look.STATUS_ACCEPTED: "1;4;32",
    Look.STATUS_REJECTED: "1;4;31",
    Look.STATUS_WAITING: "1;4;33",
    Look.STATUS_PARTLY: "1;4;33",
    Look.STATUS_IMPOSED: "1;4;36",
    Look.DELTA: "1",
    Look.WARNING: "33",
}

_STARTS = (("---", "1;31"), ("+++", "1;32"), ("@@", "36"), ("#", "2"), ("-", "31"), ("+", "32"))


@dataclass(frozen=True)
class Colours:
    """Writes spans and unified lines in colour, or plainly where there shall be none."""

    enabled: bool

    @classmethod
    def of(cls, stream: TextIO) -> "Colours":
        """Return the colours of a stream: none but on a terminal that shows them, none where NO_COLOR is set."""
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return cls(stream.isatty() and not plain)

    def line(self, spans: Spans) -> str:
        """Return spans as one line."""
        return "".join(self._coloured(text, _CODES[look]) for text, look in spans)

    def unified(self, line: str) -> str:
        """Return a line of a unified text, coloured by how it begins."""
        return self._coloured(line, next((code for start, code in _STARTS if line.startswith(start)), ""))

    def _coloured(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.enabled and code and text else text
