"""What is typed into the form of a move: quarter-hours, megawatts, and the act that comes out of it."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.lifecycle.moves import Act, Move
from store.model.market.codes import title
from store.model.market.delivery_day import labels
from tui.presentation.moves.move_fields import (
    COMMON,
    Draft,
    Field,
    FieldError,
    act_of,
    first_draft,
    reasons_for,
)
from tui.presentation.moves.move_input import InputError, megawatts_in, positions_in, positions_text
from tui.presentation.moves.move_lines import reason_prompt

BERLIN = ZoneInfo("Europe/Berlin")
DAY, SPRING, AUTUMN = date(2026, 3, 26), date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("text", "day", "positions"),
    [
        ("1-8, 33", DAY, [*range(1, 9), 33]),
        ("08:00-10:00", DAY, range(33, 41)),
        ("8:00 – 8:30; 4", DAY, [4, 33, 34]),
        ("08:15", DAY, [34]),
        ("23:45-24:00", DAY, [96]),
        ("96", DAY, [96]),
        ("5,5,4-5,", DAY, [4, 5]),
        ("01:00-03:00", SPRING, range(5, 9)),
        ("01:00-02:30", SPRING, range(5, 9)),
        ("02:00A-03:00", AUTUMN, range(9, 17)),
        ("02:00b", AUTUMN, [13]),
        ("97-100", AUTUMN, range(97, 101)),
        ("", DAY, []),
        (" all ", DAY, []),
    ],
)
def test_quarter_hours_are_read_by_position_and_by_local_time(text: str, day: date, positions: list[int]) -> None:
    assert positions_in(text, day, BERLIN) == tuple(positions)


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("97", DAY, "this day has 1 to 96"),
        ("93", SPRING, "this day has 1 to 92"),
        ("0", DAY, "1 to 96"),
        ("9" * 5000, DAY, "1 to 96"),
        ("8-3", DAY, "ends before it begins"),
        ("10:00-08:00", DAY, "ends before it begins"),
        ("08:00-08:00", DAY, "ends before it begins"),
        ("1-2-3", DAY, "no span"),
        ("-3", DAY, "no span"),
        ("8-10:00", DAY, "mixes a position and a time"),
        ("08:10", DAY, "no quarter-hour begins"),
        ("24:00", DAY, "no quarter-hour begins"),
        ("25:00-26:00", DAY, "no quarter-hour begins"),
        ("morning", DAY, "neither a quarter-hour such as 33 nor a time"),
        ("²", DAY, "neither a quarter-hour"),
        ("02:15", SPRING, "the clocks go forward"),
        ("02:15", AUTUMN, "comes twice on this day: write 02:15A or 02:15B"),
        ("01:00-02:15", AUTUMN, "comes twice"),
        ("02:15A", DAY, "write 02:15"),
        ("\x1b[2J", DAY, "␛"),
    ],
)
def test_what_cannot_be_a_quarter_hour_is_refused_with_what_was_expected(text: str, day: date, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        positions_in(text, day, BERLIN)


@given(day=st.sampled_from([DAY, SPRING, AUTUMN]), pair=st.tuples(st.integers(1, 100), st.integers(1, 100)))
def test_a_span_of_times_names_the_same_quarter_hours_as_that_of_their_positions(
    day: date, pair: tuple[int, int]
) -> None:
    names = labels(day, BERLIN)
    first, last = sorted(min(one, len(names)) for one in pair)
    end = names[last] if last < len(names) else "24:00"
    by_position = positions_in(f"{first}-{last}", day, BERLIN)
    assert by_position == tuple(range(first, last + 1))
    assert positions_in(f"{names[first - 1]}-{end}", day, BERLIN) == by_position


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    found: tuple[int, ...] = ()
    reason = ""
    try:
        found = positions_in(text, AUTUMN, BERLIN)
    except InputError as error:
        reason = str(error)
    assert set(found) <= set(range(1, 101))
    assert reason.isprintable()


def test_quarter_hours_are_said_by_their_number_and_local_times() -> None:
    assert positions_text((), SPRING, BERLIN) == "all 92"
    assert positions_text((33,), DAY, BERLIN) == "1 of 96, 08:00–08:15"
    assert positions_text((*range(1, 9), 96), DAY, BERLIN) == "9 of 96, 00:00–02:00, 23:45–24:00"
    assert positions_text((1, 3, 5, 7), DAY, BERLIN) == "4 of 96, 00:00–00:15, 00:30–00:45 +2"


@pytest.mark.parametrize(
    ("text", "megawatts"), [("5", 5.0), ("-0.5", -0.5), ("12,250", 12.25), ("−3 MW", -3.0), ("", 0.0), ("-0", 0.0)]
)
def test_megawatts_are_read_with_point_or_comma(text: str, megawatts: float) -> None:
    assert megawatts_in(text) == megawatts


@pytest.mark.parametrize("text", ["much", "1.2345", "1e5", "999999", "1 000", "٣", "nan"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"is not a number of MW|decimals|more than"):
        megawatts_in(text)


@pytest.mark.parametrize("move", list(Move))
def test_every_move_begins_with_a_form_that_can_be_meant(move: Move) -> None:
    act = act_of(first_draft(move, None, ["TS-001", "TS-002"]), 3, DAY, BERLIN)
    assert act.move is move
    assert act.version == (None if move in {Move.CREATE, Move.SUBMIT} else 3)


def test_the_act_holds_what_was_filled_in() -> None:
    draft = Draft(Move.REPORT_ANOMALY, "A29", ("TS-001",), "33-34", "-2,5", as_deltas=True)
    assert act_of(draft, 2, DAY, BERLIN) == Act(
        Move.REPORT_ANOMALY, 2, ("A29",), ("TS-001",), (33, 34), -2.5, as_deltas=True
    )


def test_what_a_move_does_not_take_is_left_out_of_the_act() -> None:
    draft = Draft(Move.REJECT, "A54", ("TS-001",), "nonsense", "nonsense", as_deltas=True)
    assert act_of(draft, None, DAY, BERLIN) == Act(Move.REJECT, reason_codes=("A54",))


def test_an_anomaly_asks_for_what_its_reason_calls_for() -> None:
    assert Field.DELTAS not in Draft(Move.REPORT_ANOMALY, "A09").fields
    assert Field.DELTAS in Draft(Move.REPORT_ANOMALY, "A29").fields
    assert Draft(Move.REPORT_ANOMALY, "A28").fields == (Field.REASON, Field.SERIES)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (Draft(Move.SUBMIT, hours="97"), Field.HOURS),
        (Draft(Move.SUBMIT, megawatts="x"), Field.MEGAWATTS),
        (Draft(Move.REJECT), Field.REASON),
    ],
)
def test_a_wrong_field_is_named(draft: Draft, field: Field) -> None:
    with pytest.raises(FieldError) as caught:
        act_of(draft, None, DAY, BERLIN)
    assert caught.value.field is field


def test_a_series_that_is_wanted_is_the_one_to_begin_with() -> None:
    assert first_draft(Move.SUBMIT, None, ["TS-001", "TS-002"]).series == ()
    assert first_draft(Move.SUBMIT, "TS-002", ["TS-001", "TS-002"]).series == ("TS-002",)
    assert first_draft(Move.IMPOSE, None, ["TS-001", "TS-002"]).series == ("TS-001",)
    assert first_draft(Move.REJECT, "TS-002", ["TS-001", "TS-002"]).series == ()


def test_an_anomaly_has_its_own_three_reasons() -> None:
    assert reasons_for(Move.REPORT_ANOMALY) == ("A09", "A28", "A29")


@pytest.mark.parametrize("move", [one for one in Move if one is not Move.REPORT_ANOMALY])
def test_the_reasons_met_with_a_move_come_first_and_none_is_left_out(move: Move) -> None:
    codes = reasons_for(move)
    assert codes[: len(COMMON.get(move, ()))] == COMMON.get(move, ())
    assert len(codes) == len(set(codes)) == 151
    assert all(title(code) for code in codes)


@pytest.mark.parametrize(("code", "words"), [("A24", "not applicable"), ("A54", "Global position not in balance")])
def test_a_reason_is_offered_with_its_code_once(code: str, words: str) -> None:
    assert str(reason_prompt(code)) == f" {code}  {words}"
