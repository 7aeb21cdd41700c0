"""The difference held against an independent library: it finds none that is missed, and none in what is applied."""

from typing import Any

from deepdiff import DeepDiff
from hypothesis import given
from hypothesis import strategies as st

from store.diff.changes import applied, changes
from store.diff.path import Element
from tests.diff.json_values import version
from tests.diff.test_diff_laws import JSON, KEYS, LAW, NAMED, SCALARS, edited_versions

AMOUNTS = st.lists(
    st.lists(st.sampled_from([0, 0.0, 1.5, True, None, "1"]), min_size=6, max_size=6), min_size=2, max_size=2
)
OBJECTS = st.recursive(SCALARS, lambda inner: st.dictionaries(KEYS, inner, max_size=4), max_leaves=20)


def independent(before: object, after: object) -> Any:
    """Return what DeepDiff finds, told as much as it needs to mean the same by a difference.

    Whole numbers and fractions are compared as numbers, NaN is NaN, objects are entered however little
    they have in common. In lists it takes True for 1, so truth values are given to it as texts.
    """
    return DeepDiff(
        with_words(before),
        with_words(after),
        ignore_type_in_groups=[(int, float)],
        ignore_nan_inequality=True,
        threshold_to_diff_deeper=0,
        view="tree",
    )


def with_words(value: object) -> object:
    """Return a value with texts that occur nowhere else in the place of truth values."""
    if isinstance(value, bool):
        return f"truth value {value}"
    if isinstance(value, list):
        return [with_words(one) for one in value]
    return {key: with_words(one) for key, one in value.items()} if isinstance(value, dict) else value


def places(found: Any) -> set[tuple[object, ...]]:
    """Return where DeepDiff found differences."""
    return {tuple(level.path(output_format="list")) for levels in found.values() for level in levels}


@LAW
@given(JSON, JSON)
def test_an_independent_library_finds_a_difference_exactly_where_there_are_changes(
    before: object, after: object
) -> None:
    assert bool(independent(before, after)) == bool(changes(before, after))


@LAW
@given(st.one_of(*(st.tuples(values, values) for values in (JSON, NAMED, st.lists(SCALARS, max_size=8)))))
def test_an_independent_library_finds_no_difference_in_what_is_applied(pair: tuple[object, object]) -> None:
    before, after = pair
    assert not independent(applied(before, changes(before, after)), after)


@LAW
@given(edited_versions())
def test_an_independent_library_finds_no_difference_in_versions_applied(pair: tuple[Any, Any]) -> None:
    before, after = pair
    found = changes(before, after)
    assert not independent(applied(before, found), after)
    assert bool(independent(before, after)) == bool(found)


@LAW
@given(OBJECTS, OBJECTS)
def test_in_objects_an_independent_library_finds_the_same_places(before: object, after: object) -> None:
    assert places(independent(before, after)) == {change.path for change in changes(before, after)}


@LAW
@given(AMOUNTS, AMOUNTS)
def test_among_the_amounts_of_a_version_an_independent_library_finds_the_same_places(
    before: list[list[object]], after: list[list[object]]
) -> None:
    states = [amounts_in_version(amounts) for amounts in (before, after)]
    found = {tuple(map(_position, change.path)) for change in changes(*states)}
    assert places(independent(*states)) == found


def amounts_in_version(amounts: list[list[object]]) -> dict[str, Any]:
    """Return a version whose series have these amounts in their first quarter-hours."""
    state = version(series=2, points=6)
    for series, row in zip(state["spec"]["series"], amounts, strict=True):
        for point, amount in zip(series["spec"]["data"], row, strict=True):
            point["amount"] = amount
    return state


def _position(step: str | Element) -> object:
    return step.after if isinstance(step, Element) else step
