"""The directory of TSOs and the spellings of the markets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.market.tso import TSOS, Tso, market_code, short_name, tso
from tests.support.beside import REAL, needs_real


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("50HERTZ_DE_TSO", "50HERTZ_DE_TSO"),
        ("de-amprion-tso", "DE-AMPRION-TSO"),
        ("10XDE-EON-NETZ-C", "TTG_DE"),
        ("10YDE-ENBW-----N", "DE-TRANSNETBWTSO"),
        ("8716867999983", "TENNET_TSO"),
        ("10X1001A1001A361", "TENNET_TSO"),
        ("transnetbw", "DE-TRANSNETBWTSO"),
        ("TenneT NL", "TENNET_TSO"),
        ("tennet-de", "TTG_DE"),
        (" Amprion\n", "DE-AMPRION-TSO"),
    ],
)
def test_a_tso_is_found_by_code_eic_gs1_number_area_or_name(text: str, code: str) -> None:
    found = tso(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["", "tennet", "10YFR-RTE------C", "50hertz amprion"])
def test_what_names_no_tso_or_more_than_one_is_not_found(text: str) -> None:
    assert tso(text) is None


@given(st.sampled_from(TSOS))
def test_every_identity_leads_to_its_own_tso_in_any_case(one: Tso) -> None:
    for identity in (one.code, one.name, one.party_eic, one.area_eic):
        assert tso(identity) is one
        assert tso(identity.lower()) is one


def test_the_screen_shows_the_short_names() -> None:
    assert [short_name(one.code) for one in TSOS] == [
        "50Hertz",
        "Amprion",
        "TenneT DE",
        "TransnetBW",
        "TenneT NL",
    ]


def test_an_unknown_tso_is_shown_as_it_came_and_none_as_a_dash() -> None:
    assert short_name("10XFR-RTE------Q") == "10XFR-RTE------Q"
    assert short_name(None) == short_name("") == "–"


def test_only_tennet_nl_is_in_the_dutch_market() -> None:
    assert [one.code for one in TSOS if one.market == "NL"] == ["TENNET_TSO"]


@pytest.mark.parametrize(
    ("text", "market"),
    [
        ("DE", "DE"),
        ("germany", "DE"),
        ("nl", "NL"),
        ("Netherlands", "NL"),
        ("FR", None),
        ("", None),
        (None, None),
    ],
)
def test_a_market_is_known_in_both_spellings(text: str | None, market: str | None) -> None:
    assert market_code(text) == market


@needs_real
def test_the_areas_of_a_real_schedule_are_known() -> None:
    schedule = next(REAL.glob("ess/*_TPS_*.xml")).read_text(encoding="utf-8-sig")
    areas = re.findall(r'<(?:In|Out)Area v="([^"]+)"', schedule)
    assert areas
    assert all(tso(area) for area in areas)
