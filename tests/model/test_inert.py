"""Text out of a store cannot change the screen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.model.texts.inert import counted, inert, inert_json

ANY_CHARACTER = st.characters(codec=None)
ANY_TEXT = st.text(ANY_CHARACTER, max_size=60)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(ANY_TEXT, children, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("submitted", "submitted"),
        ("\x1b[31mred", "␛[31mred"),
        ("one\ntwo\tthree\r\x00", "one⏎two⇥three␍␀"),
        ("\x7f\x9b", "␡‹U+009B›"),
        ("a\u202eb\u2066c", "a‹U+202E›b‹U+2066›c"),
        ("\ufeffBOM\u200b\u200d", "‹U+FEFF›BOM‹U+200B›‹U+200D›"),
        ("\ud800", "‹U+D800›"),
        ("\u2028\u00a0", "‹U+2028›‹U+00A0›"),
        ("\U000e0041\ufe0f\U000e0101", "‹U+E0041›‹U+FE0F›‹U+E0101›"),
        ("a\u0301\u0302\u0303\u0304", "a\u0301\u0302‹U+0303›‹U+0304›"),
        ("\u0301", "◌\u0301"),
        ("a \u0301\u0302\u0303", "a ◌\u0301\u0302‹U+0303›"),
        ("🇩🇪👍🏽☰", "‹U+1F1E9›‹U+1F1EA›👍‹U+1F3FD›‹U+2630›"),
        ("Zürich 日本 [red]x[/]", "Zürich 日本 [red]x[/]"),
    ],
)
def test_text_is_shown_without_acting(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_long_text_is_cut_and_says_how_much_is_missing() -> None:
    assert inert("x" * 12_355, 10) == "xxxxxxxxxx… 12 345 more"


def test_wide_characters_take_two_cells_of_the_limit() -> None:
    assert inert("日本語日本語", 5) == "日本… 4 more"


def test_a_megabyte_is_cut_without_being_read_whole() -> None:
    assert inert("\u0301" * 5_000_000, 40).endswith("more")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        ("", '""'),
        ("line\n", '"line⏎"'),
        ({"a": [1, 2.5, True], "b": {}, "c": "x\u202e"}, '{"a":[1,2.5,true],"b":{},"c":"x‹U+202E›"}'),
        ([], "[]"),
    ],
)
def test_a_json_value_is_shown_on_one_line(value: object, shown: str) -> None:
    assert inert_json(value) == shown


def test_a_long_json_value_is_cut() -> None:
    assert inert_json(list(range(1_000_000)), 10) == "[0,1,2,3,4… more"
    assert inert_json("y" * 40, 10) == '"yyyyyyyyyy… 30 more'


def test_a_value_nested_a_hundred_thousand_deep_is_cut() -> None:
    nested: object = 1
    for _ in range(100_000):
        nested = {"a": nested}
    assert inert_json(nested, 12) == '{"a":{"a":{"… more'


def test_a_number_too_long_to_print_is_shown_in_hexadecimal() -> None:
    assert inert_json(1 << 200_000, 6) == "0x1000… more"


@pytest.mark.parametrize(("number", "text"), [(7, "7"), (68_881, "68 881"), (1_234_567, "1 234 567")])
def test_thousands_are_set_apart(number: int, text: str) -> None:
    assert counted(number) == text


def is_harmless(shown: str) -> bool:
    return all(unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for one in shown)


@given(ANY_TEXT, st.integers(min_value=0, max_value=80))
def test_nothing_acts_and_the_length_keeps_to_the_limit(text: str, limit: int) -> None:
    shown = inert(text, limit)
    assert is_harmless(shown)
    body = shown.rpartition("… ")[0] if shown.endswith(" more") else shown
    assert cell_len(body) <= 2 * limit
    assert cell_len(shown) == sum(map(cell_len, shown))
    shown.encode()


@given(ANY_TEXT)
def test_what_is_inert_stays_as_it_is(text: str) -> None:
    once = inert(text, 10_000)
    assert inert(once, 10_000) == once


@given(JSON, st.integers(min_value=1, max_value=80))
def test_any_json_value_is_shown_harmlessly(value: object, limit: int) -> None:
    shown = inert_json(value, limit)
    assert is_harmless(shown)
    assert cell_len(shown) <= 2 * limit + 24
