"""Messages in CIM, the profiles IEC 62325-451-1, -2 and -5: namespaces, each value as text.

The elements stand in the order of the schemas: schedule 5:2, acknowledgement 8:1, confirmation 5:3,
anomaly report 5:3 and status request 4:1.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lxml import etree

from store.exchange.messages.cim import NAMESPACE, ROOTS
from store.exchange.outgoing.texts import (
    AGGREGATION,
    PRODUCT,
    RESOLUTION,
    OutgoingError,
    coding_scheme,
    minute,
    quantity,
    second,
)
from store.model.market.codes import BUSINESS_TYPES, title
from store.model.market.delivery_day import QUARTER_HOUR
from store.model.message import Message, MessageKind, Point, Reason, Series

PROFILES = {
    MessageKind.SCHEDULE: "2:scheduledocument:5:2",
    MessageKind.ACKNOWLEDGEMENT: "1:acknowledgementdocument:8:1",
    MessageKind.CONFIRMATION: "2:confirmationdocument:5:3",
    MessageKind.ANOMALY_REPORT: "2:anomalydocument:5:3",
    MessageKind.STATUS_REQUEST: "5:statusrequestdocument:4:1",
}
"""How the namespace of each message ends."""

_ROOT_NAMES = {kind: name for name, kind in ROOTS.items()}
_SUBJECT_ROLE = "A08"
_BLOCKS = "A01"
"""The curve type in which each position is given."""


def written(message: Message) -> etree._Element:
    """Return the root element of a message; OutgoingError where the log lacks what the schema demands."""
    namespace = NAMESPACE + PROFILES[message.kind]
    # the stubs of lxml do not know the namespace without a prefix
    names: Any = {None: namespace}
    root = etree.Element(f"{{{namespace}}}{_ROOT_NAMES[message.kind]}", nsmap=names)
    _BODIES[message.kind](root, message)
    return root


def _schedule(root: etree._Element, message: Message) -> None:
    _value(root, "mRID", message.id)
    _value(root, "revisionNumber", message.version)
    _value(root, "type", message.type)
    _value(root, "process.processType", message.process_type)
    _value(root, "process.classificationType", "A01")
    _parties(root, message)
    _time(root, message)
    _interval(root, "schedule_Time_Period.timeInterval", message.interval)
    _domain(root, message)
    _subject(root, message)
    for one in message.series:
        _series(_below(root, "TimeSeries"), one, message)


def _acknowledgement(root: etree._Element, message: Message) -> None:
    _value(root, "mRID", message.id)
    _time(root, message)
    _parties(root, message)
    if message.answers:
        _value(root, "received_MarketDocument.mRID", message.answers.id)
        _value(root, "received_MarketDocument.revisionNumber", message.answers.version)
        _value(root, "received_MarketDocument.type", message.answers.type)
        _value(root, "received_MarketDocument.process.processType", message.process_type)
    for one in message.series:
        rejected = _below(root, "Rejected_TimeSeries")
        _value(rejected, "mRID", one.id)
        _value(rejected, "version", one.version)
        _reasons(rejected, one.reasons)
    _reasons(root, message.reasons)


def _confirmation(root: etree._Element, message: Message) -> None:
    _value(root, "mRID", message.id)
    _value(root, "type", message.type)
    _time(root, message)
    _parties(root, message)
    _interval(root, "schedule_Period.timeInterval", message.interval)
    if message.answers:
        _value(root, "confirmed_MarketDocument.mRID", message.answers.id)
        _value(root, "confirmed_MarketDocument.revisionNumber", message.answers.version)
    _domain(root, message)
    _subject(root, message)
    _value(root, "process.processType", message.process_type)
    _reasons(root, message.reasons)
    for one in message.imposed:
        _series(_below(root, "Imposed_TimeSeries"), one, message)
    for one in message.series:
        _series(_below(root, "Confirmed_TimeSeries"), one, message)


def _anomaly_report(root: etree._Element, message: Message) -> None:
    _value(root, "mRID", message.id)
    _time(root, message)
    _parties(root, message)
    _interval(root, "schedule_Time_Period.timeInterval", message.interval)
    _domain(root, message)
    _value(root, "process.processType", message.process_type)
    for one in message.series:
        anomaly = _below(root, "Anomaly_MarketDocument")
        if one.document:
            _code(anomaly, "marketParticipant.mRID", one.document.party)
            _value(anomaly, "mRID", one.document.id)
            _value(anomaly, "revisionNumber", one.document.version)
        _series(_below(anomaly, "TimeSeries"), one, message)


def _status_request(root: etree._Element, message: Message) -> None:
    """Add what is asked about as attributes: their names are free text (IEC 62325-451-5)."""
    _value(root, "mRID", message.id)
    _value(root, "type", message.type)
    _parties(root, message)
    _time(root, message)
    asked = {"subject_MarketParticipant.mRID": message.subject}
    if message.interval:
        asked["schedule_Time_Period.timeInterval"] = "/".join(minute(at) for at in message.interval)
    for name, value in asked.items():
        if value is not None:
            component = _below(root, "AttributeInstanceComponent")
            _value(component, "attribute", name)
            _value(component, "attributeValue", value)


_BODIES = {
    MessageKind.SCHEDULE: _schedule,
    MessageKind.ACKNOWLEDGEMENT: _acknowledgement,
    MessageKind.CONFIRMATION: _confirmation,
    MessageKind.ANOMALY_REPORT: _anomaly_report,
    MessageKind.STATUS_REQUEST: _status_request,
}


def _parties(root: etree._Element, message: Message) -> None:
    _code(root, "sender_MarketParticipant.mRID", message.sender)
    _value(root, "sender_MarketParticipant.marketRole.type", message.sender_role)
    _code(root, "receiver_MarketParticipant.mRID", message.receiver)
    _value(root, "receiver_MarketParticipant.marketRole.type", message.receiver_role)


def _subject(root: etree._Element, message: Message) -> None:
    if message.subject is not None:
        _code(root, "subject_MarketParticipant.mRID", message.subject)
        _value(root, "subject_MarketParticipant.marketRole.type", _SUBJECT_ROLE)


def _domain(root: etree._Element, message: Message) -> None:
    if message.domain is None:
        raise OutgoingError("the control area of the TSO is not known: write ESS, which does not name it")
    _code(root, "domain.mRID", message.domain)


def _time(root: etree._Element, message: Message) -> None:
    if message.created_at:
        _value(root, "createdDateTime", second(message.created_at))


def _interval(parent: etree._Element, name: str, bounds: tuple[datetime, datetime] | None) -> None:
    if bounds:
        element = _below(parent, name)
        _value(element, "start", minute(bounds[0]))
        _value(element, "end", minute(bounds[1]))


def _series(element: etree._Element, one: Series, message: Message) -> None:
    if one.business_type not in BUSINESS_TYPES:
        raise OutgoingError(f"the business type {one.business_type!a} of {one.id} is not one of schedules")
    _value(element, "mRID", one.id)
    _value(element, "version", one.version)
    _value(element, "businessType", one.business_type)
    _value(element, "product", PRODUCT)
    _value(element, "objectAggregation", AGGREGATION)
    _code(element, "in_Domain.mRID", one.in_area)
    _code(element, "out_Domain.mRID", one.out_area)
    _code(element, "in_MarketParticipant.mRID", one.in_party)
    _code(element, "out_MarketParticipant.mRID", one.out_party)
    _value(element, "marketAgreement.type", one.agreement_type)
    _value(element, "marketAgreement.mRID", one.agreement_id)
    _value(element, "measurement_Unit.name", one.unit)
    if one.points and message.interval:
        _value(element, "curveType", _BLOCKS)
        _period(element, one.points, message.interval)
    _reasons(element, one.reasons)


def _period(series: etree._Element, points: Iterable[Point], bounds: tuple[datetime, datetime]) -> None:
    period = _below(series, "Period")
    _interval(period, "timeInterval", bounds)
    _value(period, "resolution", RESOLUTION)
    for given in points:
        point = _below(period, "Point")
        _value(point, "position", (given.start - bounds[0]) // QUARTER_HOUR + 1)
        _value(point, "quantity", quantity(given.megawatts))


def _reasons(parent: etree._Element, reasons: Iterable[Reason]) -> None:
    for one in reasons:
        if title(one.code) is None:
            raise OutgoingError(f"the reason code {one.code!a} is not in the code list that the schemas demand")
        reason = _below(parent, "Reason")
        _value(reason, "code", one.code)
        _value(reason, "text", one.text)


def _below(parent: etree._Element, name: str) -> etree._Element:
    """Add an element in the namespace of its parent."""
    return etree.SubElement(parent, f"{{{parent.nsmap[None]}}}{name}")


def _value(parent: etree._Element, name: str, value: str | int | None) -> None:
    """Add an element with a value; nothing where there is none."""
    if value is not None:
        _below(parent, name).text = str(value)


def _code(parent: etree._Element, name: str, value: str | None) -> None:
    """Add an element that names a party or an area, with the coding scheme of its identification."""
    if value is not None:
        element = _below(parent, name)
        element.text = value
        element.set("codingScheme", coding_scheme(value))
