"""Quarter-hours that stand on one row of a table: neighbours that differ alike."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from store.diff.days.day_comparison import SeriesComparison, Slot
from store.model.market.delivery_day import QUARTER_HOUR

Run = tuple[Slot, ...]


def runs(slots: Sequence[Slot], step: int = 1) -> Iterator[Run]:
    """Yield neighbours, `step` positions apart, that go from the same to the same or by the same difference."""
    run: list[Slot] = []
    for slot in slots:
        if run and not _belongs(run[-1], slot, step):
            yield tuple(run)
            run = []
        run.append(slot)
    if run:
        yield tuple(run)


def step_of(series: SeriesComparison) -> int:
    """Return how many quarter-hours lie between two amounts of a series."""
    known = [minutes for minutes in series.minutes if minutes]
    return max(1, min(known, default=15) // (QUARTER_HOUR // timedelta(minutes=1)))


def times_text(run: Run, labels: Sequence[str], step: int = 1) -> str:
    """Return the local time of a quarter-hour, or from when to when a run lasts: `18:00–19:30`.

    `labels` are those of the day; a quarter-hour outside of it has no end that could be named.
    """
    first, last = run[0], run[-1]
    if len(run) == 1 and step == 1:
        return first.label
    end = last.position - 1 + step
    if end > len(labels):
        return first.label if len(run) == 1 else f"{first.label}–{last.label} and on"
    return f"{first.label}–{labels[end] if end < len(labels) else '24:00'}"


def _belongs(last: Slot, slot: Slot, step: int) -> bool:
    if slot.position != last.position + step or slot.differs != last.differs:
        return False
    if (last.before, last.after) == (slot.before, slot.after):
        return True
    numbers = all(isinstance(one, float) for one in (last.before, last.after, slot.before, slot.after))
    return numbers and slot.differs and slot.delta == last.delta
