"""A slow source told in portions."""

from collections.abc import Iterator

import pytest

from store.errors import StoreError
from tui.questions.portions import TELL_SECONDS, portions


def test_what_comes_fast_is_told_at_once_and_at_the_end() -> None:
    assert list(portions([1, 2, 3], clock=lambda: 0.0)) == [[1, 2, 3]]
    assert list(portions([], clock=lambda: 0.0)) == []


def test_what_comes_slowly_is_told_as_it_comes() -> None:
    ticks = iter(number * TELL_SECONDS for number in range(9))
    assert list(portions([1, 2], clock=lambda: next(ticks))) == [[1], [2]]


def test_what_came_before_an_error_is_told_before_it_is_raised() -> None:
    def source() -> Iterator[int]:
        yield 1
        raise StoreError("gone")

    told = portions(source(), clock=lambda: 0.0)
    assert next(told) == [1]
    with pytest.raises(StoreError, match="gone"):
        next(told)
