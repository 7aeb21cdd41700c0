"""How looking for answers goes on, by what was found so far: the text index is asked where it is faster."""

import pytest

from store.database.query.tally import Tally

PAGE = 50


@pytest.mark.parametrize(
    ("wanted", "batches", "is_seldom"),
    [
        (PAGE, [(50, 0)], False),
        (PAGE, [(50, 0), (100, 0)], True),
        (PAGE, [(50, 0), (100, 30)], False),
        (PAGE, [(100, 10), (100, 6)], False),
        (PAGE, [(100, 1), (100, 1)], True),
        (PAGE, [(100, 1), (100, 1), (200, 40)], False),
        (None, [(100, 19)], True),
        (None, [(100, 20)], False),
        (None, [(100, 30), (100, 0)], True),
    ],
)
def test_a_page_is_patient_before_it_asks_the_index_and_all_answers_are_not(
    wanted: int | None, batches: list[tuple[int, int]], *, is_seldom: bool
) -> None:
    tally = Tally(wanted, 20)
    for looked_at, found in batches:
        tally.add(looked_at, found)
    assert tally.is_seldom is is_seldom


def test_the_next_batch_is_what_is_likely_to_be_enough() -> None:
    tally = Tally(PAGE, 20)
    tally.add(50, 0)
    assert tally.next_size(50) == 100
    tally.add(100, 30)
    assert tally.next_size(100) == 20 * 150 // 30 * 5 // 4
    tally.add(100, 19)
    assert tally.next_size(100) == 20


def test_what_the_index_names_is_taken_to_answer_until_it_was_looked_at() -> None:
    tally = Tally(PAGE, 20)
    tally.add(150, 2)
    assert tally.narrowed_size(100) == 60
    tally.add(60, 24)
    assert tally.next_size(60) == 75
