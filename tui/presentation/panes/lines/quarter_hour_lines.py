"""Quarter-hours as lines: equal runs on one line, the unchanged folded, after minus before at the end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from store.diff.changes import MISSING
from store.diff.equality import same_scalar
from store.model.market.energy import energy_mwh
from store.model.market.megawatts import energy_text, power_text, signed, signed_energy
from store.model.texts.inert import counted
from tui.presentation.changes.place import Place, Sight
from tui.presentation.changes.status_looks import status_look
from tui.presentation.changes.value_text import amount_text, value_spans
from tui.presentation.panes.pane_lines import ChangeAt, Extent, Fold, Look, PaneLine, Sign, Span, Spans, cells_of
from tui.presentation.panes.quarter_hour_runs import Quarter, Quarters, amount_of, runs

_TIME_CELLS = 13
_COUNT_CELLS = 7
_AMOUNT_CELLS = 9

NEIGHBOURS = 2
"""So many members or quarter-hours next to one that changed are its context."""

MANY_RUNS = 12
"""Quarter-hours that make more lines than this are folded at first."""


def energies(quarters: Quarters) -> tuple[Spans, Spans]:
    """Return the energy of a whole series before and after; nothing for a side without amounts."""
    one, other = quarters.minutes
    steps = quarters.steps
    return _energy([step.before for step in steps], one), _energy([step.after for step in steps], other)


def _energy(amounts: Sequence[object], minutes: int | None) -> Spans:
    known = [amount for amount in map(amount_of, amounts) if amount is not None]
    return (Span(f"{energy_text(energy_mwh(known, minutes))} MWh", Look.MUTED),) if known else ()


def totals(quarters: Quarters) -> Spans:
    """Return the difference of a whole series: energy, and how many quarter-hours differ."""
    differing = [step for step in quarters.steps if not step.same]
    if not quarters.comparable:
        one, other = quarters.minutes
        return (Span(f"  {one} min before, {other} min after: not compared", Look.WARNING),)
    count = f"{counted(len(differing))} {'quarter-hour' if len(differing) == 1 else 'quarter-hours'}"
    deltas = [step.delta for step in differing if step.delta is not None]
    if not deltas:
        return (Span(f"  {count}", Look.MUTED),)
    return (
        Span(f"  {signed_energy(energy_mwh(deltas, quarters.minutes[1]))}", Look.DELTA),
        Span(f" in {count}", Look.MUTED),
    )


def in_columns(place: Place, before: str, after: str, lines: Iterable[PaneLine]) -> Iterator[PaneLine]:
    """Yield lines of quarter-hours in columns as wide as their widest amounts, under a line that says whose they are.

    The unit stands once, behind the amounts after.
    """
    kept = list(lines)
    wide, other = (max((cells_of(one[:1]) for one in side if one), default=_AMOUNT_CELLS) for side in _both(kept))
    label = " " * (_TIME_CELLS + _COUNT_CELLS)
    columns = f"{before:>{wide}} │ {after:>{other}}     {'Δ':>6}"
    yield PaneLine((*place.key, "head"), (Span(f"{label}{columns}", Look.MUTED),), after=(), depth=place.depth)
    for line in kept:
        if line.before and line.after:
            yield replace(line, before=_filled(line.before[:1], wide), after=_filled(line.after, other))
        else:
            yield line


def _both(lines: Sequence[PaneLine]) -> tuple[list[Spans | None], list[Spans | None]]:
    return [line.before for line in lines], [line.after for line in lines]


def _filled(spans: Spans, wide: int) -> Spans:
    """Return an amount, and what is behind it, at the right edge of its column."""
    first, *others = spans
    return (first._replace(text=first.text.rjust(wide)), *others)


def changed_quarter_lines(sight: Sight, place: Place, quarters: Quarters) -> Iterator[PaneLine]:
    """Yield the runs that differ, and between them folds of those that do not; with context less is folded."""
    every = list(runs(quarters.steps))
    with_context = sight.unfolded.extent is Extent.CONTEXT
    for number, run in enumerate(every):
        if not run[0].same:
            yield from _run_lines(sight, place, run, quarters)
            continue
        front = NEIGHBOURS if with_context and number else 0
        end = len(run) - (NEIGHBOURS if with_context and number + 1 < len(every) else 0)
        if front >= end:
            yield from quarter_lines(sight, place, replace(quarters, steps=run))
            continue
        yield from quarter_lines(sight, place, replace(quarters, steps=run[:front]))
        yield from _unchanged_run(sight, place, run[front:end], quarters.unit)
        yield from quarter_lines(sight, place, replace(quarters, steps=run[end:]))


def quarter_lines(sight: Sight, place: Place, quarters: Quarters) -> Iterator[PaneLine]:
    """Yield quarter-hours that are shown for what they are, equal ones on one line."""
    for run in runs(quarters.steps, by_value=True):
        yield from _run_lines(sight, place, run, quarters)


def _unchanged_run(sight: Sight, place: Place, run: Sequence[Quarter], unit: str) -> Iterator[PaneLine]:
    key = (*place.key, "unchanged from", run[0].number)
    is_open = sight.unfolded.is_open(key, usually=False)
    note = Span(f"{counted(len(run))} unchanged", Look.MUTED)
    yield PaneLine(
        key=key,
        label=(Span(time_label(run).ljust(_TIME_CELLS), Look.MUTED), note),
        before=(),
        after=(),
        depth=place.depth,
        fold=Fold.OPEN if is_open else Fold.UNCHANGED,
    )
    if is_open:
        yield from quarter_lines(sight, place.deeper(), Quarters(tuple(run), unit))


def _run_lines(sight: Sight, place: Place, run: Sequence[Quarter], quarters: Quarters) -> Iterator[PaneLine]:
    """Yield the line of a run, and when it is open those of its quarter-hours.

    One whose quarter-hours are all alike says everything, so it opens by hand only.
    """
    key = (*place.key, "from", run[0].number, len(run))
    unfolded = sight.unfolded
    is_open = len(run) > 1 and (key in unfolded.opened if _are_alike(run) else unfolded.is_open(key, usually=False))
    fold = (Fold.OPEN if is_open else Fold.CLOSED) if len(run) > 1 else None
    yield _run_line(place, run, quarters, fold)
    if is_open:
        for step in run:
            yield _run_line(place.deeper(), [step], quarters, None)


def _run_line(place: Place, run: Sequence[Quarter], quarters: Quarters, fold: Fold | None) -> PaneLine:
    sign, looks = _sign(place, run[0]), (Look.TEXT, Look.TEXT)
    if sign is not Sign.SAME:
        looks = (Look.OLD, Look.NEW)
    befores, afters = [step.before for step in run], [step.after for step in run]
    count = f"{counted(len(run))} × " if len(run) > 1 else ""
    return PaneLine(
        key=(*place.key, "from", run[0].number, len(run) if fold else 1),
        label=(
            Span(time_label(run).ljust(_TIME_CELLS), Look.KEY),
            Span(count.rjust(_COUNT_CELLS), Look.MUTED),
        ),
        before=_side(place.has_before, befores, looks[0], quarters.unit),
        after=_side(place.has_after, afters, looks[1], quarters.unit),
        delta=_delta(run, quarters) if sign is Sign.CHANGED else (),
        sign=sign,
        depth=place.depth,
        fold=fold,
        joint=" │ " if quarters.unit else " → ",
        change=sign is not Sign.SAME and not place.within_change and fold is not Fold.OPEN,
        at=_at(place, run, befores, afters),
    )


def _are_alike(run: Sequence[Quarter]) -> bool:
    """Return whether all quarter-hours of a run have the same amounts, so that its line says everything."""
    first = run[0]
    return all(same_scalar(first.before, one.before) and same_scalar(first.after, one.after) for one in run)


def _sign(place: Place, step: Quarter) -> Sign:
    if place.sign is not Sign.SAME or step.same or not (place.has_before and place.has_after):
        return place.sign
    if step.before is MISSING:
        return Sign.ADDED
    return Sign.REMOVED if step.after is MISSING else Sign.CHANGED


def _side(present: bool, amounts: Sequence[object], look: Look, unit: str) -> Spans | None:
    if not present:
        return None
    first = amounts[0]
    if not unit:
        return value_spans(first, look if look is Look.TEXT else status_look(first, look))
    text = amount_text(first)
    if any(amount_text(one) != text for one in amounts):
        numbers = [one for one in map(amount_of, amounts) if one is not None]
        text = f"{power_text(min(numbers))}…{power_text(max(numbers))}"
    shown = Span(text.rjust(_AMOUNT_CELLS), Look.MUTED if first is None or first is MISSING else look)
    return (shown, Span(f" {unit}" if amount_of(first) is not None else "   ", Look.MUTED))


def _delta(run: Sequence[Quarter], quarters: Quarters) -> Spans:
    difference = run[0].delta
    if difference is None or not quarters.comparable:
        return ()
    return (Span(f"  {signed(difference)}", Look.DELTA),)


def time_label(run: Sequence[Quarter]) -> str:
    """Return the local time of a quarter-hour, or from when to when a run lasts."""
    return run[0].start if len(run) == 1 else f"{run[0].start}–{run[-1].end}"


def _at(place: Place, run: Sequence[Quarter], befores: list[object], afters: list[object]) -> ChangeAt:
    """Return the quarter-hour, or the whole series with the amounts of a run."""
    if len(run) == 1:
        return ChangeAt((*place.steps, run[0].step), befores[0], afters[0], place.root)
    return ChangeAt(
        place.steps,
        befores if place.has_before else MISSING,
        afters if place.has_after else MISSING,
        place.root,
    )
