"""The case of a schedule: what a ticket is told, in Markdown and as a page."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.errors import StoreError
from store.exchange.reports.cases.case import MOST_VERSIONS, CaseReport, case_report
from store.exchange.reports.cases.case_markdown import case_markdown
from store.exchange.reports.pages import case_html
from store.model.recorded import Recorded, recorded
from tests.support.command_line import gridtrail
from tests.support.entries import MINUTE, answered, created, encoded, entry, life, submitted, version_state
from tests.support.report_texts import HOSTILE, page, pictures, tables, tokens

NOW = datetime(2026, 3, 25, 12, 30, tzinfo=UTC)
AMPRION = "683ee88e-05de-4f38-9b4e-6076d95339af"
SPRING = "f96c2ae6-21c0-4dd5-bdc8-788ed7e1fee4"


def records(entries: list[dict[str, object]]) -> list[Recorded]:
    return [recorded(number, encoded(one)) for number, one in enumerate(entries, start=1)]


def case(entries: list[dict[str, object]], now: datetime = NOW) -> CaseReport:
    return case_report(records(entries), now=now)


def test_the_status_is_said_in_a_sentence() -> None:
    assert case(life()).status == "Version 3 is confirmed (accepted): the TSO confirmed it."
    assert case([created()]).status == "No version was sent."


def test_a_missing_reply_stands_in_the_sentence_and_as_a_row() -> None:
    report = case([created(), submitted(1, MINUTE)])
    assert report.status.endswith("No version is active. The ACK is missing, overdue.")
    row = report.versions[0].steps[-1]
    assert (row.tense, row.who, row.what, row.after) == ("missing", "Amprion", "ACK", "29 min")
    assert row.local == "since 2026-03-25 13:01:00.000 +01:00"
    assert row.utc == "12:01:00.000Z"
    assert row.outcome == ("missing", "overdue", "no answer")


def test_findings_say_what_to_do() -> None:
    text = case_markdown(case([created(), submitted(1, MINUTE)]))
    assert "- **error** no acknowledgement (`no-acknowledgement`, v1): " in text
    assert " → " in text


def test_every_step_is_told_with_time_speaker_and_reason() -> None:
    first = tables(case_markdown(case(life())))[0]
    assert first[0] == ["local time", "UTC", "after", "who", "what", "outcome", "document"]
    assert first[3][:6] == [
        "2026-03-25 13:02:00.000 +01:00",
        "12:02:00.000Z",
        "+1m 00s",
        "Amprion",
        "ACK",
        "submitted → acknowledged; A01 message fully accepted",
    ]


def test_a_status_that_nobody_knows_is_told_as_it_came(sample_store: Path) -> None:
    text = gridtrail("report", sample_store, "f2e21ef2").stdout.decode().replace("\\", "")
    assert "submitted → parked_for_review" in text
    assert "parked_for_review → acknowledged" in text


def test_every_entry_is_named_to_be_looked_up() -> None:
    found = life()
    report = case(found)
    assert [one.uid for one in report.events] == [one["uid"] for one in found]


def test_more_versions_than_a_ticket_holds_are_counted() -> None:
    entries = [created()]
    for number in range(1, 31):
        entries += [submitted(number, number * MINUTE), *answered(number, number * MINUTE + 1000)]
    report = case(entries)
    assert [one.number for one in report.versions] == list(range(11, 31))
    assert len(report.changes) == MOST_VERSIONS
    assert "The 20 newest of 30 versions are shown with their conversation and changes." in report.notes
    assert report.notes[0] in page(case_html(report)).text_content()


def test_a_schedule_nobody_knows_has_no_case() -> None:
    with pytest.raises(StoreError, match="nothing to report"):
        case_report([], now=NOW)


def test_a_report_says_what_it_does_not_prove() -> None:
    assert dict(case(life()).origin)["seal"].startswith("not checked")


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_the_log_do_nothing_in_a_case(text: str) -> None:
    told = {"reason_codes": [{"code": text, "text": text}], "message": {"id": text, "sender": text}}
    state = version_state(1, text, text, key=text)
    anomaly = {"series_id": text, "business_type": text, "in_party": text, "reason_codes": [{"code": text}]}
    anomaly["intervals"] = [{"pos": 1, "qty": 1.0}]
    report = case(
        [
            created(),
            entry("version.submitted", MINUTE, after=state, version="schedule v1", user_uid=text),
            entry("version.rejected", 2 * MINUTE, after=state, metadata=told, version="schedule v1"),
            entry(text, 3 * MINUTE, after={text: text}, version="schedule v1", name="odd"),
            entry("anomaly.received", 4 * MINUTE, after={"anomalies": [anomaly]}, version="schedule v1"),
        ]
    )
    written = case_html(replace(report, origin=(*report.origin, ("store", text))))
    page(written)
    assert len(pictures(written)) == 1
    markdown = case_markdown(report)
    assert all(len(row) == len(rows[0]) for rows in tables(markdown) for row in rows)
    headings = [one.tag for one in tokens(markdown) if one.type == "heading_open"]
    assert headings == ["h2", "h3", "h3", "h4", "h3", "h4", "h5", "h3", "h3"]


def test_the_command_reports_anomalies_and_versions_to_the_quarter_hour(sample_store: Path) -> None:
    result = gridtrail("report", sample_store, AMPRION, "--at", "2026-03-28T12:00Z")
    assert (result.returncode, result.stderr) == (0, b"")
    found = tables(result.stdout.decode())
    ours = next(rows for rows in found if rows[0][2:4] == ["ours MW", "theirs MW"] and rows[1][0] == "17:00")
    assert ours[1:] == [
        ["17:00", "1", "38.000", "38.100", "+0.100"],
        ["17:15–17:45", "2", "38.000", "38.200", "+0.200"],
        ["17:45", "1", "38.000", "38.100", "+0.100"],
        ["Σ of the day in MWh", "", "876.000", "876.150", "+0.150"],
    ]


def test_a_superseded_version_had_its_anomaly_and_has_none_open(sample_store: Path) -> None:
    text = gridtrail("report", sample_store, AMPRION, "--at", "2026-03-28T12:00Z").stdout.decode()
    assert "superseded, had an anomaly" in text
    assert "open anomaly" not in next(line for line in text.splitlines() if line.startswith("#### v1"))


def test_without_a_counterpart_all_that_we_declared_differs() -> None:
    anomaly = {"series_id": "TS-1", "in_party": "A", "out_party": "B", "reason_codes": [{"code": "A28"}]}
    anomaly["intervals"] = [{"pos": 1, "qty": 4.0}]
    told = entry("anomaly.received", 4 * MINUTE, after={"anomalies": [anomaly]}, version="schedule v1")
    [rows] = [one for one in tables(case_markdown(case([created(), told]))) if "ours MW" in one[0]]
    assert [row[2:] for row in rows[1:]] == [["4.000", "·", "−4.000"], ["1.000", "0.000", "−1.000"]]


def test_the_command_writes_a_page_whose_day_has_92_quarter_hours(sample_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "case.html"
    assert gridtrail("report", sample_store, SPRING, "-o", target).returncode == 0
    text = page(target.read_text()).text_content()
    assert "4 of 92 quarter-hours differ" in text
    assert "01:45–03:15" in text
    assert gridtrail("report", sample_store, SPRING, "-o", target).returncode == 2


def test_the_command_takes_an_event_and_a_moment(sample_store: Path) -> None:
    then = gridtrail("report", sample_store, AMPRION, "--at", "2026-03-26T13:00Z").stdout.decode()
    assert "versions: 1\n" in then
    event = "8604e247-5eba-4d21-a1b0-7215af728a79"
    later = gridtrail("report", sample_store, event, "--at", "2026-03-28T12:00Z")
    assert later.stdout == gridtrail("report", sample_store, AMPRION, "--at", "2026-03-28T12:00Z").stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nobody",), b"has no schedule 'nobody'"),
        ((AMPRION, "--at", "2020-01-01T00:00Z"), b"as early as that"),
        ((AMPRION, "--at", "soon"), b"is not a date and time"),
        ((AMPRION, "--html", "--markdown"), b"choose one form"),
    ],
)
def test_wrong_use_of_the_command_exits_2(arguments: tuple[str, ...], sentence: bytes, sample_store: Path) -> None:
    result = gridtrail("report", sample_store, *arguments)
    assert (result.returncode, sentence in result.stderr) == (2, True), result.stderr
