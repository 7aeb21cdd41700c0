"""Messages in ESS 2.3, the ENTSO-E Scheduling System: no namespace, each value in the attribute `v`.

The elements stand in the order of the implementation guide; a DOCTYPE, which nobody may load, is left out.
"""

from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from store.exchange.outgoing.texts import AGGREGATION, PRODUCT, RESOLUTION, coding_scheme, minute, quantity, second
from store.model.market.delivery_day import QUARTER_HOUR
from store.model.message import Message, MessageKind, Point, Reason, Series

SYNTAX = "ESS 2.3"

ROOTS = {
    MessageKind.SCHEDULE: "ScheduleMessage",
    MessageKind.ACKNOWLEDGEMENT: "AcknowledgementMessage",
    MessageKind.CONFIRMATION: "ConfirmationReport",
    MessageKind.ANOMALY_REPORT: "AnomalyReport",
    MessageKind.STATUS_REQUEST: "StatusRequest",
}

_RELEASES = {MessageKind.STATUS_REQUEST: ("1", "0")}
_ORIGINAL = ("SendersTimeSeriesIdentification", "SendersTimeSeriesVersion")
_IMPOSED = ("ImposedTimeSeriesIdentification", "ImposedTimeSeriesVersion")


def written(message: Message) -> etree._Element:
    """Return the root element of a message; domain and subject have no place in this syntax."""
    version, release = _RELEASES.get(message.kind, ("2", "3"))
    root = etree.Element(ROOTS[message.kind], DtdVersion=version, DtdRelease=release)
    _BODIES[message.kind](root, message)
    return root


def _schedule(root: etree._Element, message: Message) -> None:
    _value(root, "MessageIdentification", message.id)
    _value(root, "MessageVersion", message.version)
    _value(root, "MessageType", message.type)
    _value(root, "ProcessType", message.process_type)
    _value(root, "ScheduleClassificationType", "A01")
    _parties(root, message)
    _time(root, message)
    _interval(root, "ScheduleTimeInterval", message.interval)
    for one in message.series:
        _series(etree.SubElement(root, "ScheduleTimeSeries"), one, message)


def _acknowledgement(root: etree._Element, message: Message) -> None:
    _value(root, "MessageIdentification", message.id)
    _time(root, message)
    _parties(root, message)
    _answered(root, "Receiving", message)
    _reasons(root, message.reasons)
    for one in message.series:
        rejection = etree.SubElement(root, "TimeSeriesRejection")
        _value(rejection, _ORIGINAL[0], one.id)
        _value(rejection, _ORIGINAL[1], one.version)
        _reasons(rejection, one.reasons)


def _confirmation(root: etree._Element, message: Message) -> None:
    _value(root, "MessageIdentification", message.id)
    _value(root, "MessageType", message.type)
    _time(root, message)
    _parties(root, message)
    _interval(root, "ScheduleTimeInterval", message.interval)
    _answered(root, "Confirmed", message)
    _reasons(root, message.reasons)
    for one in message.series:
        _series(etree.SubElement(root, "TimeSeriesConfirmation"), one, message)
    for one in message.imposed:
        _series(etree.SubElement(root, "ImposedTimeSeries"), one, message, _IMPOSED)


def _anomaly_report(root: etree._Element, message: Message) -> None:
    _value(root, "MessageIdentification", message.id)
    _time(root, message)
    _parties(root, message)
    _interval(root, "ScheduleTimeInterval", message.interval)
    for one in message.series:
        anomaly = etree.SubElement(root, "TimeSeriesAnomaly")
        if one.document:
            _code(anomaly, "MessageSenderIdentification", one.document.party)
            _value(anomaly, "SendersMessageIdentification", one.document.id)
            _value(anomaly, "SendersMessageVersion", one.document.version)
        _series(anomaly, one, message)


def _status_request(root: etree._Element, message: Message) -> None:
    _value(root, "MessageIdentification", message.id)
    _value(root, "MessageType", message.type)
    _value(root, "ProcessType", message.process_type)
    _parties(root, message)
    _time(root, message)
    _interval(root, "RequestedTimeInterval", message.interval)


_BODIES = {
    MessageKind.SCHEDULE: _schedule,
    MessageKind.ACKNOWLEDGEMENT: _acknowledgement,
    MessageKind.CONFIRMATION: _confirmation,
    MessageKind.ANOMALY_REPORT: _anomaly_report,
    MessageKind.STATUS_REQUEST: _status_request,
}


def _parties(root: etree._Element, message: Message) -> None:
    _code(root, "SenderIdentification", message.sender)
    _value(root, "SenderRole", message.sender_role)
    _code(root, "ReceiverIdentification", message.receiver)
    _value(root, "ReceiverRole", message.receiver_role)


def _time(root: etree._Element, message: Message) -> None:
    if message.created_at:
        _value(root, "MessageDateTime", second(message.created_at))


def _interval(parent: etree._Element, name: str, bounds: tuple[datetime, datetime] | None) -> None:
    if bounds:
        _value(parent, name, "/".join(minute(at) for at in bounds))


def _answered(root: etree._Element, which: str, message: Message) -> None:
    if message.answers:
        _value(root, f"{which}MessageIdentification", message.answers.id)
        _value(root, f"{which}MessageVersion", message.answers.version)


def _series(element: etree._Element, one: Series, message: Message, identity: tuple[str, str] = _ORIGINAL) -> None:
    _value(element, identity[0], one.id)
    _value(element, identity[1], one.version)
    _value(element, "BusinessType", one.business_type)
    _value(element, "Product", PRODUCT)
    _value(element, "ObjectAggregation", AGGREGATION)
    _code(element, "InArea", one.in_area)
    _code(element, "OutArea", one.out_area)
    _code(element, "InParty", one.in_party)
    _code(element, "OutParty", one.out_party)
    _value(element, "CapacityContractType", one.agreement_type)
    _value(element, "CapacityAgreementIdentification", one.agreement_id)
    _value(element, "MeasurementUnit", one.unit)
    if one.points and message.interval:
        _period(element, one.points, message.interval)
    _reasons(element, one.reasons)


def _period(series: etree._Element, points: Iterable[Point], bounds: tuple[datetime, datetime]) -> None:
    period = etree.SubElement(series, "Period")
    _interval(period, "TimeInterval", bounds)
    _value(period, "Resolution", RESOLUTION)
    for point in points:
        interval = etree.SubElement(period, "Interval")
        _value(interval, "Pos", (point.start - bounds[0]) // QUARTER_HOUR + 1)
        _value(interval, "Qty", quantity(point.megawatts))


def _reasons(parent: etree._Element, reasons: Iterable[Reason]) -> None:
    for one in reasons:
        reason = etree.SubElement(parent, "Reason")
        _value(reason, "ReasonCode", one.code)
        _value(reason, "ReasonText", one.text)


def _value(parent: etree._Element, name: str, value: str | int | None) -> None:
    """Add an element with a value; nothing where there is none."""
    if value is not None:
        etree.SubElement(parent, name, v=str(value))


def _code(parent: etree._Element, name: str, value: str | None) -> None:
    """Add an element that names a party or an area, with the coding scheme of its identification."""
    if value is not None:
        etree.SubElement(parent, name, v=value, codingScheme=coding_scheme(value))
