"""Warnings about energy identification codes, and the names of those that are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.market.eic import PSEUDO_PARTIES, check, party_name
from store.model.market.tso import TSOS

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"


@pytest.mark.parametrize("code", [*(one.party_eic for one in TSOS), *(one.area_eic for one in TSOS), *PSEUDO_PARTIES])
def test_every_code_of_the_directory_is_well_formed(code: str) -> None:
    assert check(code) is None


@pytest.mark.parametrize("code", ["", "10XDE-RWENET---", "10XDE-RWENET---WW", "8716867999983"])
def test_a_wrong_length_is_named(code: str) -> None:
    assert check(code) == f"an EIC has 16 characters, this one has {len(code)}"


@pytest.mark.parametrize("code", ["10XDE-RWENET---w", "10XDE RWENET---W", "10XDE–RWENET---W", "10XDE-RWENET---\u202e"])
def test_a_character_that_does_not_belong_is_named_inert(code: str) -> None:
    fault = check(code)
    assert fault is not None
    assert fault.startswith("an EIC holds only digits, capital letters and '-'")
    assert fault.isascii()


def test_a_wrong_check_character_is_named_with_the_right_one() -> None:
    assert check("10XDE-RWENET---X") == (
        "the check character of 10XDE-RWENET---X is wrong: the others call for 'W', not 'X'"
    )


def test_a_code_whose_check_character_would_be_a_hyphen_does_not_exist() -> None:
    assert check("23X--130302DLGW-") == (
        "no EIC begins with 23X--130302DLGW: its check character would be '-', which is not allowed"
    )


@given(st.text(ALPHABET, min_size=15, max_size=15))
def test_of_all_check_characters_at_most_one_is_right(stem: str) -> None:
    right = [character for character in ALPHABET if check(stem + character) is None]
    total = sum((16 - place) * ALPHABET.index(character) for place, character in enumerate(stem))
    expected = ALPHABET[36 - (total - 1) % 37]
    assert right == [expected] * (expected != "-")


@given(st.text(max_size=40))
def test_any_text_gets_at_most_one_printable_line(text: str) -> None:
    fault = check(text)
    assert fault is None or fault.isprintable()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("10XDE-VE-TRANSMK", "50Hertz"),
        ("8716867999983", "TenneT NL"),
        ("10YDE-EON------1", "TenneT DE area"),
        ("11XFC-PROD-----E", "production forecast"),
        ("11XFC-CONS-----0", "consumption forecast"),
        ("11xfc-cons-----0 ", "consumption forecast"),
    ],
)
def test_tsos_areas_and_pseudo_parties_have_names(code: str, name: str) -> None:
    assert party_name(code) == name


def test_another_party_has_no_name() -> None:
    assert party_name("11XALPHA-------X") is None
