"""The ranks of places against a sorted list of those that are taken."""

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from store.diff.ranks import Ranks

PLACES = st.tuples(st.integers(-1, 9), st.integers(0, 3))


@given(st.sets(PLACES), st.sets(PLACES), st.data())
def test_a_rank_is_the_number_of_taken_places_in_front(
    taken: set[tuple[int, int]], free: set[tuple[int, int]], data: st.DataObject
) -> None:
    ranks, expected = Ranks(sorted(taken), free), sorted(taken)
    every = sorted(taken | free)
    for place in data.draw(st.lists(st.sampled_from(every), max_size=20)) if every else ():
        if place in expected:
            ranks.leave(place)
            expected.remove(place)
        else:
            ranks.take(place)
            expected = sorted([*expected, place])
        assert [ranks.rank(one) for one in every] == [bisect_left(expected, one) for one in every]
