"""The invented market: right codes, and series that are in balance on every delivery day."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import StoreError
from store.lifecycle.market.parties import PARTIES, counterparties, exchange, is_exchange, party, sender
from store.lifecycle.market.portfolio import portfolio
from store.model.market.delivery_day import quarter_hours, zone_of
from store.model.market.eic import check
from store.model.market.tso import TSOS, Tso, tso

DAYS = (date(2026, 3, 29), date(2026, 3, 30), date(2026, 10, 25))


def balances(series: list[dict[str, Any]], at: Tso, own: str) -> Iterator[Decimal]:
    """Give what is left over in each quarter-hour, in MW."""
    for place in range(len(series[0]["data"])):
        flows = Decimal(0)
        for one in series:
            amount = Decimal(str(one["data"][place]["amount"]))
            flows += amount if (one["ids"]["in_party"], one["ids"]["in_area"]) == (own, at.area_eic) else 0
            flows -= amount if (one["ids"]["out_party"], one["ids"]["out_area"]) == (own, at.area_eic) else 0
        yield flows


@given(at=st.sampled_from(TSOS), day=st.sampled_from(DAYS), seed=st.integers(0, 10_000), trades=st.integers(0, 9))
def test_every_quarter_hour_of_a_portfolio_is_in_balance(at: Tso, day: date, seed: int, trades: int) -> None:
    series: list[Any] = portfolio(at.code, day, seed, trades=trades)
    assert len(series) == 2 + trades
    assert set(balances(series, at, sender(at.market).eic)) == {Decimal(0)}
    assert all(point["amount"] >= 0 for one in series for point in one["data"])


@pytest.mark.parametrize("day", DAYS)
def test_a_portfolio_has_the_quarter_hours_of_its_day(day: date) -> None:
    series: list[Any] = portfolio("TTG_DE", day, 1)
    expected = [f"{start:%Y-%m-%dT%H:%M:%SZ}" for start in quarter_hours(day, zone_of("DE"))]
    assert all([point["ts"] for point in one["data"]] == expected for one in series)


def test_the_same_seed_gives_the_same_portfolio_and_another_seed_another() -> None:
    day = DAYS[1]
    assert portfolio("TTG_DE", day, 1) == portfolio("TTG_DE", day, 1) != portfolio("TTG_DE", day, 2)


def test_trades_are_a_purchase_a_sale_one_with_the_exchange_and_one_across_a_border() -> None:
    series: list[Any] = portfolio("DE-AMPRION-TSO", DAYS[1], 1, trades=4)
    own = sender("DE").eic
    assert [one["type"] for one in series] == [
        "production", "consumption", "internal", "internal", "internal", "external"
    ]  # fmt: skip
    purchase, sale, spot, border = (one["ids"] for one in series[2:])
    assert purchase["in_party"] == own == sale["out_party"] == border["in_party"]
    assert is_exchange(spot["out_party"])
    assert border["out_area"] != border["in_area"]
    assert border["market_agreement_id"]


def test_a_portfolio_may_be_that_of_another_party() -> None:
    series: list[Any] = portfolio("TTG_DE", DAYS[1], 1, party_eic="11XKIESELWERK--5")
    assert series[0]["ids"]["in_party"] == "11XKIESELWERK--5"


def test_an_unknown_tso_is_refused_by_name() -> None:
    with pytest.raises(StoreError, match="no TSO is called 'NOBODY'"):
        portfolio("NOBODY", DAYS[1], 1)


def test_the_codes_of_the_invented_parties_are_right() -> None:
    assert {one.eic: check(one.eic) for one in PARTIES} == {one.eic: None for one in PARTIES}
    assert len({one.short for one in PARTIES}) == len(PARTIES)


def test_every_market_has_a_sender_an_exchange_and_traders() -> None:
    for market in ("DE", "NL"):
        traders = counterparties(market)
        assert sender(market) not in traders
        assert exchange(market) not in traders
        assert len(traders) >= 2
    known = tso("TTG_DE")
    assert known is not None
    assert party(sender(known.market).eic) == sender(known.market)
    assert party("11XNOBODY") is None
