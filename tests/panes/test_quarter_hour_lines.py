"""Quarter-hours as the panes say them."""

from datetime import date

import pytest

from tests.support.pane_events import OWN, drawing, event, points, series, state_rows, unified, version


def test_a_quarter_hour_shows_its_local_time_both_amounts_and_the_difference() -> None:
    rows = unified(
        event(version(series("TS-4", [12.0] * 96)), version(series("TS-4", [12.0] * 9 + [12.5] + [12.0] * 86)))
    )
    assert rows[0] == "  ▾ series TS-4  288.125 MWh  +0.125 in 1 quarter-hour  internal ← 11XALPHA"
    assert rows[1:4] == [
        "    ⋯ 00:00–02:15  9 unchanged",
        "~     02:15                  12.000 MW │    12.500 MW  +0.500",
        "    ⋯ 02:30–24:00  86 unchanged",
    ]


def test_a_run_of_equal_changes_takes_one_line_and_opens() -> None:
    change = event({"data": points([0.0] * 96)}, {"data": points([0.0] * 32 + [5.0] * 32 + [0.0] * 32)})
    assert "~   ▸ 08:00–16:00    32 ×     0.000 MW │     5.000 MW  +5.000" in unified(change)
    opened = unified(change, "08:00–16:00")
    assert "~       15:45                   0.000 MW │     5.000 MW  +5.000" in opened
    assert len(opened) == len(unified(change)) + 32


def test_a_run_of_the_same_difference_says_between_which_amounts() -> None:
    change = event({"data": points([10.0, 30.0, 10.0])}, {"data": points([9.8, 29.8, 9.8])})
    assert "~   ▸ 00:00–00:45     3 × 10.000…30.000 MW │ 9.800…29.800 MW  −0.200" in unified(change)


def test_null_missing_and_zero_amounts_look_different() -> None:
    before = [{"ts": "2026-03-25T23:00:00Z", "amount": None}, {"ts": "2026-03-25T23:15:00Z", "amount": 0}]
    after = [*points([1.0, 1.0, 1.0])]
    rows = unified(event({"data": before}, {"data": after}))
    assert rows[1] == "~     00:00                       ∅    │     1.000 MW"
    assert rows[2] == "~     00:15                   0.000 MW │     1.000 MW  +1.000"
    assert rows[3] == "+     00:30                   1.000 MW"


@pytest.mark.parametrize(
    ("first", "labels"),
    [
        ("2026-10-25T00:45", ["02:45A", "02:00B", "02:15B"]),
        ("2026-03-29T00:45", ["01:45", "03:00", "03:15"]),
    ],
)
def test_the_hours_of_a_clock_change_are_told_apart(first: str, labels: list[str]) -> None:
    rows = unified(event({"data": points([1, 2, 4], first)}, {"data": points([2, 4, 7], first)}))
    assert [row.split()[1] for row in rows[1:4]] == labels


def test_the_market_decides_about_local_time() -> None:
    position = [{"pos": 1, "qty": 1.0}]
    change = event({"intervals": position}, {"intervals": [{"pos": 1, "qty": 2.0}]}, market="NL", day=date(2026, 7, 1))
    assert any("00:00" in row for row in unified(change))


def test_another_resolution_is_said_and_not_subtracted() -> None:
    rows = unified(event({"data": points([1.0] * 8)}, {"data": points([1.0, 2.0], minutes=60)}))
    assert "15 min before, 60 min after: not compared" in rows[0]
    assert not any("+1.000" in row for row in rows)


def test_quarter_hours_that_make_many_lines_are_folded_at_first() -> None:
    before, after = [float(number) for number in range(40)], [float(number) * 2 for number in range(40)]
    rows = unified(event(version(series("TS-4", before)), version(series("TS-4", after))))
    assert rows[0] == "~ ▸ series TS-4  390.000 MWh  +195.000 in 39 quarter-hours  internal ← 11XALPHA"
    assert len(state_rows(rows)) == 2


def test_positions_and_interval_statuses_get_local_times() -> None:
    before = {"interval_statuses": {str(number): "submitted" for number in range(96)}}
    after = {"interval_statuses": {str(number): "accepted" if number < 8 else "submitted" for number in range(96)}}
    rows = unified(event(before, after, type_="series.status_changed"))
    assert rows[0] == "  ▾ interval_statuses    8 quarter-hours"
    assert rows[1] == "~   ▸ 00:00–02:00     8 × submitted → accepted"


def test_points_with_more_keys_than_known_hide_nothing() -> None:
    before = [{"ts": "2026-03-25T23:00:00Z", "amount": 1.0, "quality": "good"}]
    after = [{"ts": "2026-03-25T23:00:00Z", "amount": 1.0, "quality": "bad"}]
    assert any("quality" in row and "good → bad" in row for row in unified(event({"data": before}, {"data": after})))


def test_a_series_opens_to_its_quarter_hours() -> None:
    rows = unified(event(None, version(series("TS-1", [4.0] * 96))), everything=True)
    assert "            ▸ 00:00–24:00    96 ×     4.000 MW" in rows


def anomaly(document: str, name: str, quantities: dict[int, float], party: str = "11XALPHA") -> dict[str, object]:
    return {
        "series_id": name,
        "business_type": "A02",
        "document_party": document,
        "in_party": OWN,
        "out_party": party,
        "in_area": "10YDE-VE-------2",
        "out_area": "10YDE-VE-------2",
        "reason_codes": [{"code": "A09", "text": None}],
        "intervals": [{"pos": position, "qty": quantity} for position, quantity in quantities.items()],
    }


def test_an_anomaly_report_shows_where_both_sides_differ() -> None:
    ours, theirs = dict.fromkeys(range(57, 61), 0.3), dict.fromkeys(range(57, 61), 0.1)
    report = {"anomalies": [anomaly("11XALPHA", "T", {**theirs, 61: 1.0}), anomaly(OWN, "S", {**ours, 61: 1.0})]}
    rows = unified(event(None, report, {"message": {"party": OWN}}, type_="anomaly.received"))
    assert rows[1:6] == [
        "  ▾ internal trade  ← 11XALPHA  A09  4 quarter-hours, at most 0.200 MW",
        "      ours    S",
        "      theirs  T (11XALPHA)",
        "                               ours │    theirs          Δ",
        "~   ▸ 14:00–15:00     4 ×     0.300 │     0.100 MW  −0.200",
    ]
    assert "    ▸ T  ← 11XALPHA  A09  5 quarter-hours, largest 1.000" in rows


def test_the_columns_of_an_anomaly_are_as_wide_as_its_widest_amounts() -> None:
    ours, theirs = {1: 4.1, 2: 9.8, 3: 1.0}, {1: 9.1, 2: 14.8, 3: 1.5}
    report = {"anomalies": [anomaly("11XALPHA", "T", theirs), anomaly(OWN, "S", ours)]}
    rows = unified(event(None, report, {"message": {"party": OWN}}, type_="anomaly.received"))
    assert rows[4:7] == [
        "                                 ours │       theirs          Δ",
        "~   ▸ 00:00–00:30     2 × 4.100…9.800 │ 9.100…14.800 MW  +5.000",
        "~     00:30                     1.000 │        1.500 MW  +0.500",
    ]


def test_an_anomaly_without_counterpart_is_labelled_as_not_documented() -> None:
    report = {"anomalies": [anomaly(OWN, "S", {1: -0.5, 2: 0.0})]}
    rows = unified(event(None, report, {"message": {"party": OWN}}, type_="anomaly.received"))
    assert rows[1:5] == [
        "  ▾ internal trade  ← 11XALPHA  A09  S",
        "      one value per quarter-hour; the TSO does not say whether amounts or differences",
        "      00:00                  −0.500 MW",
        "      1 more quarter-hour of 2: 0.000 MW",
    ]


@pytest.mark.parametrize(("document", "who"), [(OWN, "we"), ("11XALPHA", "they"), (None, "we")])
def test_an_anomaly_without_counterpart_series_is_that_series(document: str | None, who: str) -> None:
    given = {**anomaly(OWN, "S", dict.fromkeys(range(1, 97), 0.0)), "document_party": document}
    report = {"anomalies": [{**given, "reason_codes": ["A28"]}]}
    rows = unified(event(None, report, {"message": {"party": OWN}}, type_="anomaly.received"))
    assert rows[2] == f"      counterpart missing: the series as {who} sent it, 96 quarter-hours"
    assert rows[3] == "    ▸ 00:00–24:00    96 ×     0.000 MW"


def test_amounts_of_both_sides_stay_on_one_row_however_narrow() -> None:
    change = event({"data": points([10.0, 30.0])}, {"data": points([9.8, 29.8])})
    assert sum("00:00–00:30" in row for row in unified(change, width=50)) == 1


def test_an_opened_run_gives_its_stops_to_its_quarter_hours() -> None:
    change = event({"data": points([1.0] * 4)}, {"data": points([2.0] * 4)})
    assert len(drawing(change).stops) == 1
    assert len(drawing(change, "00:00–01:00").stops) == 4
