"""A row of the timeline as a line: when, what, whose, and what it changed."""

from dataclasses import dataclass
from datetime import tzinfo

from store.model.inert import counted, inert
from store.model.timeline import EventRow, Scope
from store.model.tso import short_name
from tui.presentation.change_text import change_line
from tui.presentation.pieces import Line, Piece, Role, cells, fitted
from tui.presentation.places.found import Phrase, with_found
from tui.presentation.signs import Signs, event_mark
from tui.presentation.times import TimeFormat, clock, elapsed, in_format, short_date

_TIME = 15
_TIME_ELAPSED = 20
_TYPE = 22
_SHORT_TYPE = 17
_TINY_TYPE = 9
_TSO = 10
_VERSION = 4

_SHORT_TYPES = {
    "version.status_changed": "version.status",
    "series.status_changed": "series.status",
    "status_request.sent": "status_request",
}
_TINY_TYPES = {
    "schedule.created": "created",
    "series.status_changed": "series",
    "anomaly.received": "anomaly",
    "status_request.sent": "request",
}


@dataclass(frozen=True, slots=True)
class RowStyle:
    """How rows are written: the cells there are, the format of times, and which columns there are.

    A column that says the same in every row of the scope is left out where room is short. `phrases` were looked for.
    """

    width: int
    time_format: TimeFormat
    zone: tzinfo
    signs: Signs
    type_width: int
    tso_width: int
    phrases: tuple[Phrase, ...] = ()

    @classmethod
    def of(cls, width: int, scope: Scope, time_format: TimeFormat, zone: tzinfo, signs: Signs) -> "RowStyle":
        """Return the style of a scope's rows in so many cells."""
        type_width = _TYPE if width >= 104 else _SHORT_TYPE if width >= 90 else _TINY_TYPE
        return cls(
            width=width,
            time_format=time_format,
            zone=zone,
            signs=signs,
            type_width=type_width,
            tso_width=_TSO if width >= 120 or (scope.schedule_uid is None and width >= 56) else 0,
        )


def row_line(row: EventRow, above: EventRow | None, style: RowStyle, *, first: bool = False) -> Line:
    """Return a row as a line of exactly the style's width.

    The date stands in the `first` row in sight and wherever it differs from that of the row above.
    """
    signs = style.signs
    mark = event_mark(row, signs)
    sign, role = (mark.sign, mark.role) if mark else (" ", Role.TEXT)
    time = _time_pieces(row, above, style, first=first)
    after_time = len(time)
    pieces: list[Piece] = [
        *time,
        Piece(signs.simulated if row.simulated else " ", Role.SIMULATED),
        Piece(f" {sign} ", role),
        *fitted((Piece(_type_text(row.type, style.type_width), role),), style.type_width, signs.cut),
        Piece(" "),
    ]
    if style.tso_width:
        name = inert(short_name(row.tso), 40) if row.tso else ""
        pieces += [*fitted((Piece(name),), style.tso_width, signs.cut), Piece(" ")]
    version = "" if row.version is None else f"v{row.version}"
    pieces += [*fitted((Piece(version, Role.STRONG),), _VERSION, signs.cut), Piece(" ")]
    room = style.width - cells(pieces)
    said = with_found((*pieces[after_time:], *change_line(row, signs, room)), style.phrases)
    return fitted((*pieces[:after_time], *said), style.width, signs.cut)


def placeholder_line(index: int, style: RowStyle) -> Line:
    """Return what stands for a row that is not there yet: its number."""
    text = f"{counted(index + 1):>{_TIME}} {style.signs.waiting}"
    return fitted((Piece(text, Role.MUTED),), style.width, style.signs.cut)


def _type_text(event_type: str, width: int) -> str:
    """Return a type in full, or as short as the width calls for: `version.status`, `status`."""
    if width == _TINY_TYPE:
        short = event_type.removeprefix("version.").removesuffix("_changed")
        return _TINY_TYPES.get(event_type) or inert(short, 60)
    short_type = _SHORT_TYPES.get(event_type) if width == _SHORT_TYPE else None
    return short_type or inert(event_type, 60)


def _time_pieces(row: EventRow, above: EventRow | None, style: RowStyle, *, first: bool) -> Line:
    at = in_format(row.created_at, style.time_format, style.zone)
    before = in_format(above.created_at, style.time_format, style.zone) if above else None
    dated = first or before is None or before.date() != at.date()
    day = Piece(short_date(at), Role.STRONG)
    if style.time_format is TimeFormat.ELAPSED:
        since = elapsed(at - before) if before else ""
        if dated:
            return day, Piece(f" {at:%H:%M} {since:>7}")
        return (Piece(f"{at:%H:%M:%S} {since:>7}".rjust(_TIME_ELAPSED)),)
    if dated:
        return day, Piece(f" {at:%H:%M:%S}")
    return (Piece(clock(at).rjust(_TIME)),)
