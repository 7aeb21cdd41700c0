"""Where one is in time, in words for the banner: as of when, not now, and how many events had come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from store.model.market.delivery_day import from_microseconds
from store.model.texts.inert import counted
from store.model.timeline import Moment
from tui.presentation.pieces import Line, Piece, Role, cells, joined, longest, spread
from tui.presentation.signs import ASCII, Signs
from tui.presentation.times import clock, day_text, short_date


@dataclass(frozen=True, slots=True)
class Travel:
    """A moment of a log that is looked at: `number` of the `total` events of the log have come.

    `at_event` when it is the moment of the last of them. `pace` is how many events a second are played, None
    while nothing is.
    """

    moment: Moment
    number: int
    total: int
    at_event: bool
    pace: int | None = None

    @property
    def at(self) -> datetime:
        """The instant, in UTC."""
        return from_microseconds(self.moment.at)

    def line(self, zone: tzinfo, width: int, signs: Signs, *, with_keys: bool = True) -> Line:
        """Return the banner, exactly `width` cells; what matters least is left out first."""
        left = longest(self._lefts(zone, signs), width)
        if not with_keys:
            return spread(left, (), width, signs.cut)
        keys = longest(_keys(), max(0, width - cells(left) - 3))
        return spread(left, keys if cells(left) + cells(keys) + 3 <= width else (), width, signs.cut)

    def _lefts(self, zone: tzinfo, signs: Signs) -> Iterator[Line]:
        at = self.at.astimezone(zone)
        sign = f" {'<<' if signs is ASCII else '◂◂'} as of "
        when = f"{clock(at)}{_which(at)}"
        long, short = f"{day_text(at.date())} {when}", f"{short_date(at.date()).strip()} {when}"
        not_now: Line = (Piece("not now", Role.STRONG),)
        dot = f" {signs.dot} "
        for day in (long, short):
            as_of: Line = (Piece(sign, Role.STRONG), Piece(day, Role.STRONG))
            yield joined([as_of, not_now, (Piece(self._place()),), *self._playing(signs)], dot)
            yield joined([as_of, not_now, (Piece(self._short_place()),), *self._playing(signs)], dot)
        yield joined([as_of, not_now], dot)

    def _place(self) -> str:
        total = counted(self.total)
        if self.number == 0:
            return f"before the first of {total} events"
        return f"{'event' if self.at_event else 'after event'} {counted(self.number)} of {total}"

    def _short_place(self) -> str:
        return f"{counted(self.number)} of {counted(self.total)}"

    def _playing(self, signs: Signs) -> list[Line]:
        if self.pace is None:
            return []
        return [(Piece(f"{signs.closed} {self.pace} a second"),)]


def _keys() -> Iterator[Line]:
    yield (Piece(", . step  p play  @ moment  t back to now "),)
    yield (Piece(", . step  t back to now "),)
    yield (Piece("t now "),)
    yield ()


def _which(at: datetime) -> str:
    """Return which of two it is, of a local time that comes twice when the clocks go back."""
    same = at.replace(fold=1 - at.fold)
    if at.utcoffset() == same.utcoffset() or (same.utcoffset() or timedelta()) > (at.utcoffset() or timedelta()):
        return "" if at.utcoffset() == same.utcoffset() else "B"
    return "A"
