"""The table of one series: equal runs of quarter-hours on one line, the unchanged folded with their count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len

from store.diff.changes import MISSING
from store.diff.days.quarter_hours import DECIMALS
from store.model.market.megawatts import power_text, signed
from store.model.texts.inert import counted, inert
from tui.presentation.changes.value_text import amount_text
from tui.presentation.panes.lines.quarter_hour_lines import time_label
from tui.presentation.panes.quarter_hour_runs import Quarter, amount_of, runs
from tui.presentation.pieces import Line, Piece, Role
from tui.presentation.quarter_hours.charts.day_axis import DayAxis
from tui.presentation.quarter_hours.charts.tracks import Track

_POSITION, _TIME, _COUNT, _AMOUNT, _DELTA = 8, 14, 6, 15, 11
"""How many cells the columns have."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line: the places it tells of, whether it opens (None where it does not), and its text."""

    places: range
    is_open: bool | None
    line: Line
    depth: int = 0


Opened = frozenset[range]
"""The lines that are open, by their places."""


def table_head(names: tuple[str, str]) -> Line:
    """Return the line over the columns; `names` are those of the sides, the first may be empty."""
    text = f"   {'position':<{_POSITION}} {'local time':<{_TIME}}{'':{_COUNT}}"
    amounts = f"{_named(names[0] or 'before'):>{_AMOUNT}}   {_named(names[1]):>{_AMOUNT}}"
    return (Piece(f"{text}{amounts}{'Δ MW':>{_DELTA}}", Role.MUTED),)


def _named(name: str) -> str:
    return f"{inert(name, _AMOUNT - 6)} MW" if fits_column(name) else "MW"


def fits_column(name: str) -> bool:
    """Return whether a side's name has room over its column."""
    return cell_len(inert(name)) <= _AMOUNT - 6


def table_lines(track: Track, axis: DayAxis, opened: Opened) -> tuple[TableLine, ...]:
    """Return the lines of a series, in time order."""
    return tuple(_lines(track, axis, opened))


def difference_rows(track: Track, axis: DayAxis) -> list[tuple[str, ...]]:
    """Return the runs that differ as texts: position, time, how many, before, after and difference in MW.

    Of series that cannot be compared, and of those that do not differ, all runs.
    """
    steps = [step for step in _quarters(track, axis) if not _is_missing(step)]
    found = runs(steps, by_value=not track.changed)
    return [_texts(axis, run, differs=bool(track.changed)) for run in found if not (track.changed and run[0].same)]


def _lines(track: Track, axis: DayAxis, opened: Opened) -> Iterator[TableLine]:
    for missing, group in groupby(_quarters(track, axis), key=_is_missing):
        if missing:
            yield _note(axis, list(group), "missing on both sides", is_open=None)
            continue
        for run in runs(list(group), by_value=not track.is_changed or not track.series.comparable):
            if track.changed and run[0].same:
                yield from _unchanged(axis, run, opened)
            else:
                yield from _run(axis, run, opened, comparable=track.series.comparable)


def _quarters(track: Track, axis: DayAxis) -> list[Quarter]:
    return [
        Quarter(place, axis.labels[place], axis.end(place), moment.before, moment.after, "")
        for place, moment in enumerate(track.moments)
    ]


def _is_missing(step: Quarter) -> bool:
    return step.before is MISSING and step.after is MISSING


def _unchanged(axis: DayAxis, run: Sequence[Quarter], opened: Opened) -> Iterator[TableLine]:
    is_open = _places(run) in opened
    yield _note(axis, run, "unchanged", is_open=is_open)
    if is_open:
        for inner in runs(run, by_value=True):
            # a run that is as long as the fold would open with it
            yield TableLine(_places(inner), None, _run_text(axis, inner, comparable=True), depth=1)


def _run(axis: DayAxis, run: Sequence[Quarter], opened: Opened, *, comparable: bool) -> Iterator[TableLine]:
    is_open = _places(run) in opened if len(run) > 1 else None
    yield TableLine(_places(run), is_open, _run_text(axis, run, comparable=comparable))
    if is_open:
        for step in run:
            yield TableLine(_places([step]), None, _run_text(axis, [step], comparable=comparable), depth=1)


def _note(axis: DayAxis, run: Sequence[Quarter], words: str, *, is_open: bool | None) -> TableLine:
    text = Piece(f"{counted(len(run)):>{_COUNT - 2}}   {words}", Role.MUTED)
    return TableLine(_places(run), is_open, (*_when_line(axis, run, Role.MUTED), text))


def _run_text(axis: DayAxis, run: Sequence[Quarter], *, comparable: bool) -> Line:
    differs = comparable and not run[0].same
    count = f"{counted(len(run))} × " if len(run) > 1 else ""
    return (
        *_when_line(axis, run, Role.TEXT if differs else Role.MUTED),
        Piece(f"{count:>{_COUNT}}", Role.MUTED),
        *_amount_line([one.before for one in run], Role.LESS if differs else Role.TEXT),
        Piece(" → " if differs else "   ", Role.MUTED),
        *_amount_line([one.after for one in run], Role.MORE if differs else Role.TEXT),
        *(_delta_line(run) if differs else ()),
    )


def _texts(axis: DayAxis, run: Sequence[Quarter], *, differs: bool) -> tuple[str, ...]:
    delta = _delta(run) if differs else None
    amounts = _amounts([one.before for one in run]), _amounts([one.after for one in run])
    return (*_when(axis, run), counted(len(run)), *amounts, "" if delta is None else signed(delta))


def _when(axis: DayAxis, run: Sequence[Quarter]) -> tuple[str, str]:
    """Return the positions and the local times of a run."""
    first, last = axis.positions[run[0].number], axis.positions[run[-1].number]
    position = f"{first}" if first == last else f"{first}–{last}"
    time = time_label(run) if run[-1].end or len(run) == 1 else f"{run[0].start}…{run[-1].start}"
    return position, time


def _when_line(axis: DayAxis, run: Sequence[Quarter], role: Role) -> Line:
    position, time = _when(axis, run)
    return Piece(f"{position:<{_POSITION}} ", Role.MUTED), Piece(f"{time:<{_TIME}}", role)


def _amounts(amounts: Sequence[object]) -> str:
    text = amount_text(amounts[0])
    known = [one for one in map(amount_of, amounts) if one is not None]
    if any(amount_text(one) != text for one in amounts):
        text = f"{power_text(min(known))}…{power_text(max(known))}"
    return text


def _amount_line(amounts: Sequence[object], role: Role) -> Line:
    known = amount_of(amounts[0]) is not None
    return (Piece(f"{_amounts(amounts):>{_AMOUNT}}", role if known else Role.WAITING),)


def _delta(run: Sequence[Quarter]) -> float | None:
    """Return by how many MW the quarter-hours of a run differ; None where no side has an amount."""
    before, after = amount_of(run[0].before), amount_of(run[0].after)
    return None if before is None and after is None else round((after or 0.0) - (before or 0.0), DECIMALS)


def _delta_line(run: Sequence[Quarter]) -> Line:
    delta = _delta(run)
    if delta is None:
        return ()
    role = Role.MORE if delta > 0 else Role.LESS if delta < 0 else Role.WAITING
    return (Piece(f"{signed(delta):>{_DELTA}}", role),)


def _places(run: Sequence[Quarter]) -> range:
    return range(run[0].number, run[-1].number + 1)
