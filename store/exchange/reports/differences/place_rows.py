"""The changes between two states place by place, but for amounts, which stand in tables of their own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeGuard

from store.diff.changes import MISSING, Change, ChangeKind
from store.diff.days.day_comparison import DayComparison
from store.diff.days.quarter_hours import LARGEST_MW
from store.diff.equality import same_scalar
from store.diff.path import Element, Path, path_text
from store.diff.weight import place_in_order
from store.model.market.delivery_day import instant
from store.model.texts.inert import inert, inert_json

MOST_ROWS = 500
"""More rows than this are left out of a report, which says so."""

LONGEST_PLACE, LONGEST_VALUE = 160, 240


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place that changed, or neighbouring numbered ones that changed alike; all texts are inert.

    `before` and `after` are JSON, empty for a side that has nothing there; long ones are cut visibly.
    """

    place: str
    kind: ChangeKind
    before: str
    after: str


def place_rows(found: Sequence[Change], comparison: DayComparison) -> tuple[PlaceRow, ...]:
    """Return what changed but for the amounts that the series of a comparison hold; what matters most comes first."""
    told: dict[str, frozenset[datetime]] = {}
    for one in comparison.series:
        if one.kind is None and one.comparable:
            told[one.name] = told.get(one.name, frozenset()) | one.repeated
    alone = len(comparison.series) == 1 and bool(told)
    rest = [change for change in found if not _is_amount(change, told, alone=alone)]
    return tuple(_row(run) for run in sorted(_alike(rest), key=_weight))


def _is_amount(change: Change, told: Mapping[str, frozenset[datetime]], *, alone: bool) -> bool:
    """Return whether a change is that of one amount in a series that is told of in quarter-hours.

    `told` are the names of such series with the instants that they repeat, which are not told. `alone` says
    that the states are one such series and nothing else.
    """
    whole = change.path[-1:] != ("amount",)
    inside = change.path if whole else change.path[:-1]
    if len(inside) < 2 or inside[-2] != "data" or change.kind is ChangeKind.MOVED:
        return False
    point, around = inside[-1], [step for step in inside[:-1] if isinstance(step, Element)]
    start = _start(point) if isinstance(point, Element) else None
    names = {(step.identity or "").partition("=")[2] for step in around}
    found = [told[name] for name in names & told.keys()] if around else [*told.values()] if alone else []
    if start is None or not found or any(start in repeated for repeated in found):
        return False
    return all(_is_told(side, whole=whole) for side in (change.before, change.after))


def _start(point: Element) -> datetime | None:
    key, _, text = (point.identity or "").partition("=")
    if key != "ts":
        return None
    try:
        return instant(text)
    except ValueError:
        return None


def _is_told(side: object, *, whole: bool) -> bool:
    """Return whether one side of a change says no more than an amount, null or nothing."""
    if side is MISSING:
        return True
    if whole:
        return isinstance(side, dict) and side.keys() == {"ts", "amount"} and _is_told(side["amount"], whole=False)
    return side is None or _is_number(side)


def _is_number(side: object) -> TypeGuard[float]:
    return isinstance(side, int | float) and not isinstance(side, bool) and abs(side) < LARGEST_MW


def _alike(found: Iterable[Change]) -> Iterator[list[Change]]:
    """Yield changes, those of neighbouring numbered keys with the same values together."""
    run: list[Change] = []
    for change in found:
        if run and not _goes_on(run[-1], change):
            yield run
            run = []
        run.append(change)
    if run:
        yield run


def _weight(run: Sequence[Change]) -> int:
    """Return how far a change stands from the front: statuses are first, bookkeeping is last."""
    return place_in_order(next((step for step in reversed(run[0].path) if isinstance(step, str)), ""))


def _goes_on(last: Change, change: Change) -> bool:
    one, other = _number(last.path), _number(change.path)
    if one is None or other != one + 1 or last.path[:-1] != change.path[:-1] or last.kind is not change.kind:
        return False
    return same_scalar(last.before, change.before) and same_scalar(last.after, change.after)


def _number(path: Path) -> int | None:
    step = path[-1] if path else None
    return int(step) if isinstance(step, str) and step.isdecimal() and len(step) < 6 else None


def _row(run: Sequence[Change]) -> PlaceRow:
    first = run[0]
    place = path_text(first.path)
    if len(run) > 1:
        place = f"{place}…{run[-1].path[-1]} ({len(run)})"
    return PlaceRow(inert(place, LONGEST_PLACE), first.kind, json_text(first.before), json_text(first.after))


def json_text(value: object) -> str:
    """Return a value as inert JSON on one line, cut visibly; empty for nothing."""
    return "" if value is MISSING else inert_json(value, LONGEST_VALUE)
