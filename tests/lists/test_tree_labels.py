"""What stands in a row of the schedule tree, at any width."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from store.model.status import Status
from tests.lists.tree_nodes import NOON, day_node, schedule_node, series_node, version_node
from tui.presentation.lists.tree_labels import (
    LabelStyle,
    day_counts,
    day_line,
    more_line,
    schedule_line,
    series_line,
    version_line,
)
from tui.presentation.pieces import Line, Role, cells, plain
from tui.presentation.signs import ASCII, UNICODE, Signs

WIDE = LabelStyle(44, 4, UNICODE, NOON)
USUAL = LabelStyle(32, 4, UNICODE, NOON)


def roles(line: Line) -> set[Role]:
    return {piece.role for piece in line if piece.text.strip()}


def test_a_day_counts_its_accepted_schedules_and_what_is_wrong_with_others() -> None:
    line = day_line(day_node(accepted=3, rejected=1, waiting=1, anomalies=1), USUAL)
    assert plain(line).split() == ["Thu", "26", "Mar", "2026", "3/5", "✘1", "…1", "≠1"]
    assert {Role.REJECTED, Role.ANOMALY} <= roles(line)


def test_a_day_that_only_waits_shows_the_waiting_sign_with_a_count() -> None:
    line = day_line(day_node(schedules=1, accepted=0, waiting=1), USUAL)
    assert plain(line).split()[-2:] == ["0/1", "…1"]
    assert Role.WAITING in roles(line)


def test_where_room_is_short_what_waits_is_left_out_of_a_day_before_what_is_worse() -> None:
    counts = day_counts(day_node(accepted=3, rejected=1, waiting=1, anomalies=1), UNICODE, 11)
    assert plain(counts) == "3/5 ✘1 ≠1"


def test_what_was_not_sent_is_counted_apart_from_what_waits() -> None:
    node = day_node(schedules=6, accepted=3, rejected=1, waiting=1, unsent=1)
    assert plain(day_counts(node, UNICODE, 14)) == "3/6 ✘1 …1 ·1"
    assert plain(day_counts(node, UNICODE, 11)) == "3/6 ✘1"
    assert Role.ACCEPTED not in roles(day_counts(day_node(unsent=1), UNICODE, 14))


def test_a_day_near_today_says_so_where_there_is_room() -> None:
    assert "tomorrow" in plain(day_line(day_node(), LabelStyle(60, 2, UNICODE, NOON)))
    assert "tomorrow" not in plain(day_line(day_node(), USUAL))


def test_a_day_of_another_year_keeps_its_year_where_room_is_short() -> None:
    style = LabelStyle(34, 4, UNICODE, NOON, findings=1)
    assert "Thu 26 Mar !1" in plain(day_line(day_node(), style)).replace("    ", "")
    assert "Fri 26 Dec'25 " in plain(day_line(day_node(date(2025, 12, 26)), style))


def test_a_day_that_is_not_known_is_named_so() -> None:
    assert "Day not known" in plain(day_line(day_node(None), USUAL))


def test_a_schedule_shows_tso_version_and_status_with_sign_and_word() -> None:
    line = schedule_line(schedule_node(), USUAL)
    assert plain(line).split() == ["50Hertz", "v3", "✔", "confirmed"]
    assert Role.ACCEPTED in roles(line)


@pytest.mark.parametrize(
    ("changes", "words", "role"),
    [
        ({"status": Status.REJECTED, "reason_codes": ("A54",)}, "✘ rejected A54", Role.REJECTED),
        ({"anomaly_open": True}, "≠ anomaly", Role.ANOMALY),
        ({"status": Status.SUBMITTED, "waiting_since": NOON - timedelta(minutes=12)}, "… waiting 12 min", Role.WAITING),
        ({"status": Status.PARTLY_CONFIRMED}, "◐ partly", Role.PARTLY),
        ({"status": Status.IMPOSED}, "⇄ imposed", Role.IMPOSED),
        ({"status": Status.INGESTED}, "· ingested", Role.MUTED),
        ({"status": Status.UNKNOWN, "raw_status": "weird"}, "? weird", Role.MUTED),
    ],
)
def test_every_state_is_a_sign_a_word_and_a_role(changes: dict[str, Any], words: str, role: Role) -> None:
    # the changes are fields of a node
    line = schedule_line(schedule_node(**changes), WIDE)
    assert words in plain(line)
    assert role in roles(line)


def test_where_room_is_short_a_rejection_is_its_reason() -> None:
    rejected = schedule_node(status=Status.REJECTED, reason_codes=("A54",))
    assert "✘ A54" in plain(schedule_line(rejected, USUAL))


def test_the_party_is_named_where_tsos_repeat() -> None:
    assert "11XALPHA" in plain(schedule_line(schedule_node(), LabelStyle(60, 4, UNICODE, NOON), with_party=True))
    assert "11XALPHA" not in plain(schedule_line(schedule_node(), LabelStyle(60, 4, UNICODE, NOON)))


def test_the_active_version_says_so_and_a_superseded_one_is_muted() -> None:
    assert plain(version_line(version_node(), USUAL)).split() == ["v3", "active", "✔", "confirmed"]
    old = version_line(version_node(2, is_active=False, superseded=True, status=Status.ACKNOWLEDGED), USUAL)
    assert plain(old).split() == ["v2", "superseded", "✔", "accepted"]
    assert roles(old) == {Role.MUTED}


def test_the_arrow_of_a_series_points_to_who_receives() -> None:
    own = "11XALPHA-------Y"
    wide = LabelStyle(60, 8, UNICODE, NOON)
    received = series_line(series_node(), own, wide)
    assert plain(received).startswith("internal ← 11XBETA")
    assert plain(received).rstrip().endswith("✔ 1 234.500 MWh")
    sent = series_node(in_party="11XBETA--------2", out_party=own)
    assert plain(series_line(sent, own, wide)).startswith("internal → 11XBETA")


@pytest.mark.parametrize("row_width", range(20, 80))
def test_a_number_in_a_series_has_its_unit(row_width: int) -> None:
    label = plain(series_line(series_node(), None, LabelStyle(row_width, 8, UNICODE, NOON)))
    assert ("234" in label) == ("MWh" in label)


def test_where_room_is_short_a_series_is_named_by_its_id() -> None:
    series = series_node(in_party="X" * 16, out_party="Y" * 16)
    label = plain(series_line(series, None, LabelStyle(40, 8, UNICODE, NOON)))
    assert label.startswith("internal TS-004")
    assert "…" not in label


def test_parties_that_are_not_known_are_left_out() -> None:
    series = series_node(in_party=None, out_party=None, time_series_uid=None)
    assert plain(series_line(series, None, WIDE)).split() == ["internal", "✔", "1", "234.500", "MWh"]
    one_side = series_node(in_party=None, out_party="11XBETA--------2")
    assert plain(series_line(one_side, None, LabelStyle(80, 8, UNICODE, NOON))).startswith("internal 11XBETA")


def test_a_forecast_has_no_counterparty() -> None:
    production = series_node(type="production", out_party="11XFC-PROD-----E", energy_mwh=None)
    assert plain(series_line(production, None, WIDE)).split() == ["production", "✔"]


@pytest.mark.parametrize(("width", "word"), [(60, "interim"), (36, "interim"), (28, "interim")])
def test_an_intermediate_confirmation_is_a_plain_word_where_room_is_short(width: int, word: str) -> None:
    node = version_node(2, status=Status.INTERMEDIATE, raw_status="icnf")
    assert plain(version_line(node, LabelStyle(width, 4, UNICODE, NOON))).split()[-1] == word


@pytest.mark.parametrize("width", range(8, 100, 7))
@pytest.mark.parametrize("signs", [UNICODE, ASCII])
def test_a_label_fills_its_width_and_no_more(width: int, signs: Signs) -> None:
    style = LabelStyle(width, 4, signs, NOON)
    lines = [
        day_line(day_node(accepted=3, rejected=1, anomalies=1), style),
        schedule_line(schedule_node(tso="x" * 300), style, with_party=True),
        version_line(version_node(103, superseded=True), style),
        series_line(series_node(type="a \x1b[31m type"), None, style),
        more_line(1200, style),
    ]
    assert {cells(line) for line in lines} == {style.width}
    assert not any("\x1b" in plain(line) for line in lines)


def test_the_row_for_the_rest_counts_it() -> None:
    assert plain(more_line(1200, USUAL)).startswith("… 1 200 more")


def test_a_day_with_an_open_anomaly_is_not_green() -> None:
    assert Role.ACCEPTED not in roles(day_line(day_node(date(2026, 3, 27), accepted=4, anomalies=1), USUAL))


def test_a_day_of_which_all_is_accepted_is_green() -> None:
    assert Role.ACCEPTED in roles(day_line(day_node(date(2026, 3, 27)), USUAL))


def test_findings_stand_beside_the_name_and_take_nothing_from_the_status() -> None:
    for row_width in (24, 34, 60):
        plain_style = LabelStyle(row_width, 2, UNICODE, NOON)
        found_style = replace(plain_style, findings=3)
        day, schedule = day_node(accepted=3), schedule_node()
        assert "!3" in plain(day_line(day, found_style))
        assert "!" in plain(schedule_line(schedule, found_style))
        for before, after in (
            (day_line(day, plain_style), day_line(day, found_style)),
            (schedule_line(schedule, plain_style), schedule_line(schedule, found_style)),
        ):
            assert plain(before).split()[-1] == plain(after).split()[-1]
            assert len(plain(before)) == len(plain(after))
