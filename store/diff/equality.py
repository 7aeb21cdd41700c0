"""When two JSON values are the same: numbers as numbers, truth values only as themselves.

Python's own `==` takes True for 1 and NaN for different from itself; here 1 is 1.0, True is not 1,
NaN is NaN, and the order of keys does not count.
"""

from collections.abc import Hashable, Iterable, Sequence
from enum import Enum
from itertools import compress
from math import isnan
from operator import ne

import msgspec

CONTAINERS = (dict, list)
"""The types of JSON values that hold others."""


class _Mark(Enum):
    """What stands in a form for values whose own equality is not the one wanted here."""

    TRUE = "true"
    FALSE = "false"
    NAN = "nan"
    ARRAY = "array"
    OBJECT = "object"


def same_scalar(one: object, other: object) -> bool:
    """Return whether two values, at least one of them no list or object, are the same."""
    if one == other:
        return (one is True or one is False) == (other is True or other is False)
    return _is_nan(one) and _is_nan(other)


class Forms:
    """The forms of values: equal, and hashed alike, exactly for the same JSON values.

    A list or object is worked out once, however many lists it is inside of; the values must live, and
    stay as they are, as long as their forms are in use.
    """

    def __init__(self) -> None:
        self._numbers: dict[Hashable, tuple[_Mark, int]] = {}
        self._known: dict[int, Hashable] = {}

    def form(self, value: object) -> Hashable:
        """Return the form of a value, of which only the equality means anything."""
        if isinstance(value, CONTAINERS):
            return self._known.get(id(value)) or self._inner_form(value)
        if value is True:
            return _Mark.TRUE
        if value is False:
            return _Mark.FALSE
        return _Mark.NAN if _is_nan(value) else value

    def _inner_form(self, value: dict[str, object] | list[object]) -> Hashable:
        """Work out the forms of a list or object and of all inside of it, the innermost first; return its own."""
        nested: list[dict[str, object] | list[object]] = [value]
        for one in nested:
            inside = one.values() if isinstance(one, dict) else one
            nested += [deeper for deeper in inside if isinstance(deeper, CONTAINERS) and id(deeper) not in self._known]
        for one in reversed(nested):
            self._number(one)
        return self._known[id(value)]

    def _number(self, value: dict[str, object] | list[object]) -> None:
        """Give the same number to the same lists or objects, what is inside of which is known."""
        inner: Hashable
        if isinstance(value, dict):
            mark, inner = _Mark.OBJECT, frozenset([(key, self.form(one)) for key, one in value.items()])
        else:
            mark, inner = _Mark.ARRAY, tuple([self.form(one) for one in value])
        self._known[id(value)] = self._numbers.setdefault(inner, (mark, len(self._numbers)))


def doubtful(before: Sequence[object], after: Sequence[object]) -> Sequence[int]:
    """Return the positions at which two lists of one length may differ; at all others they are the same.

    Python's `==` finds them fast; where it alone can be wrong (True for 1), the encodings of what it
    calls equal decide: equal bytes are the same values, anything else leaves every position doubtful.
    """
    try:
        found = list(compress(range(len(before)), map(ne, before, after)))
    except RecursionError:
        return range(len(before))
    if len(found) == len(before):
        return found
    levelled = list(after)
    for position in found:
        levelled[position] = before[position]
    return found if _same_bytes(before, levelled) else range(len(before))


def is_flat(value: object) -> bool:
    """Return whether a value is a scalar or an object of nothing but scalars."""
    inner: Iterable[object] = value.values() if isinstance(value, dict) else ()
    return not isinstance(value, list) and not any(isinstance(one, CONTAINERS) for one in inner)


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and isnan(value)


def _same_bytes(one: Sequence[object], other: Sequence[object]) -> bool:
    """Return whether two lists encode alike; what cannot be encoded (64 bits, surrogates) does not."""
    try:
        return msgspec.msgpack.encode(one) == msgspec.msgpack.encode(other)
    except (OverflowError, UnicodeEncodeError, RecursionError):
        return False
