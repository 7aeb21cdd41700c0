"""When two JSON values are the same: numbers as numbers, truth values only as themselves.

Python's own `==` takes True for 1 and NaN for different from itself; here 1 is 1.0, True is not 1,
NaN is NaN, and the order of keys does not count.
"""

from collections.abc import Hashable, Sequence
from enum import Enum
from itertools import compress
from math import isnan
from operator import ne

import msgspec

CONTAINERS = (dict, list)
"""The types of JSON values that hold others."""

_ENCODER = msgspec.msgpack.Encoder()


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
    # of all JSON values only NaN differs from itself
    return one != one and other != other  # noqa: PLR0124


class Forms:
    """The forms of values: equal, and hashed alike, exactly for the same JSON values.

    A list or object is worked out once, however many lists it is inside of; the values must live, and
    stay as they are, as long as their forms are in use. Only one thread may use them at a time.
    """

    def __init__(self) -> None:
        self._encodings = bytearray(), bytearray()
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

    def doubtful(self, before: Sequence[object], after: Sequence[object]) -> Sequence[int]:
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
        return found if self._same_bytes(before, levelled) else range(len(before))

    def _same_bytes(self, one: Sequence[object], other: Sequence[object]) -> bool:
        """Return whether two lists encode alike; what cannot be encoded (64 bits, surrogates) does not."""
        # bytes made anew for every list take a fifth longer
        encoded, other_encoded = self._encodings
        try:
            _ENCODER.encode_into(one, encoded)
            _ENCODER.encode_into(other, other_encoded)
        except (OverflowError, UnicodeEncodeError, RecursionError):
            return False
        return encoded == other_encoded

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


def is_flat(value: object) -> bool:
    """Return whether a value is a scalar or an object of nothing but scalars."""
    if not isinstance(value, dict):
        return not isinstance(value, list)
    for one in value.values():  # noqa: SIM110  an `any` takes three times as long, once for every list
        if isinstance(one, CONTAINERS):
            return False
    return True


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and isnan(value)
