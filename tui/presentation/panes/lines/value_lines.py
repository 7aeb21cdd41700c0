"""A value for what it is, as lines: keys and values, elements in one line each, long texts folded."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice, zip_longest

from store.diff.alignment import IDENTITY_KEYS
from store.diff.changes import MISSING, Element, Path
from store.model.texts.inert import counted, inert
from tui.presentation.changes.element_text import element_spans, is_reason, meaning
from tui.presentation.changes.place import Place, Sight
from tui.presentation.changes.status_looks import in_own_colours
from tui.presentation.changes.value_text import is_long
from tui.presentation.panes.lines.quarter_hour_lines import quarter_lines
from tui.presentation.panes.pane_lines import Fold, Look, PaneLine, Sign, Span, Spans
from tui.presentation.panes.pane_rows import GUTTER
from tui.presentation.panes.quarter_hour_runs import Days, Quarters, quarters_of

PAGE = 200
"""How many members of an object or list are shown at once; the others are folded by so many."""

_PAGES = "page"
"""What the last part of the key of further members begins with; a tuple is no step of a path."""

TEXT_LINES = 2_000
"""How much of a text is shown, in lines of a pane."""

_WIDEST = 9
"""Cells that one character may take when it is shown as a mark."""

DEEPEST = 40
"""What lies deeper stays folded."""

_LABEL_CELLS = 26
_GAP = 2
_OPEN_MEMBERS = 30


def value_lines(sight: Sight, place: Place, *, opened: bool = False) -> Iterator[PaneLine]:
    """Yield a value and, where its line is open, what is inside of it.

    `opened` tells that small objects are open at first; series and other elements known are closed.
    """
    if not _opens(sight, place):
        yield _line(sight, place, None)
        return
    if isinstance(place.value, str):
        is_open = sight.unfolded.is_text_open(place.key)
    else:
        is_open = sight.unfolded.is_open(place.key, usually=opened and _is_small(place))
    yield _line(sight, place, Fold.OPEN if is_open else Fold.CLOSED)
    if is_open and sight.kept is None:
        yield from inside_lines(sight, place.inside(), opened=opened)
    elif is_open and sight.kept:
        form = (*place.form, opened)
        yield from sight.kept.lines(place.key, form, partial(inside_lines, sight, place.inside(), opened=opened))


def inside_lines(sight: Sight, place: Place, *, opened: bool) -> Iterator[PaneLine]:
    """Yield what is inside of a value: quarter-hours, the lines of a text, or its members."""
    if isinstance(place.value, str):
        yield from text_lines(sight, place)
    elif quarters := quarters_at(sight, place):
        yield from quarter_lines(sight, place, quarters)
    elif isinstance(place.value, dict | list):
        yield from member_lines(sight, place, value_members(place), len(place.value), opened=opened)


def member_lines(
    sight: Sight, place: Place, places: Iterator[Place], count: int, *, opened: bool
) -> Iterator[PaneLine]:
    """Yield so many members of an object or list, a page at a time."""
    first: Path = ()
    for left in range(count, 0, -PAGE):
        key = (*place.key, (_PAGES, *first, left))
        is_open = left == count or sight.unfolded.is_open(key, usually=False)
        if not is_open or (left < count and sight.unfolded.searched):
            note, fold = Span(f"{counted(left)} more", Look.MUTED), Fold.OPEN if is_open else Fold.UNCHANGED
            yield PaneLine(key, (note,), *_sides(place, ()), depth=place.depth, fold=fold)
        if not is_open:
            return
        shown = list(islice(places, PAGE))
        first = first or shown[0].steps[-1:]
        cells = label_cells([one.label for one in shown])
        for one in shown:
            yield from value_lines(sight, one._replace(cells=cells), opened=opened)


def is_page(line: PaneLine) -> bool:
    """Return whether a line stands for the further members of an object or list, which are no deeper than it is."""
    last = line.key[-1]
    return isinstance(last, tuple) and last[:1] == (_PAGES,)


def value_members(place: Place) -> Iterator[Place]:
    """Yield the places inside of an object or list that is the same on both sides, or on one only."""
    value = place.value
    if isinstance(value, Mapping):
        for key, inside in value.items():
            yield _inside(place, key, inert(key, 60), inside)
    elif isinstance(value, list):
        for position, inside in enumerate(value):
            step = Element(
                position if place.has_before else None, position if place.has_after else None, identity(inside)
            )
            yield _inside(place, step, _member_label(inside, step), inside)


def _member_label(element: object, step: Element) -> str:
    """Return how an element of a list that did not change is called; a reason tells its code itself."""
    if is_reason(element):
        return ""
    name = element.get("series_id") if isinstance(element, dict) and "intervals" in element else None
    return inert(name, 40) if isinstance(name, str) and name else element_label("", step)


def element_label(key: str, step: Element) -> str:
    """Return how an element of a list is called: by its identity, else by its position."""
    if step.identity is not None:
        name = inert(step.identity.partition("=")[2], 40)
        return f"{key} {name}" if key else name
    return f"{key}[{step.before if step.after is None else step.after}]"


def label_cells(labels: list[str]) -> int:
    """Return the column of labels that stand one under the other."""
    return min(_LABEL_CELLS, max((len(label) for label in labels), default=0)) + _GAP


def label_spans(place: Place) -> Spans:
    """Return the label of a place, filled to the column of its neighbours; nothing where none has one."""
    if not place.label and place.cells <= _GAP:
        return ()
    return (Span(place.label.ljust(place.cells) if len(place.label) < place.cells else f"{place.label}  ", Look.KEY),)


def quarters_at(sight: Sight, place: Place) -> Quarters | None:
    """Return the quarter-hours of a place; None where there is anything else."""
    sides = [side for side in (place.before, place.after) if side is not MISSING]
    if place.name != "interval_statuses" and not all(isinstance(side, list) for side in sides):
        return None
    comparison = sight.comparison
    days = Days(comparison.day, comparison.zone, comparison.times)
    return quarters_of(place.name, place.before, place.after, days)


def text_lines(sight: Sight, place: Place) -> Iterator[PaneLine]:
    """Yield the lines of a text on one side or both, cut into pieces that fit the pane."""
    width = max(20, sight.width - GUTTER - 2 * place.depth - 4)
    pairs = zip_longest(_pieces(place.before, width), _pieces(place.after, width))
    for number, (before, after) in enumerate(islice(pairs, TEXT_LINES)):
        tinted = place.sign is not Sign.SAME and before != after
        yield PaneLine(
            (*place.key, "text", number),
            before=_piece(before, Look.OLD if tinted else Look.TEXT),
            after=_piece(after, Look.NEW if tinted else Look.TEXT),
            sign=place.sign if tinted else Sign.SAME,
            depth=place.depth,
            at=place.at,
        )
    if next(pairs, None):
        note = Span("… more of this text: copy the value to see it whole", Look.MUTED)
        yield PaneLine((*place.key, "text", "more"), (note,), *_sides(place, ()), depth=place.depth, at=place.at)


def _piece(text: str | None, look: Look) -> Spans | None:
    return None if text is None else (Span(inert(text, _WIDEST * len(text)), look),)


def _pieces(text: object, width: int) -> Iterator[str]:
    for line in text.splitlines() if isinstance(text, str) else ():
        yield from (line[start : start + width] for start in range(0, max(1, len(line)), width))


def _line(sight: Sight, place: Place, fold: Fold | None) -> PaneLine:
    look = {Sign.ADDED: Look.NEW, Sign.REMOVED: Look.OLD}.get(place.sign, Look.TEXT)
    spans = _message_spans(place) or element_spans(place.value, sight.comparison.party, look)
    if look is not Look.TEXT:
        spans = in_own_colours(sight.comparison, place, spans, "after" if place.has_after else "before")
    known = meaning(place.name, place.value)
    if known:
        spans = (*spans, Span(f"  {inert(known, 80)}", Look.MUTED))
    return PaneLine(
        place.key,
        label_spans(place),
        *_sides(place, spans),
        sign=place.sign,
        depth=place.depth,
        fold=fold,
        at=place.at,
    )


def _message_spans(place: Place) -> Spans:
    """Return what stands for the message an entry was made of; empty for anything else."""
    if place.steps != ("metadata", "message", "xml") or not isinstance(place.value, str):
        return ()
    return (Span(f"original message, {counted(len(place.value))} characters", Look.MUTED),)


def _sides(place: Place, spans: Spans) -> tuple[Spans | None, Spans | None]:
    return (spans if place.has_before else None, spans if place.has_after else None)


def _inside(place: Place, step: str | Element, label: str, value: object) -> Place:
    before = value if place.has_before else MISSING
    after = value if place.has_after else MISSING
    return place.member((step,), label, before, after)


def _opens(sight: Sight, place: Place) -> bool:
    """Return whether there is something inside: members, or more text than fits."""
    value = place.value
    if isinstance(value, str):
        return is_long(value) or is_cut(sight, place, value)
    return isinstance(value, dict | list) and bool(value) and place.depth < DEEPEST


def is_cut(sight: Sight, place: Place, value: object) -> bool:
    """Return whether a value is a text that does not fit behind the label of its place."""
    room = sight.width - GUTTER - 2 * place.depth - max(place.cells, len(place.label))
    return isinstance(value, str) and len(value) > max(20, room)


def _is_small(place: Place) -> bool:
    """Return whether an object or list is open at first: not a text, nor an element that has its own line."""
    value = place.value
    if isinstance(value, dict):
        return not isinstance(place.steps[-1], Element) and len(value) <= _OPEN_MEMBERS
    return isinstance(value, list) and place.name != "intervals"


def identity(element: object) -> str | None:
    """Return the key and value an element is known by among its neighbours; None where it has none."""
    if not isinstance(element, dict):
        return None
    return next(
        (f"{key}={element[key]}" for key in IDENTITY_KEYS if isinstance(element.get(key), str) and element[key]), None
    )
