"""The quarter-hours of two states side by side, and the runs they make.

Amounts come as `[{ts, amount}]`, quantities as `[{pos, qty}]` with 1-based positions, statuses of
intervals as `{"0": status}`; the index of those looks 0-based in what the API documents.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from store.diff.changes import MISSING, Element
from store.diff.days.quarter_hours import DECIMALS, LARGEST_MW
from store.diff.equality import same_scalar
from store.model.market.delivery_day import QUARTER_HOUR, instant, label, quarter_hours
from store.model.market.energy import both_minutes, step_minutes
from store.model.texts.tolerant import number_of


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter-hour (or other step) of two states; amounts as they came, MISSING where there is none.

    `number` counts the steps from some beginning, `start` and `end` are local times, `step` says where it
    is in the list or object.
    """

    number: int
    start: str
    end: str
    before: object
    after: object
    step: Element | str

    @property
    def same(self) -> bool:
        """Whether both sides have the same amount."""
        return same_scalar(self.before, self.after)

    @property
    def delta(self) -> float | None:
        """After minus before in MW; None unless both are amounts."""
        before, after = amount_of(self.before), amount_of(self.after)
        return None if before is None or after is None else round(after - before, DECIMALS)


@dataclass(frozen=True, slots=True)
class Quarters:
    """The quarter-hours of one series in time order.

    `minutes` are the resolutions before and after, None where no side shows one.
    """

    steps: tuple[Quarter, ...]
    unit: str = "MW"
    minutes: tuple[int | None, int | None] = (None, None)

    @property
    def comparable(self) -> bool:
        """Whether both sides have the same resolution, as far as they show one."""
        return self.minutes[0] == self.minutes[1]


def amount_of(value: object) -> float | None:
    """Return a number as MW; None for what is no number."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST_MW:
        return float(value)
    return None


@dataclass(frozen=True, slots=True)
class Days:
    """How quarter-hours are told apart: the delivery day and its zone label them.

    `times` are the time stamps before that stand for others after, where the two sides are of two days.
    """

    day: date | None
    zone: ZoneInfo
    times: Mapping[str, str] = field(default_factory=dict)


def quarters_of(key: str, before: object, after: object, days: Days) -> Quarters | None:
    """Return the quarter-hours in a member of an object; None when it holds anything else.

    A side that is no list of points counts as having none. Positions are labelled with local times when
    the delivery day is known.
    """
    if key == "interval_statuses":
        return _by_index(before, after, days.day, days.zone)
    return _by_start(before, after, days) or _by_position(before, after, days.day, days.zone)


def runs(steps: Sequence[Quarter], *, by_value: bool = False) -> Iterator[tuple[Quarter, ...]]:
    """Yield neighbours that belong on one line.

    Those that changed alike: from the same to the same, or by the same difference. Those that did not
    change make one run whatever they hold, or one for each value when `by_value`.
    """
    run: list[Quarter] = []
    for step in steps:
        if run and not _belongs(run[-1], step, by_value=by_value):
            yield tuple(run)
            run = []
        run.append(step)
    if run:
        yield tuple(run)


def _belongs(last: Quarter, step: Quarter, *, by_value: bool) -> bool:
    if step.number != last.number + 1 or step.same != last.same:
        return False
    if same_scalar(last.before, step.before) and same_scalar(last.after, step.after):
        return True
    if step.same:
        return not by_value
    return step.delta is not None and step.delta == last.delta


def _by_start(before: object, after: object, days: Days) -> Quarters | None:
    old, new = _points(before, "ts", "amount", days.times), _points(after, "ts", "amount")
    if old is None or new is None or not (old or new):
        return None
    try:
        starts = {text: instant(str(text)) for text in (*old, *new)}
    except ValueError:
        return None
    first, gap = min(starts.values()), _step(starts.values())
    steps = []
    for text in sorted(starts, key=starts.__getitem__):
        labels = _labels(starts[text], gap, days.zone)
        steps.append(_quarter((starts[text] - first) // gap, labels, f"ts={text}", old.get(text), new.get(text)))
    minutes = [step_minutes(starts[text] for text in side) for side in (old, new)]
    return Quarters(tuple(steps), minutes=both_minutes(*minutes))


def _step(starts: Iterable[datetime]) -> timedelta:
    """Return how long a step lasts: the smallest distance, but not longer than a quarter-hour where it is a gap."""
    known = set(starts)
    gap = min((later - earlier for earlier, later in pairwise(sorted(known))), default=QUARTER_HOUR)
    return gap if step_minutes(known) else min(gap, QUARTER_HOUR)


def _quarter(
    number: int, labels: tuple[str, str], identity: str, before: "_Point | None", after: "_Point | None"
) -> Quarter:
    return Quarter(
        number=number,
        start=labels[0],
        end=labels[1],
        before=before.amount if before else MISSING,
        after=after.amount if after else MISSING,
        step=Element(before.place if before else None, after.place if after else None, identity),
    )


@lru_cache(maxsize=1024)
def _labels(start: datetime, length: timedelta, zone: ZoneInfo) -> tuple[str, str]:
    """Return the local times at which a step begins and ends: midnight at the end is 24:00."""
    end = label(start + length, zone)
    return label(start, zone), "24:00" if end == "00:00" else end


def _by_position(before: object, after: object, day: date | None, zone: ZoneInfo) -> Quarters | None:
    old, new = _points(before, "pos", "qty"), _points(after, "pos", "qty")
    if old is None or new is None or not (old or new):
        return None
    return Quarters(
        tuple(
            _quarter(
                int(position),
                position_labels(int(position), day, zone),
                f"pos={position}",
                old.get(position),
                new.get(position),
            )
            for position in sorted({*old, *new}, key=int)
        )
    )


def _by_index(before: object, after: object, day: date | None, zone: ZoneInfo) -> Quarters | None:
    sides = [side if isinstance(side, dict) else {} for side in (before, after)]
    keys = {**sides[0], **sides[1]}
    numbers = {key: number_of(key) for key in keys}
    if not keys or any(number is None for number in numbers.values()):
        return None
    if any(isinstance(value, dict | list) for side in sides for value in side.values()):
        return None
    steps = [
        Quarter(
            number,
            *position_labels(number + 1, day, zone),
            sides[0].get(key, MISSING),
            sides[1].get(key, MISSING),
            key,
        )
        for key, number in sorted(numbers.items(), key=lambda pair: pair[1] or 0)
        if number is not None
    ]
    return Quarters(tuple(steps), unit="")


def position_labels(position: int, day: date | None, zone: ZoneInfo) -> tuple[str, str]:
    """Return the local start and end of a position in a delivery day; `#9` where that is not known."""
    try:
        starts = quarter_hours(day, zone) if day else ()
    except ValueError:
        starts = ()
    if not 1 <= position <= len(starts):
        return f"#{position}", f"#{position}"
    return _labels(starts[position - 1], QUARTER_HOUR, zone)


class _Point(NamedTuple):
    place: int
    amount: object


def _points(
    value: object, name: str, amount: str, times: Mapping[str, str] | None = None
) -> Mapping[str | int, _Point] | None:
    """Return place and amount by time stamp or position; None where a list holds anything else."""
    if not isinstance(value, list):
        return {}
    found: dict[str | int, _Point] = {}
    for place, point in enumerate(value):
        if not isinstance(point, dict) or not point.keys() <= {name, amount}:
            return None
        known = point.get(name)
        at = (times or {}).get(known, known) if isinstance(known, str) and name == "ts" else number_of(known)
        if at is None or at in found or isinstance(point.get(amount), dict | list):
            return None
        found[at] = _Point(place, point.get(amount, MISSING))
    return found
