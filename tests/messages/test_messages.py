from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from store.exchange.messages.reading import created_at, looks_like_message, message
from store.model.message import Document, MessageKind, Point, Reason, Series
from tests.messages.message_files import (
    DAY,
    MESSAGES,
    cim,
    cim_interval,
    ess,
    ess_reason,
    t,
    tag,
    v,
)

START = datetime(2026, 3, 25, 23, tzinfo=UTC)
QUARTER_HOUR = timedelta(minutes=15)
POINTS = (Point(START, 1.5), Point(START + QUARTER_HOUR, 2.5))
SERIES = Series(
    id="TS-1",
    version=7,
    business_type="A02",
    in_area="AREA-IN",
    out_area="AREA-OUT",
    in_party="PARTY-IN",
    out_party="PARTY-OUT",
    agreement_type="A01",
    agreement_id="CAP-1",
    unit="MAW",
    points=POINTS,
)
families = pytest.mark.parametrize("family", MESSAGES)


@families
@pytest.mark.parametrize("kind", MessageKind)
def test_every_kind_in_every_family_has_the_same_header(family: str, kind: MessageKind) -> None:
    content = MESSAGES[family][kind]
    read = message(content)
    assert read.kind is kind
    assert read.syntax.startswith(family)
    assert (read.id, read.version, read.type, read.process_type) == ("MSG-1", 3, "A01", "A17")
    assert (read.sender, read.sender_role) == ("SENDER", "A08")
    assert (read.receiver, read.receiver_role) == ("RECEIVER", "A04")
    assert (read.domain, read.subject) == ("AREA", "SUBJECT")
    assert read.created_at == created_at(content) == datetime(2026, 3, 25, 13, tzinfo=UTC)
    assert read.interval == (START, START + timedelta(days=1))


@families
def test_a_schedule_has_its_series_with_their_amounts(family: str) -> None:
    read = message(MESSAGES[family][MessageKind.SCHEDULE])
    assert read.series == (SERIES,)
    assert (read.answers, read.reasons, read.imposed) == (None, (), ())


@families
def test_an_acknowledgement_says_what_it_answers_and_which_series_it_rejects(family: str) -> None:
    read = message(MESSAGES[family][MessageKind.ACKNOWLEDGEMENT])
    assert read.answers == Document("OURS", 4)
    assert read.reasons == (Reason("A03", "errors"),)
    assert read.series == (Series("TS-1", reasons=(Reason("A22", "wrong"),)),)


@families
def test_a_confirmation_tells_confirmed_series_from_imposed_ones(family: str) -> None:
    read = message(MESSAGES[family][MessageKind.CONFIRMATION])
    assert read.answers == Document("OURS", 4)
    assert read.reasons == (Reason("A07"),)
    assert read.series == (replace(SERIES, reasons=(Reason("A43"),)),)
    assert read.imposed == (Series("TS-9", 2, points=POINTS, reasons=(Reason("A30"),)),)


@families
def test_an_anomaly_names_the_schedule_it_was_found_in(family: str) -> None:
    read = message(MESSAGES[family][MessageKind.ANOMALY_REPORT])
    expected = replace(SERIES, reasons=(Reason("A09", "differs"),), document=Document("THEIRS", 9, "OTHER"))
    assert read.series == (expected,)
    assert read.answers is None


@families
def test_a_status_request_holds_no_series(family: str) -> None:
    read = message(MESSAGES[family][MessageKind.STATUS_REQUEST])
    assert (read.series, read.reasons, read.answers) == ((), (), None)


def test_a_status_request_without_an_interval_asks_for_none() -> None:
    pair = t({"attribute": "DocumentType", "attributeValue": "A65/A66"})
    root, profile = "StatusRequest_MarketDocument", "5:statusrequestdocument:4:1"
    assert message(cim(root, profile, tag("AttributeInstanceComponent", pair), interval="")).interval is None


@pytest.mark.parametrize(
    ("content", "syntax"),
    [
        (ess("ScheduleMessage"), "ESS 2.3"),
        (ess("StatusRequest", attributes='DtdVersion="1" DtdRelease="0"'), "ESS 1.0"),
        (ess("ScheduleMessage", attributes=""), "ESS"),
        (
            ess("ScheduleDocument", attributes='xmlns="urn:entsoe.eu:wgedi:ess:scheduledocument:4:1"'),
            "ESS 4.1",
        ),
        (cim("Schedule_MarketDocument", "2:scheduledocument:5:1"), "CIM 451-2 5:1"),
        (cim("Acknowledgement_MarketDocument", "1:acknowledgementdocument:7:0"), "CIM 451-1 7:0"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_syntax_carries_its_version(content: bytes, syntax: str) -> None:
    assert message(content).syntax == syntax


def test_an_anomaly_report_may_have_no_series() -> None:
    assert message(ess("AnomalyReport")).series == ()
    assert message(cim("AnomalyReport_MarketDocument", "2:anomalydocument:5:0")).series == ()


def test_only_id_sender_and_receiver_are_needed() -> None:
    names = v(MessageIdentification="M", SenderIdentification="S", ReceiverIdentification="R")
    read = message(tag("AcknowledgementMessage", names).encode())
    assert (read.id, read.version, read.type, read.created_at, read.interval) == ("M", None, None, None, None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1"])
def test_a_byte_order_mark_or_another_encoding_changes_nothing(encoding: str) -> None:
    declared = {"utf-8-sig": "UTF-8", "iso-8859-1": "ISO-8859-1"}.get(encoding, "UTF-16")
    source = ess("ScheduleMessage", ess_reason("A01", "bestätigt")).decode().replace('"UTF-8"', f'"{declared}"')
    content = source.encode(encoding)
    assert message(content).reasons == (Reason("A01", "bestätigt"),)
    assert looks_like_message(content)


def test_comments_instructions_and_unknown_elements_are_passed_over() -> None:
    content = MESSAGES["CIM"][MessageKind.SCHEDULE]
    noise = b"<!-- MAW --><?odd instruction?><Extra><Period/></Extra>"
    assert message(content.replace(b"<mRID>", noise + b"<mRID>")) == message(content)
    assert message(content.replace(b"MSG-1", b"<!-- a -->MSG<!-- b -->-1")) == message(content)


def test_elements_may_carry_a_prefix() -> None:
    content = MESSAGES["CIM"][MessageKind.SCHEDULE].decode()
    prefixed = content.replace("</", "</p:").replace("<", "<p:").replace("<p:/p:", "</p:").replace("<p:?", "<?")
    assert message(prefixed.replace("xmlns=", "xmlns:p=").encode()) == message(content.encode())


@pytest.mark.parametrize(
    "interval",
    [
        cim_interval("schedule_Period.timeInterval"),
        cim_interval("requestedTimeInterval"),
        tag("schedule_Time_Period", cim_interval("timeInterval")),
        t({"schedule_Time_Period.timeInterval": "/".join(DAY)}),
    ],
)
def test_the_period_is_found_in_each_spelling(interval: str) -> None:
    read = message(cim("Schedule_MarketDocument", "2:scheduledocument:5:0", interval=interval))
    assert read.interval == (START, START + timedelta(days=1))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<ScheduleMessage", True),
        (b"\xef\xbb\xbf \r\n\t<?xml", True),
        ("\ufeff\n<a".encode("utf-16-be"), True),
        (b'{"uid": "<"}', False),
        (b"\xef\xbb\xbf", False),
        (b"", False),
        (b"\0<", False),
    ],
)
def test_what_could_be_a_message_is_told_by_its_first_bytes(head: bytes, expected: bool) -> None:
    assert looks_like_message(head) is expected


def test_a_message_without_a_time_or_one_that_cannot_be_read_has_no_creation_time() -> None:
    assert created_at(b"<a><MessageDateTime v='yesterday'/></a>") is None
    assert created_at(b"<ScheduleMessage/>") is None
    assert created_at(b"not XML") is None
