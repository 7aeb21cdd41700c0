"""A series before and after over a delivery day as the shapes of a picture: no markup, only numbers.

Both are step lines on one scale with a zero line; below them stand the differences as bars, on a scale of
their own. The unit of all lengths is that of the picture's view box.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from store.diff.days.day_comparison import SeriesComparison
from store.diff.days.quarter_hours import Amount
from store.exchange.reports.differences.scale import Scale, scale_of
from store.exchange.reports.differences.slot_runs import step_of

WIDTH, HEIGHT = 960.0, 330.0
LEFT, RIGHT = 64.0, 936.0
_UPPER = (26.0, 206.0)
_LOWER = (228.0, 296.0)
_HOURS_BETWEEN_TICKS = 3


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where it is, and what it says."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The difference of one quarter-hour; `sign` tells more from less."""

    x: float
    y: float
    width: float
    height: float
    sign: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The shapes of one series; `before` and `after` are path data, empty for a side without amounts.

    `upper` is the scale of both, `lower` that of the differences, None where there are none to show.
    `repeated` is from where to where the hour lies that the clocks repeat, None on any other day.
    """

    before: str
    after: str
    bars: tuple[Bar, ...]
    upper: Scale
    lower: Scale | None
    hours: tuple[Tick, ...]
    repeated: tuple[float, float] | None
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = RIGHT

    @property
    def bottom(self) -> float:
        """Where the lowest scale ends, above the hours."""
        return (self.lower or self.upper).bottom

    def of_one_side(self) -> "Chart":
        """Return the chart without differences."""
        return replace(self, bars=(), lower=None, height=self.height - _LOWER[1] + _UPPER[1])


def chart(series: SeriesComparison, labels: Sequence[str]) -> Chart | None:
    """Return the chart of a series over the quarter-hours of its day; None where it has no amounts."""
    amounts = [one for slot in series.slots for one in (slot.before, slot.after) if isinstance(one, float)]
    if not amounts:
        return None
    step = step_of(series)
    last = max(slot.position for slot in series.slots)
    places = max(len(labels), last - 1 + step)
    upper = scale_of(amounts, *_UPPER)
    lower = scale_of([slot.delta for slot in series.changed], *_LOWER, ticks=2)

    def x(place: float) -> float:
        return LEFT + place * (RIGHT - LEFT) / places

    return Chart(
        before=_path(((slot.position, slot.before) for slot in series.slots), _step(series, 0), x, upper),
        after=_path(((slot.position, slot.after) for slot in series.slots), _step(series, 1), x, upper),
        bars=_bars(series, step, x, lower),
        upper=upper,
        lower=lower,
        hours=_hours(labels, x),
        repeated=_repeated(labels, x),
    )


def _step(series: SeriesComparison, side: int) -> int:
    return max(1, (series.minutes[side] or 15) // 15)


def _path(amounts: Iterable[tuple[int, Amount]], step: int, x: Callable[[float], float], scale: Scale) -> str:
    """Return the path of a step line; where there is no amount it is broken."""
    pieces: list[str] = []
    end = 0
    for position, amount in amounts:
        if isinstance(amount, float):
            start, y = position - 1, scale.place(amount)
            move = f"V{y:.2f}" if pieces and end == start else f"M{x(start):.2f} {y:.2f}"
            pieces.append(f"{move}H{x(start + step):.2f}")
            end = start + step
    return "".join(pieces)


def _bars(series: SeriesComparison, step: int, x: Callable[[float], float], scale: Scale) -> tuple[Bar, ...]:
    zero = scale.place(0.0)
    bars = []
    for slot in series.changed:
        y = scale.place(slot.delta)
        start, end = x(slot.position - 1), x(slot.position - 1 + step)
        bars.append(Bar(start, min(y, zero), end - start, abs(y - zero), "more" if slot.delta > 0 else "less"))
    return tuple(bar for bar in bars if bar.height)


def _hours(labels: Sequence[str], x: Callable[[float], float]) -> tuple[Tick, ...]:
    """Return every third full hour by its local time, and the end of the day."""
    found = [
        Tick(x(place), label)
        for place, label in enumerate(labels)
        if label.endswith(":00") and int(label[:2]) % _HOURS_BETWEEN_TICKS == 0
    ]
    return (*found, Tick(x(len(labels)), "24:00")) if labels else ()


def _repeated(labels: Sequence[str], x: Callable[[float], float]) -> tuple[float, float] | None:
    places = [place for place, label in enumerate(labels) if label.endswith("B")]
    return (x(places[0]), x(places[-1] + 1)) if places else None
