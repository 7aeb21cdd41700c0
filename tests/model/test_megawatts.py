"""Power and energy as text: rounded once, the same everywhere."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.market.energy import energy_mwh
from store.model.market.megawatts import energy_text, power_text, signed, signed_energy
from tui.presentation.signs import ASCII, UNICODE

KILOWATTS = st.integers(-(10**7), 10**7)


@pytest.mark.parametrize(
    ("mwh", "text"),
    [(107.6275, "107.628"), (107.2525, "107.253"), (0.5625, "0.563"), (-0.0125, "−0.013"), (0.0, "0.000")],
)
def test_an_energy_is_rounded_half_away_from_zero_as_it_is_written(mwh: float, text: str) -> None:
    assert energy_text(mwh) == text


def test_an_energy_that_would_look_like_none_has_more_decimals() -> None:
    assert (energy_text(0.00025), signed_energy(-0.00025)) == ("0.000250", "−0.000250")
    assert (signed_energy(0.6375), signed_energy(0.0), signed_energy(0.0875)) == ("+0.638", "±0.000", "+0.088")


def test_power_has_the_decimals_it_needs() -> None:
    assert [power_text(one) for one in (-1.5, 12.0, -0.0875, -0.0)] == ["−1.500", "12.000", "−0.0875", "0.000"]
    assert [signed(one) for one in (-1.5, 0.0, 0.1 + 0.2)] == ["−1.500", "±0.000", "+0.300"]
    assert power_text(0.1 + 0.2) != power_text(0.3)


@pytest.mark.parametrize("hostile", [float("nan"), float("inf"), 1e308, 5e-324])
def test_what_is_no_amount_is_shown_all_the_same(hostile: float) -> None:
    assert all(text(hostile) for text in (power_text, signed, energy_text, signed_energy))


def test_thousands_are_grouped_where_asked_and_ascii_has_its_own_signs() -> None:
    assert (energy_text(-1234.5, grouped=True), energy_text(-1234.5)) == ("−1 234.500", "−1234.500")
    assert UNICODE.amount("−1.500") == "−1.500"
    assert (ASCII.amount("−1.500"), ASCII.amount("±0.000")) == ("-1.500", "+0.000")


@given(st.lists(KILOWATTS, max_size=100))
def test_an_energy_of_quarter_hours_is_at_most_half_a_kilowatt_hour_off(kilowatts: list[int]) -> None:
    exact = Decimal(sum(kilowatts)) / 4000
    mwh = energy_mwh([one / 1000 for one in kilowatts], 15)
    shown = Decimal(energy_text(mwh).replace("−", "-"))
    assert abs(shown - exact) <= Decimal("0.0005")
    assert abs(shown) >= abs(exact) or abs(exact) % Decimal("0.001") < Decimal("0.0005")
    assert energy_text(-mwh).removeprefix("−") == energy_text(mwh).removeprefix("−")
