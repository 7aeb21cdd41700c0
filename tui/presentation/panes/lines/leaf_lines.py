"""A value that is new, gone or replaced, as lines: one of its own, and what is inside of it when open."""

from collections.abc import Iterator
from dataclasses import replace

from store.diff.changes import MISSING, Change, ChangeKind
from store.diff.weight import is_bookkeeping
from store.model.texts.inert import inert
from tui.presentation.changes.element_text import element_spans, meaning
from tui.presentation.changes.place import Place, Sight
from tui.presentation.changes.status_looks import in_own_colours
from tui.presentation.changes.value_text import changed_spans, is_long, value_spans
from tui.presentation.panes.lines.value_lines import inside_lines, is_cut, label_spans, text_lines
from tui.presentation.panes.pane_lines import Fold, Look, PaneLine, Sign, Span, Spans

_SIGNS = {
    ChangeKind.ADDED: Sign.ADDED,
    ChangeKind.REMOVED: Sign.REMOVED,
    ChangeKind.CHANGED: Sign.CHANGED,
}


def leaf_lines(sight: Sight, place: Place, change: Change) -> Iterator[PaneLine]:
    """Yield a value that is new, gone or replaced, and what is inside of it where its line is open."""
    sign = _SIGNS[change.kind]
    unfolded = sight.unfolded
    opens = any(is_long(side) or (isinstance(side, dict | list) and side) for side in (place.before, place.after))
    # a text that is only cut has no fold, but a search opens what it finds in it
    opens = opens or (
        unfolded.is_text_open(place.key) and any(is_cut(sight, place, one) for one in (place.before, place.after))
    )
    folds = any(isinstance(side, dict | list) for side in (place.before, place.after))
    is_open = opens and (unfolded.is_open(place.key, usually=False) if folds else unfolded.is_text_open(place.key))
    before, after = _leaf_sides(sight, place, sign)
    line = PaneLine(
        place.key,
        label_spans(place),
        before,
        after,
        sign=sign,
        depth=place.depth,
        fold=(Fold.OPEN if is_open else Fold.CLOSED) if opens else None,
        change=True,
        at=place.at,
    )
    yield _dimmed(line) if place.steps and is_bookkeeping(place.steps[-1]) else line
    if is_open:
        yield from _opened_leaf(sight, place.inside())


def _dimmed(line: PaneLine) -> PaneLine:
    """Return the line of a change that matters less: in one quiet colour, but for what differs within it."""
    label, before, after = (
        tuple(span if span.look in _DIFFERING else span._replace(look=Look.MUTED) for span in spans or ())
        for spans in (line.label, line.before, line.after)
    )
    return replace(line, label=label, before=before, after=after)


_DIFFERING = {Look.OLD_WORD, Look.NEW_WORD}


def _leaf_sides(sight: Sight, place: Place, sign: Sign) -> tuple[Spans, Spans]:
    if sign is Sign.CHANGED:
        before, after = changed_spans(place.before, place.after)
    else:
        party = sight.comparison.party
        before, after = (
            value_spans(MISSING) if side is MISSING else element_spans(side, party, look)
            for side, look in ((place.before, Look.OLD), (place.after, Look.NEW))
        )
    before = in_own_colours(sight.comparison, place, before, "before")
    after = in_own_colours(sight.comparison, place, after, "after")
    return (*before, *_meaning(place.name, place.before)), (*after, *_meaning(place.name, place.after))


def _meaning(key: str, value: object) -> Spans:
    known = meaning(key, value)
    return (Span(f" {inert(known, 80)}", Look.MUTED),) if known else ()


def _opened_leaf(sight: Sight, place: Place) -> Iterator[PaneLine]:
    if isinstance(place.before, str) and isinstance(place.after, str):
        yield from text_lines(sight, place._replace(sign=Sign.CHANGED))
        return
    for one in (place._replace(after=MISSING, sign=Sign.REMOVED), place._replace(before=MISSING, sign=Sign.ADDED)):
        if isinstance(one.value, dict | list | str):
            yield from inside_lines(sight, one, opened=True)
