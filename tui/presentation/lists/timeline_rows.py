"""A row of the timeline as a line: when, what, whose, and what it changed."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from store.model.market.tso import short_name
from store.model.texts.inert import counted, inert
from store.model.timeline import EventRow, Scope
from tui.presentation.change_text import change_line
from tui.presentation.pieces import Line, Piece, Role, cells, fitted
from tui.presentation.places.found import Phrase, with_found
from tui.presentation.signs import Signs, event_mark
from tui.presentation.times import FAR_YEARS, TimeFormat, clock, elapsed, in_format, short_date, year_mark

_TIME = 15
_TIME_WITH_YEAR = 20
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
    `newest_year` is that of the newest event of the store where others are of other years, which their dates then say.
    """

    width: int
    time_format: TimeFormat
    zone: tzinfo
    signs: Signs
    type_width: int
    tso_width: int
    phrases: tuple[Phrase, ...] = ()
    newest_year: int | None = None

    @property
    def has_whole_years(self) -> bool:
        """Whether there is room for a date with all of its year."""
        return self.newest_year is not None and self.type_width == _TYPE

    @property
    def time_width(self) -> int:
        """The cells of the column of times."""
        if self.time_format is TimeFormat.ELAPSED:
            return _TIME_ELAPSED
        return _TIME_WITH_YEAR if self.has_whole_years else _TIME

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
    text = f"{counted(index + 1):>{style.time_width}} {style.signs.waiting}"
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
    since = ""
    if style.time_format is TimeFormat.ELAPSED and before is not None:
        since = f" {elapsed(at - before):>7}"
    if dated:
        day = _date_text(at, style)
        times = (f" {clock(at)}", f" {at:%H:%M:%S}", f" {at:%H:%M}", "")
        time = next(one for one in times if len(day + one + since) <= style.time_width)
        return Piece(day, Role.STRONG), Piece(f"{time}{since}".rjust(style.time_width - len(day)))
    time = f"{at:%H:%M:%S}" if since else clock(at)
    return (Piece(f"{time}{since}".rjust(style.time_width)),)


def _date_text(at: datetime, style: RowStyle) -> str:
    """Return a date, with its year where that of the newest event is another one."""
    day = short_date(at)
    if style.newest_year is None or style.newest_year == at.year:
        return day
    is_far = abs(at.year - style.newest_year) >= FAR_YEARS
    return f"{day} {at.year:04d}" if style.has_whole_years or is_far else f"{day}{year_mark(at)}"
