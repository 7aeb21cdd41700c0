"""`path:`: a place in an entry, and what is to stand there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import inf

from store.model.event import Entry
from store.query.language.tree import Term, Text, Value, sides
from store.query.pattern import Pattern
from store.query.question import Interval, Located, TextInterval, Wanted

_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?", re.ASCII)


def located(term: Term) -> Located:
    """Return what a `path:` term asks."""
    keys = tuple(None if key.text == "*" and not key.quoted else key.text for key in term.path)
    return Located(keys, tuple(map(_wanted, term.values)))


def _wanted(value: Value) -> Wanted:
    """Return what a value is to be: numbers are compared as numbers, anything else as text."""
    if isinstance(value, Text):
        return Pattern(value.text, literal=value.quoted)
    of = sides(value)
    low, high, *without = of
    if all(not bound.quoted and _NUMBER.fullmatch(bound.text) for bound in of.texts):
        return Interval(float(low.text) if low else None, float(high.text) if high else None, *without)
    return TextInterval(low.text if low else None, high.text if high else None, *without)


def stands_there(entry: Entry, test: Located) -> bool:
    """Tell whether an entry has what is asked for at the place; a list has it where one of its elements has.

    The first key is one of `data` (before, after, metadata, request_id) or of the entry itself.
    """
    whole = {**entry.whole, **entry.data}
    return any(not test.wanted or any(_is(value, one) for one in test.wanted) for value in _under(whole, test.keys))


def _under(value: object, keys: Sequence[str | None]) -> Iterator[object]:
    if keys:
        for inner in _at(value, keys[0]):
            yield from _under(inner, keys[1:])
    elif isinstance(value, list) and value:
        yield from value
    else:
        yield value


def _at(value: object, key: str | None) -> Iterator[object]:
    """Give what stands under a key: of a list what stands there in each element, or the element of that number."""
    if isinstance(value, Mapping):
        if key is None:
            yield from value.values()
        elif key in value:
            yield value[key]
    elif isinstance(value, list):
        if key is None:
            yield from value
            return
        if key.isdecimal() and key.isascii() and len(key) < 10:
            yield from value[int(key) : int(key) + 1]
        yield from (element[key] for element in value if isinstance(element, Mapping) and key in element)


def _is(value: object, wanted: Wanted) -> bool:
    number = _number(value)
    if isinstance(wanted, Interval):
        return number is not None and wanted.holds(number)
    if isinstance(wanted, TextInterval):
        return isinstance(value, str) and wanted.holds(value)
    if number is not None and wanted.is_exact and _NUMBER.fullmatch(wanted.text):
        return number == float(wanted.text)
    text = _written(value)
    return text is not None and wanted.matches(text)


def _number(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        return float(value)
    except OverflowError:
        return inf if value > 0 else -inf


def _written(value: object) -> str | None:
    """Return a value as JSON writes it, a text without its quotation marks; None for objects and lists."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return repr(value) if isinstance(value, int | float) else None
