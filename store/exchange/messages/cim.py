"""The names of CIM, the profiles IEC 62325-451-1, -2 and -5 of the schedule process."""

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from store.exchange.messages.elements import (
    child,
    children,
    local_name,
    namespace,
    required,
    required_child,
    text,
)
from store.exchange.messages.points import Allowance, points, unit
from store.exchange.messages.values import (
    all_reasons,
    document_reasons,
    instant,
    interval,
    interval_in,
    version,
)
from store.model.message import Document, Message, MessageKind, Series

NAMESPACE = "urn:iec62325.351:tc57wg16:451-"
"""How the namespace of a message begins; document and version follow."""

ROOTS = {
    "Schedule_MarketDocument": MessageKind.SCHEDULE,
    "Acknowledgement_MarketDocument": MessageKind.ACKNOWLEDGEMENT,
    "Confirmation_MarketDocument": MessageKind.CONFIRMATION,
    "AnomalyReport_MarketDocument": MessageKind.ANOMALY_REPORT,
    "StatusRequest_MarketDocument": MessageKind.STATUS_REQUEST,
}

CREATED_AT = ("createdDateTime",)

_SERIES = {
    MessageKind.SCHEDULE: "TimeSeries",
    MessageKind.ACKNOWLEDGEMENT: "Rejected_TimeSeries",
    MessageKind.CONFIRMATION: "Confirmed_TimeSeries",
}

_INTERVALS = (
    "schedule_Time_Period.timeInterval",
    "schedule_Time_Period",
    "schedule_Period.timeInterval",
    "schedule_Period",
    "requested_Time_Period.timeInterval",
    "requested_Period.timeInterval",
    "requestedTimeInterval",
)


def read(root: etree._Element, allowance: Allowance) -> Message:
    """Return the message under a CIM root element; MessageError for what cannot be read."""
    kind = ROOTS[local_name(root)]
    return Message(
        kind=kind,
        syntax=_syntax(root),
        id=required(root, "mRID"),
        version=version(root, "revisionNumber"),
        type=text(root, "type"),
        process_type=text(root, "process.processType"),
        sender=required(root, "sender_MarketParticipant.mRID"),
        sender_role=text(root, "sender_MarketParticipant.marketRole.type"),
        receiver=required(root, "receiver_MarketParticipant.mRID"),
        receiver_role=text(root, "receiver_MarketParticipant.marketRole.type"),
        created_at=instant(root, *CREATED_AT),
        interval=_interval(root),
        domain=text(root, "domain.mRID"),
        subject=text(root, "subject_MarketParticipant.mRID"),
        answers=_answered(root),
        reasons=document_reasons(root),
        series=tuple(_all_series(root, kind, allowance)),
        imposed=tuple(_series(element, allowance) for element in children(root, "Imposed_TimeSeries")),
    )


def _syntax(root: etree._Element) -> str:
    """Return the syntax with the part of the standard and the version, out of the namespace."""
    found = re.fullmatch(r"([0-9]{1,3}):[a-z]{1,40}:([0-9]{1,3}:[0-9]{1,3})", namespace(root)[len(NAMESPACE) :])
    return f"CIM 451-{found[1]} {found[2]}" if found else "CIM"


def _interval(root: etree._Element) -> tuple[datetime, datetime] | None:
    """Return the delivery period: of the document, else the first interval a status request asks with.

    The attributes of a status request are free text (IEC 62325-451-5): no name is prescribed, so the
    value decides.
    """
    element = child(root, *_INTERVALS)
    if element is not None:
        return interval(element)
    values = (text(pair, "attributeValue") for pair in children(root, "AttributeInstanceComponent"))
    asked = (interval_in(written) for written in values if written)
    return next((bounds for bounds in asked if bounds), None)


def _answered(root: etree._Element) -> Document | None:
    """Return the message that is acknowledged or confirmed; None where none is named."""
    for answered in ("received_MarketDocument", "confirmed_MarketDocument"):
        identification = text(root, f"{answered}.mRID")
        if identification is not None:
            number = version(root, f"{answered}.revisionNumber")
            return Document(identification, number, type=text(root, f"{answered}.type"))
    return None


def _all_series(root: etree._Element, kind: MessageKind, allowance: Allowance) -> Iterator[Series]:
    """Yield the series of the message; in an anomaly report each with the schedule it was taken from."""
    if kind is MessageKind.ANOMALY_REPORT:
        for anomaly in children(root, "Anomaly_MarketDocument"):
            source = Document(
                required(anomaly, "mRID"),
                version(anomaly, "revisionNumber"),
                text(anomaly, "marketParticipant.mRID"),
            )
            required_child(anomaly, "TimeSeries")
            for element in children(anomaly, "TimeSeries"):
                yield _series(element, allowance, source)
    elif kind in _SERIES:
        for element in children(root, _SERIES[kind]):
            yield _series(element, allowance)


def _series(element: etree._Element, allowance: Allowance, source: Document | None = None) -> Series:
    """Return one series of any of the messages; a rejected one has little more than an id and reasons."""
    return Series(
        id=required(element, "mRID"),
        version=version(element, "version"),
        business_type=text(element, "businessType"),
        in_area=text(element, "in_Domain.mRID"),
        out_area=text(element, "out_Domain.mRID"),
        in_party=text(element, "in_MarketParticipant.mRID"),
        out_party=text(element, "out_MarketParticipant.mRID"),
        agreement_type=text(element, "marketAgreement.type"),
        agreement_id=text(element, "marketAgreement.mRID"),
        unit=unit(element),
        points=points(element, allowance),
        reasons=all_reasons(element),
        document=source,
    )
