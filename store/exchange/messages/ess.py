"""The names of ESS, the ENTSO-E Scheduling System: version 2.3 without a namespace, 3.3 and 4.x with one.

Version 3 renamed most of what was called Message to Document; senders mix both, so both are read.
"""

import re

from lxml import etree

from store.exchange.messages.elements import child, children, local_name, namespace, required, text
from store.exchange.messages.points import Allowance, points, unit
from store.exchange.messages.values import all_reasons, document_reasons, instant, interval, version
from store.model.message import Document, Message, MessageKind, Series

NAMESPACE = "urn:entsoe.eu:wgedi:"
"""How the namespace of a message begins, where it has one."""

ROOTS = {
    "ScheduleMessage": MessageKind.SCHEDULE,
    "ScheduleDocument": MessageKind.SCHEDULE,
    "AcknowledgementMessage": MessageKind.ACKNOWLEDGEMENT,
    "AcknowledgementDocument": MessageKind.ACKNOWLEDGEMENT,
    "ConfirmationReport": MessageKind.CONFIRMATION,
    "AnomalyReport": MessageKind.ANOMALY_REPORT,
    "StatusRequest": MessageKind.STATUS_REQUEST,
}

CREATED_AT = ("MessageDateTime", "DocumentDateTime", "CreationDateTime")

_SERIES = {
    MessageKind.SCHEDULE: "ScheduleTimeSeries",
    MessageKind.ACKNOWLEDGEMENT: "TimeSeriesRejection",
    MessageKind.CONFIRMATION: "TimeSeriesConfirmation",
    MessageKind.ANOMALY_REPORT: "TimeSeriesAnomaly",
}


def read(root: etree._Element, allowance: Allowance) -> Message:
    """Return the message under an ESS root element; MessageError for what cannot be read."""
    kind = ROOTS[local_name(root)]
    period = child(root, "ScheduleTimeInterval", "RequestedTimeInterval")
    series = children(root, _SERIES[kind]) if kind in _SERIES else ()
    return Message(
        kind=kind,
        syntax=_syntax(root),
        id=required(root, "MessageIdentification", "DocumentIdentification"),
        version=version(root, "MessageVersion", "DocumentVersion"),
        type=text(root, "MessageType", "DocumentType"),
        process_type=text(root, "ProcessType"),
        sender=required(root, "SenderIdentification"),
        sender_role=text(root, "SenderRole"),
        receiver=required(root, "ReceiverIdentification"),
        receiver_role=text(root, "ReceiverRole"),
        created_at=instant(root, *CREATED_AT),
        interval=None if period is None else interval(period),
        domain=text(root, "Domain"),
        subject=text(root, "SubjectParty"),
        answers=_answered(root),
        reasons=document_reasons(root),
        series=tuple(_series(element, allowance) for element in series),
        imposed=tuple(_series(element, allowance) for element in children(root, "ImposedTimeSeries")),
    )


def _syntax(root: etree._Element) -> str:
    """Return the syntax with its version: of the namespace, else of DtdVersion and DtdRelease."""
    numbers = re.search(r":([0-9]{1,3}):([0-9]{1,3})$", namespace(root))
    written = numbers.groups() if numbers else (root.get("DtdVersion", ""), root.get("DtdRelease", ""))
    known = [part for part in written if re.fullmatch(r"[0-9]{1,3}", part)]
    return " ".join(["ESS", ".".join(known)]).strip()


def _answered(root: etree._Element) -> Document | None:
    """Return the message that is acknowledged or confirmed; None where none is named."""
    identification = text(
        root,
        "ReceivingMessageIdentification",
        "ReceivingDocumentIdentification",
        "ConfirmedMessageIdentification",
        "ConfirmedDocumentIdentification",
    )
    if identification is None:
        return None
    return Document(
        identification,
        version(
            root,
            "ReceivingMessageVersion",
            "ReceivingDocumentVersion",
            "ConfirmedMessageVersion",
            "ConfirmedDocumentVersion",
        ),
    )


def _series(element: etree._Element, allowance: Allowance) -> Series:
    """Return one series of any of the messages; a rejected one has little more than an id and reasons."""
    return Series(
        id=required(element, "SendersTimeSeriesIdentification", "ImposedTimeSeriesIdentification"),
        version=version(element, "SendersTimeSeriesVersion", "ImposedTimeSeriesVersion"),
        business_type=text(element, "BusinessType"),
        in_area=text(element, "InArea"),
        out_area=text(element, "OutArea"),
        in_party=text(element, "InParty"),
        out_party=text(element, "OutParty"),
        agreement_type=text(element, "CapacityContractType"),
        agreement_id=text(element, "CapacityAgreementIdentification"),
        unit=unit(element),
        points=points(element, allowance),
        reasons=all_reasons(element),
        document=_source(element),
    )


def _source(series: etree._Element) -> Document | None:
    """Return the schedule an anomaly was found in; None in any other series."""
    identification = text(series, "SendersMessageIdentification", "SendersDocumentIdentification")
    if identification is None:
        return None
    return Document(
        identification,
        version(series, "SendersMessageVersion", "SendersDocumentVersion"),
        text(series, "MessageSenderIdentification", "DocumentSenderIdentification"),
    )
