"""What differs, as Markdown, unified text and HTML: the numbers, what is cut, and texts that do nothing."""

import json
import re
from dataclasses import replace

import pytest

from store.diff.changes import MISSING
from store.diff.versions.sides import Side
from store.exchange.reports.differences.diff_markdown import diff_markdown
from store.exchange.reports.differences.diff_report import DiffReport, diff_report, event_report
from store.exchange.reports.differences.diff_unified import unified_lines
from store.exchange.reports.markdown import escaped
from store.exchange.reports.pages import diff_html
from tests.support.pane_events import DAY, OWN, event, series, version
from tests.support.report_texts import HOSTILE, is_inert, page, pictures, tables, tokens

BEFORE = version(series("TS-1", [1.0, 2.0, 2.0, 4.0]), series("TS-2", [5.0] * 4), status="submitted")
AFTER = version(series("TS-1", [1.0, 2.5, 2.5, 3.0]), series("TS-2", [5.0] * 4), status="rejected")
CHANGE = event(BEFORE, AFTER, {"reason_codes": [{"code": "A54"}]})


def compared(before: object, after: object) -> DiffReport:
    return diff_report(Side("one", before, day=DAY), Side("other", after, day=DAY), title="one → other")


def unified(report: DiffReport) -> str:
    return "\n".join(unified_lines(report))


def test_quarter_hours_are_a_table_with_the_energy_of_the_day() -> None:
    places, quarter_hours = tables(diff_markdown(event_report(CHANGE)))
    assert places == [["what", "before", "after"], ["status", '"submitted"', '"rejected"']]
    assert quarter_hours == [
        ["quarter-hours", "count", "before MW", "after MW", "Δ MW"],
        ["00:15–00:45", "2", "2.000", "2.500", "+0.500"],
        ["00:45", "1", "4.000", "3.000", "−1.000"],
        ["Σ of the day in MWh", "", "2.250", "2.250", "±0.000"],
    ]


def test_the_heading_says_whose_version_when_and_why() -> None:
    text = diff_markdown(event_report(CHANGE))
    assert text.startswith("### 50Hertz · 2026-03-26 · v3 · version.status\\_changed\n")
    assert "- recorded: 2026-03-25 14:09:03.118 +01:00\n- in UTC: 2026-03-25 13:09:03.118Z\n" in text
    assert "- A54 global position not in balance\n" in text
    assert "1 other series is the same." in text


def test_an_amount_null_and_nothing_look_different() -> None:
    report = compared(version(series("S", [1.0, None, 0.0])), version(series("S", [None, 0.0])))
    rows = [row[2:4] for row in tables(diff_markdown(report))[0][1:-1]]
    assert rows == [["1.000", "∅"], ["∅", "0.000"], ["0.000", "·"]]


def test_no_amount_is_told_twice_and_no_other_change_is_swallowed() -> None:
    before, after = version(series("S", [1.0, 2.0, 3.0])), version(series("S", [1.5, 2.0, 3.0]))
    points = after["spec"]["series"][0]["spec"]["data"]
    points[1]["note"] = "by hand"
    points[2]["amount"] = "3.5"
    report = compared(before, after)
    assert [one.place.rpartition(".")[2] for one in report.places] == ["note", "amount"]
    assert [row.times for row in report.series[0].rows] == ["00:00", "00:30"]


@pytest.mark.parametrize("changed", [0, 1])
def test_an_amount_whose_instant_is_there_twice_is_told_as_it_stands(changed: int) -> None:
    before, after = version(series("S", [1.0, 5.0, 3.0])), version(series("S", [1.0, 5.0, 3.0]))
    for state in (before, after):
        state["spec"]["series"][0]["spec"]["data"][1]["ts"] = "2026-03-26T00:00:00+01:00"
    after["spec"]["series"][0]["spec"]["data"][changed]["amount"] = 2.0
    after["spec"]["series"][0]["spec"]["data"][2]["amount"] = 4.0
    report = compared(before, after)
    assert [(one.before, one.after) for one in report.places] == [(("1.0", "5.0")[changed], "2.0")]
    assert f"+{report.places[0].after}" in unified(report)


def test_a_series_that_is_new_says_so_and_counts_from_nothing() -> None:
    report = compared(version(series("S", [1.0])), version(series("S", [1.0]), series("T", [4.0, 4.0])))
    new = report.series[0]
    assert (new.name, new.note) == ("T", "Only other has this series.")
    assert [(row.before, row.after, row.delta) for row in new.rows] == [("·", "4.000", "+4.000")]
    assert new.energy == ("0.000", "2.000", "+2.000")


def test_two_resolutions_are_not_compared() -> None:
    half = version(series("S", [1.0, 2.0]))
    half["spec"]["series"][0]["spec"]["data"][1]["ts"] = "2026-03-25T23:30:00Z"
    one = compared(half, version(series("S", [1.0, 2.0]))).series[0]
    assert (one.note, one.rows) == ("Not compared: steps of 30 minutes before, of 15 minutes after.", ())


def test_what_one_side_alone_reports_is_not_given_as_a_difference() -> None:
    quantities = [{"pos": position, "qty": quantity} for position, quantity in ((1, 0.0), (2, -1.5), (3, -1.5))]
    alone = {"series_id": "S", "business_type": "A02", "in_party": OWN, "out_party": "X", "intervals": quantities}
    report = event_report(event(None, alone, type_="anomaly.received"))
    one = report.anomalies[0]
    assert [(row.times, row.before, row.delta) for row in one.rows] == [("00:15–00:45", "−1.500", "")]
    assert (one.summary, one.energy) == ("2 quarter-hours, 1 more are zero", ("", "", ""))
    assert "amounts or differences" in diff_markdown(report)


def test_alike_statuses_of_intervals_stand_on_one_row() -> None:
    before = {"interval_statuses": {str(number): "submitted" for number in range(96)}}
    after = {"interval_statuses": {str(number): "accepted" if number < 90 else "imposed" for number in range(96)}}
    rows = compared(before, after).places
    assert [one.place for one in rows] == ["interval_statuses.0…89 (90)", "interval_statuses.90…95 (6)"]


def test_more_than_a_report_holds_is_counted() -> None:
    report = compared({f"k{number}": 0 for number in range(700)}, {f"k{number}": 1 for number in range(700)})
    for text in (diff_markdown(report), unified(report), diff_html(report)):
        assert "200 more changes are left out: --json gives all." in text


def test_nothing_and_something_differ_in_all_that_is_there() -> None:
    report = compared(MISSING, {"a": 1, "b": [2]})
    assert [(one.place, one.before, one.after) for one in report.places] == [("a", "", "1"), ("b", "", "[2]")]
    assert tables(diff_markdown(report))[0][0] == ["what", "other"]
    assert not compared(MISSING, MISSING).differs
    assert compared(MISSING, {}).differs


def test_no_difference_is_said_in_every_form() -> None:
    report = compared({"a": 1}, {"a": 1.0})
    assert "Nothing differs." in diff_markdown(report)
    assert "nothing differs" in unified(report)
    assert "Nothing differs." in page(diff_html(report)).text_content()


def hostile_report(text: str) -> DiffReport:
    before = version(series(f"S {text}", [1.0]), **{f"key {text}": text, "same": text})
    after = version(series(f"S {text}", [2.0]), **{f"key {text}": [text], "new": {text: text}})
    told = {"reason_codes": [{"code": text, "text": text}, {"code": "A54", "text": text}]}
    one = event(before, after, told, type_=text, uid=text)
    return event_report(replace(one, row=replace(one.row, tso=text, schedule_uid=text, message_id=text)))


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_the_log_do_nothing_in_any_form(text: str) -> None:
    report = hostile_report(text)
    written = diff_html(report)
    page(written)
    assert len(pictures(written)) == 1
    assert is_inert(unified(report))
    found = tables(diff_markdown(report))
    assert all(len(row) == len(rows[0]) for rows in found for row in rows)


@pytest.mark.parametrize("text", HOSTILE)
def test_headings_of_the_markdown_are_ours_only(text: str) -> None:
    headings = [one for one in tokens(diff_markdown(hostile_report(text))) if one.type == "heading_open"]
    assert [one.tag for one in headings] == ["h3", "h4"]


def test_no_link_and_no_mention_begins_in_the_markdown() -> None:
    assert escaped("http://a.b //c.d WWW.e.f @all") == r"http\:\//a.b \//c.d WWW\.e.f \@all"


def test_a_page_says_what_was_written_and_not_what_it_could_mean() -> None:
    text = page(diff_html(hostile_report("<b>&amp;</b>{{ 7 }}"))).text_content()
    assert "<b>&amp;</b>{{ 7 }}" in text


def test_a_page_makes_inert_what_nobody_did_before() -> None:
    report = replace(event_report(CHANGE), title="\x1b[31m\u202e", reasons=("<i>\x9b",))
    assert page(diff_html(report)).findtext(".//h1") == "␛[31m‹U+202E›"


def test_a_unified_text_begins_each_line_with_a_sign_of_its_own() -> None:
    lines = unified(event_report(CHANGE)).splitlines()
    assert lines[7:12] == ["--- before", "+++ after", "@@ status @@", '-"submitted"', '+"rejected"']
    assert all(re.match(r"[-+#@]", line) for line in lines)
    assert json.loads(lines[11][1:]) == "rejected"
