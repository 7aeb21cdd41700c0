"""The footer where there is not room for all of its keys."""

import gc
from pathlib import Path
from weakref import ref

from hypothesis import given
from hypothesis import strategies as st
from textual.widgets._footer import FooterKey

from tests.support.screens import app_on, press, settle
from tui.widgets.lines.steady_footer import keys_that_fit


def test_keys_are_left_out_whole_and_the_last_one_stays() -> None:
    assert keys_that_fit([9, 6, 8, 6], 32) == {0, 1, 2, 3}
    assert keys_that_fit([9, 6, 8, 6], 31) == {0, 1, 3}
    assert keys_that_fit([9, 6, 8, 6], 10) == {3}
    assert keys_that_fit([], 10) == frozenset()


@given(st.lists(st.integers(1, 20), min_size=1, max_size=9), st.integers(20, 120))
def test_what_is_shown_fits(widths: list[int], room: int) -> None:
    fitting = keys_that_fit(widths, room)
    assert sum(widths[number] + 1 for number in fitting) - 1 <= room
    assert len(widths) - 1 in fitting


async def test_a_footer_keeps_none_of_the_keys_it_offered_before(sample_store: Path) -> None:
    async with app_on(str(sample_store)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        before = [ref(key) for key in pilot.app.screen.query(FooterKey)]
        await press(pilot, "slash", "escape")
        gc.collect()
        assert before
        assert [key for one in before if (key := one()) is not None and not key.is_attached] == []
