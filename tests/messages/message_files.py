"""Builders of small ESS and CIM messages for the tests: one element a line, so that lines can be told."""

from collections.abc import Iterable, Mapping

from store.model.message import MessageKind

DAY = ("2026-03-25T23:00Z", "2026-03-26T23:00Z")
ESS_3 = "urn:entsoe.eu:wgedi:ess:scheduledocument:3:3"
CIM = "urn:iec62325.351:tc57wg16:451-"


def lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def v(**values: object) -> str:
    """Return elements of ESS: the value in the attribute v."""
    return lines(*(f'<{name} v="{value}"/>' for name, value in values.items()))


def t(values: Mapping[str, object]) -> str:
    """Return elements of CIM: the value as text."""
    return lines(*(f"<{name}>{value}</{name}>" for name, value in values.items()))


def tag(name: str, *parts: str) -> str:
    return lines(f"<{name}>", *parts, f"</{name}>")


def ess_reason(code: str, text: str | None = None) -> str:
    return tag("Reason", v(ReasonCode=code), v(ReasonText=text) if text else "")


def cim_reason(code: str, text: str | None = None) -> str:
    return tag("Reason", t({"code": code}), t({"text": text}) if text else "")


def ess_period(
    amounts: Iterable[tuple[object, object]] = (),
    resolution: str = "PT15M",
    interval: str = "/".join(DAY),
    extra: str = "",
) -> str:
    rows = (tag("Interval", v(Pos=position, Qty=amount), extra) for position, amount in amounts)
    return tag("Period", v(TimeInterval=interval, Resolution=resolution), *rows)


def cim_interval(name: str, start: str = DAY[0], end: str = DAY[1]) -> str:
    return tag(name, t({"start": start, "end": end}))


def cim_period(
    amounts: Iterable[tuple[object, object]] = (),
    resolution: str = "PT15M",
    interval: tuple[str, str] = DAY,
    extra: str = "",
) -> str:
    rows = (tag("Point", t({"position": place, "quantity": amount}), extra) for place, amount in amounts)
    return tag("Period", cim_interval("timeInterval", *interval), t({"resolution": resolution}), *rows)


def ess_series(*body: str, name: str = "ScheduleTimeSeries", before: str = "", unit: str = "MAW") -> str:
    return tag(
        name,
        before,
        v(SendersTimeSeriesIdentification="TS-1", SendersTimeSeriesVersion=7, BusinessType="A02"),
        v(Product="8716867000016", ObjectAggregation="A01", InArea="AREA-IN", OutArea="AREA-OUT"),
        v(InParty="PARTY-IN", OutParty="PARTY-OUT", CapacityContractType="A01"),
        v(CapacityAgreementIdentification="CAP-1", MeasurementUnit=unit),
        *body,
    )


def cim_series(*body: str, name: str = "TimeSeries", unit: str = "measurement_Unit.name", curve: str = "") -> str:
    fields = {"mRID": "TS-1", "version": 7, "businessType": "A02", "product": "8716867000016"}
    places = {"in_Domain.mRID": "AREA-IN", "out_Domain.mRID": "AREA-OUT"}
    parties = {"in_MarketParticipant.mRID": "PARTY-IN", "out_MarketParticipant.mRID": "PARTY-OUT"}
    agreement = {"marketAgreement.type": "A01", "marketAgreement.mRID": "CAP-1", unit: "MAW"}
    return tag(name, t(fields | places | parties | agreement | ({"curveType": curve} if curve else {})), *body)


def ess(
    root: str, *body: str, attributes: str = 'DtdVersion="2" DtdRelease="3"', interval: str = "/".join(DAY)
) -> bytes:
    """Return an ESS message; a root ending in Document is of version 3.3, where Message became Document."""
    new = root.endswith("Document")
    word, created = ("Document", "CreationDateTime") if new else ("Message", "MessageDateTime")
    if new and root.startswith("Ack"):
        created = "DocumentDateTime"
    period = "RequestedTimeInterval" if root == "StatusRequest" else "ScheduleTimeInterval"
    return lines(
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<!DOCTYPE {root} SYSTEM "../dtd/nowhere.dtd">',
        f"<{root} {attributes}>",
        v(
            **{
                f"{word}Identification": "MSG-1",
                f"{word}Version": 3,
                f"{word}Type": "A01",
                "ProcessType": "A17",
            }
        ),
        v(
            SenderIdentification="SENDER",
            SenderRole="A08",
            ReceiverIdentification="RECEIVER",
            ReceiverRole="A04",
        ),
        v(**{created: "2026-03-25T13:00:00Z", period: interval, "Domain": "AREA", "SubjectParty": "SUBJECT"}),
        *body,
        f"</{root}>",
    ).encode()


def cim(root: str, profile: str, *body: str, interval: str | None = None) -> bytes:
    """Return a CIM message; the profile is the end of its namespace, such as 2:scheduledocument:5:1."""
    people = {
        "sender_MarketParticipant.mRID": "SENDER",
        "sender_MarketParticipant.marketRole.type": "A08",
        "receiver_MarketParticipant.mRID": "RECEIVER",
        "receiver_MarketParticipant.marketRole.type": "A04",
        "createdDateTime": "2026-03-25T13:00:00Z",
    }
    return lines(
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{root} xmlns="{CIM}{profile}">',
        t({"mRID": "MSG-1", "revisionNumber": 3, "type": "A01", "process.processType": "A17"} | people),
        cim_interval("schedule_Time_Period.timeInterval") if interval is None else interval,
        t({"domain.mRID": "AREA", "subject_MarketParticipant.mRID": "SUBJECT"}),
        *body,
        f"</{root}>",
    ).encode()


def ess_anomaly(*body: str) -> str:
    source = v(MessageSenderIdentification="OTHER", SendersMessageIdentification="THEIRS", SendersMessageVersion=9)
    return ess_series(*body, name="TimeSeriesAnomaly", before=source)


def cim_anomaly(*body: str) -> str:
    source = {"marketParticipant.mRID": "OTHER", "mRID": "THEIRS", "revisionNumber": 9}
    return tag("Anomaly_MarketDocument", t(source), cim_series(*body))


def _ess_bodies(word: str) -> dict[MessageKind, str]:
    answered = {f"{word}Identification": "OURS", f"{word}Version": 4}
    received = v(**{f"Receiving{name}": value for name, value in answered.items()})
    confirmed = v(ConfirmedMessageIdentification="OURS", ConfirmedMessageVersion=4)
    rejected = tag("TimeSeriesRejection", v(SendersTimeSeriesIdentification="TS-1"), ess_reason("A22", "wrong"))
    amounts = ess_period([(1, "1.5"), (2, "2.500")])
    imposed = {"ImposedTimeSeriesIdentification": "TS-9", "ImposedTimeSeriesVersion": 2}
    return {
        MessageKind.SCHEDULE: ess_series(amounts),
        MessageKind.ACKNOWLEDGEMENT: lines(received, ess_reason("A03", "errors"), rejected),
        MessageKind.CONFIRMATION: lines(
            confirmed,
            ess_reason("A07"),
            ess_series(amounts, ess_reason("A43"), name="TimeSeriesConfirmation"),
            tag("ImposedTimeSeries", v(**imposed), amounts, ess_reason("A30")),
        ),
        MessageKind.ANOMALY_REPORT: ess_anomaly(amounts, ess_reason("A09", "differs")),
        MessageKind.STATUS_REQUEST: "",
    }


def _ess_messages(names: Iterable[str], word: str, attributes: str) -> dict[MessageKind, bytes]:
    bodies = _ess_bodies(word)
    return {kind: ess(name, bodies[kind], attributes=attributes) for name, kind in zip(names, MessageKind, strict=True)}


def _cim_messages() -> dict[MessageKind, bytes]:
    rejected = tag("Rejected_TimeSeries", t({"mRID": "TS-1"}), cim_reason("A22", "wrong"))
    amounts = cim_period([(1, "1.5"), (2, "2.500")])
    received = {"received_MarketDocument.mRID": "OURS", "received_MarketDocument.revisionNumber": 4}
    confirmed = {"confirmed_MarketDocument.mRID": "OURS", "confirmed_MarketDocument.revisionNumber": 4}
    kept = cim_series(amounts, cim_reason("A43"), name="Confirmed_TimeSeries", unit="measure_Unit.name")
    imposed = tag("Imposed_TimeSeries", t({"mRID": "TS-9", "version": 2}), amounts, cim_reason("A30"))
    return {
        MessageKind.SCHEDULE: cim("Schedule_MarketDocument", "2:scheduledocument:5:1", cim_series(amounts)),
        MessageKind.ACKNOWLEDGEMENT: cim(
            "Acknowledgement_MarketDocument",
            "1:acknowledgementdocument:8:1",
            t(received),
            rejected,
            cim_reason("A03", "errors"),
        ),
        MessageKind.CONFIRMATION: cim(
            "Confirmation_MarketDocument",
            "2:confirmationdocument:5:0",
            t(confirmed),
            cim_reason("A07"),
            imposed,
            kept,
            interval=cim_interval("schedule_Period.timeInterval"),
        ),
        MessageKind.ANOMALY_REPORT: cim(
            "AnomalyReport_MarketDocument",
            "2:anomalydocument:5:3",
            cim_anomaly(amounts, cim_reason("A09", "differs")),
        ),
        MessageKind.STATUS_REQUEST: cim(
            "StatusRequest_MarketDocument",
            "5:statusrequestdocument:4:0",
            tag(
                "AttributeInstanceComponent",
                t({"attribute": "requestedTimeInterval", "attributeValue": "/".join(DAY)}),
            ),
            interval="",
        ),
    }


MESSAGES: dict[str, dict[MessageKind, bytes]] = {
    "ESS 2.3": _ess_messages(
        ("ScheduleMessage", "AcknowledgementMessage", "ConfirmationReport", "AnomalyReport", "StatusRequest"),
        "Message",
        'DtdVersion="2" DtdRelease="3"',
    ),
    "ESS 3.3": _ess_messages(
        (
            "ScheduleDocument",
            "AcknowledgementDocument",
            "ConfirmationReport",
            "AnomalyReport",
            "StatusRequest",
        ),
        "Document",
        f'xmlns="{ESS_3}"',
    ),
    "CIM": _cim_messages(),
}
"""One message of every kind in every family; all families say the same."""
