"""A version that is out of balance is mended by the next one, on the screen and from a pipe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.lifecycle.findings.checking import findings
from store.lifecycle.findings.finding import Limits
from store.lifecycle.market.series_altered import moved
from store.lifecycle.moves import OUT_OF_BALANCE, Act, Move
from store.model.recorded import recorded
from store.model.texts.tolerant import mappings_of
from tests.support.played import Played, begun
from tui.presentation.moves.preview import preview_of, verdict
from tui.presentation.signs import UNICODE

UNBALANCED = Act(Move.SUBMIT, None, (OUT_OF_BALANCE,), ("TS-003",), (69, 70, 71), -0.75)


def refused_for_its_balance() -> Played:
    """Return a life whose second version is out of balance and rejected with A54."""
    return begun(UNBALANCED, Act(Move.REJECT, reason_codes=("A54",)))


def unbalanced(played: Played) -> set[int | None]:
    """Return the versions of which a check says that they are not in balance, those that still matter."""
    records = [recorded(number, one) for number, one in enumerate(played.entries)]
    found = findings(records, now=played.life.last_at, limits=Limits())
    return {one.version for one in found if one.code == "not-in-balance" and one.severity != "info"}


def test_the_next_version_of_one_refused_with_a54_is_in_balance() -> None:
    played = refused_for_its_balance()
    assert unbalanced(played) == {2}
    played.play(Act(Move.SUBMIT))
    assert unbalanced(played) == set()


def test_a_change_settles_what_was_out_of_balance_before_too() -> None:
    played = refused_for_its_balance()
    played.play(Act(Move.SUBMIT, None, (), ("TS-003",), (69,), 0.5))
    assert unbalanced(played) == set()


def test_a_submission_may_leave_the_balance_as_it_comes_out() -> None:
    played = refused_for_its_balance()
    played.play(Act(Move.SUBMIT, None, (OUT_OF_BALANCE,)))
    assert unbalanced(played) == {3}


def test_series_that_are_chosen_without_a_quantity_take_the_balance() -> None:
    played = refused_for_its_balance()
    before = played.life.series_of(2)
    played.play(Act(Move.SUBMIT, None, (), ("TS-004",)))
    after = played.life.series_of(3)
    changed = {
        new["time_series_uid"] for old, new in zip(before, after, strict=True) if old.get("data") != new.get("data")
    }
    assert changed == {"TS-004"}
    assert unbalanced(played) == set()


@given(
    st.sampled_from(["TS-001", "TS-002", "TS-003", "TS-004"]),
    st.sets(st.integers(1, 96), max_size=4).map(lambda found: tuple(sorted(found))),
    st.integers(-400, 4000).map(lambda kilowatts: kilowatts / 1000),
)
def test_whatever_is_out_of_balance_the_next_version_is_not(
    name: str, positions: tuple[int, ...], megawatts: float
) -> None:
    played = begun()
    act = Act(Move.SUBMIT, None, (OUT_OF_BALANCE,), (name,), positions, megawatts)
    series = next(one for one in played.life.series_of(1) if one["time_series_uid"] == name)
    if min(float(str(point["amount"])) for point in mappings_of(moved(series, act))) < 0:
        return
    played.play(act, Act(Move.SUBMIT))
    assert unbalanced(played) == set()


@pytest.mark.parametrize(
    ("codes", "words"),
    [((), "v3 is in balance"), ((OUT_OF_BALANCE,), "A54, v3 is not in balance in 3 quarter-hours, −0.750 MW at 17:00")],
)
def test_the_preview_says_whether_the_new_version_is_in_balance(codes: tuple[str, ...], words: str) -> None:
    played = refused_for_its_balance()
    preview = preview_of(played.life, Act(Move.SUBMIT, reason_codes=codes), played.later, "seed")
    assert words in str(verdict(preview, UNICODE))
