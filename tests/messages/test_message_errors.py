import pytest

from store.exchange.messages.reading import MessageError, message
from tests.messages.message_files import (
    DAY,
    cim,
    cim_anomaly,
    cim_period,
    cim_series,
    ess,
    ess_period,
    ess_series,
    t,
    tag,
    v,
)

VALID = ess("ScheduleMessage", ess_series(ess_period([(1, "1.5"), (2, "2.5")])))


def refusal(content: bytes) -> MessageError:
    with pytest.raises(MessageError) as caught:
        message(content)
    return caught.value


def label(value: object) -> str:
    return value if isinstance(value, str) else ""


def ess_points(*amounts: tuple[object, object], resolution: str = "PT15M", interval: str = "/".join(DAY)) -> bytes:
    return ess("ScheduleMessage", ess_series(ess_period(amounts, resolution, interval)))


def cim_points(*amounts: tuple[object, object], resolution: str = "PT15M") -> bytes:
    return cim("Schedule_MarketDocument", "2:scheduledocument:5:2", cim_series(cim_period(amounts, resolution)))


@pytest.mark.parametrize(
    ("content", "at", "reason"),
    [
        (ess_points((1, "1"), (2, "12,5")), b"12,5", "'12,5': expected a number with a decimal point"),
        (cim_points((1, "12,5")), b"12,5", "'12,5': expected a number with a decimal point"),
        (ess_points((1, "NaN")), b"NaN", "expected a number"),
        (cim_points((1, "INF")), b"INF", "expected a number"),
        (ess_points((1, "1e999")), b"1e999", "expected a number"),
        (ess_points((1, "1_000")), b"1_000", "expected a number"),
        (ess_points((1, "")), b"Qty", "expected a number"),
        (ess_points((0, "1")), b"Pos", "'0': expected a position from 1 to 96"),
        (ess_points((97, "1")), b"Pos", "'97': expected a position from 1 to 96"),
        (cim_points((25, "1"), resolution="PT60M"), b"position", "expected a position from 1 to 24"),
        (cim_points(("one", "1")), b"position", "'one': expected a position from 1 to 96"),
        (cim_points((3, "1"), ("03", "2")), b">03<", "expected each position once in a period"),
        (ess_points((1, "1"), resolution="P1D"), b"P1D", "'P1D': expected one of PT15M, PT30M, PT60M, PT1H"),
        (
            ess_points(resolution="PT60M", interval="2026-03-25T23:00Z/2026-03-26T22:30Z"),
            b"PT60M",
            "expected one that divides the period",
        ),
        (ess_points(interval="2026-03-25T23:07Z/2026-03-26T23:07Z"), b":07Z", "expected a full quarter-hour"),
        (
            ess_points(interval="2026-03-26T23:00Z/2026-03-25T23:00Z"),
            b"26T23:00Z/",
            "expected a start before",
        ),
        (ess("ScheduleMessage", interval="2026-03-26"), b"ScheduleTimeInterval", "expected a start before"),
        (
            ess("ScheduleMessage", interval="2026-03-25T23:00/2026-03-26T23:00"),
            b"T23:00/",
            "expected a start",
        ),
        (
            VALID.replace(b"2026-03-25T13:00:00Z", b"0001-01-01T00:00+23:00"),
            b"0001-01",
            "expected a time such as",
        ),
        (VALID.replace(b'Version v="3"', b'Version v="third"'), b"third", "expected a version number"),
        (VALID.replace(b'"MAW"', b'"KWT"'), b"KWT", "'KWT': expected MAW"),
        (VALID.replace(b'<Resolution v="PT15M"/>', b""), b"<Period", "<Period> has no <Resolution>"),
        (VALID.replace(b'v="TS-1"', b'v=" "'), b"SendersTimeSeriesId", "is empty: expected a value"),
        (
            cim(
                "AnomalyReport_MarketDocument",
                "2:anomalydocument:5:0",
                tag("Anomaly_MarketDocument", t({"mRID": 1})),
            ),
            b"<Anomaly_",
            "has no <TimeSeries>",
        ),
    ],
    ids=label,
)
def test_a_value_that_cannot_be_read_is_named_with_its_line(content: bytes, at: bytes, reason: str) -> None:
    error = refusal(content)
    line = content[: content.index(at)].count(b"\n") + 1
    assert error.line == line
    assert str(error).startswith(f"line {line}: ")
    assert reason in str(error)


@pytest.mark.parametrize("missing", ["MessageIdentification", "SenderIdentification", "ReceiverIdentification"])
def test_a_message_without_what_identifies_it_is_refused(missing: str) -> None:
    names = {"MessageIdentification": "M", "SenderIdentification": "S", "ReceiverIdentification": "R"}
    del names[missing]
    error = refusal(tag("StatusRequest", v(**names)).encode())
    assert f"<StatusRequest> has no <{missing}>" in str(error)


def test_two_periods_must_not_give_the_same_quarter_hour() -> None:
    period = ess_period([(5, "1")])
    error = refusal(ess("ScheduleMessage", ess_series(period, period)))
    assert "two periods give an amount for 2026-03-26T00:00Z" in str(error)


def test_an_anomaly_document_with_two_series_gives_both() -> None:
    anomaly = cim_anomaly().replace("</Anomaly", cim_series() + "</Anomaly")
    assert len(message(cim("AnomalyReport_MarketDocument", "2:anomalydocument:5:0", anomaly)).series) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "line 1: the XML cannot be read: Document is empty"),
        (b'{"uid": 1}', "the XML cannot be read"),
        (VALID[: len(VALID) // 2], "the XML cannot be read"),
        (b"<a>" * 100_000, "Excessive depth"),
        (b'<a v="' + b"x" * 11_000_000 + b'"/>', "the XML cannot be read"),
        (b"<rss version='2.0'/>", "the root element is <rss>: expected one of ScheduleMessage, "),
        (
            b"<Schedule_MarketDocument/>",
            "<Schedule_MarketDocument> has the namespace '': expected one that begins with urn:iec62325.351",
        ),
        (
            b"<AnomalyReport xmlns='urn:other'/>",
            "namespace 'urn:other': expected none or one that begins with",
        ),
    ],
    ids=label,
)
def test_what_is_no_message_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    assert reason in str(refusal(content))


def test_a_long_or_odd_value_is_shown_cut_and_inert() -> None:
    text = str(refusal(cim_points((1, "\u202e[red]" + "9" * 5000 + "x"))))
    assert len(text) < 200
    assert "\u202e" not in text
