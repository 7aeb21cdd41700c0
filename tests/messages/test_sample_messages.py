"""The sample messages are well-formed, valid where there is a schema, named officially and in balance."""

import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from store.model.market.eic import check
from store.model.market.tso import tso
from tests.support.beside import needs_schemas, schema

FOLDER = Path(__file__).parents[2] / "sample_data" / "messages"
MESSAGES = {path.name: path for path in sorted(FOLDER.iterdir())}
CIM = [name for name, path in MESSAGES.items() if b"urn:iec62325" in path.read_bytes()]
ESS = [name for name in MESSAGES if name not in CIM]
SCHEDULES = [name for name in MESSAGES if re.search(r"_\d{3}\.XML$", name)]
OFFICIAL = r"(\d{8})_(TPS|SRQ)_(.{16})_(.{16})(_\d{3}(_(ACK|ANO|CNF)_(\d{4}(-\d\d){2}T\d\d(-\d\d){2}Z))?)?\.XML"

HEADER = "SenderIdentification SenderRole ReceiverIdentification ReceiverRole"
SERIES = (
    "SendersTimeSeriesIdentification SendersTimeSeriesVersion BusinessType Product ObjectAggregation "
    "InArea OutArea InParty OutParty MeasurementUnit Period"
)
ESS_ORDER = {
    "ScheduleMessage": (
        "MessageIdentification MessageVersion MessageType ProcessType ScheduleClassificationType "
        f"{HEADER} MessageDateTime ScheduleTimeInterval ScheduleTimeSeries"
    ),
    "AcknowledgementMessage": (
        f"MessageIdentification MessageDateTime {HEADER} ReceivingMessageIdentification ReceivingMessageVersion Reason"
    ),
    "AnomalyReport": (f"MessageIdentification MessageDateTime {HEADER} ScheduleTimeInterval TimeSeriesAnomaly"),
    "ConfirmationReport": (
        f"MessageIdentification MessageType MessageDateTime {HEADER} ScheduleTimeInterval "
        "ConfirmedMessageIdentification ConfirmedMessageVersion Reason TimeSeriesConfirmation"
    ),
    "ScheduleTimeSeries": SERIES,
    "TimeSeriesConfirmation": SERIES,
    "TimeSeriesAnomaly": (
        "MessageSenderIdentification SendersMessageIdentification SendersMessageVersion " + SERIES + " Reason"
    ),
    "Period": "TimeInterval Resolution Interval",
    "Interval": "Pos Qty",
    "Reason": "ReasonCode ReasonText",
}
"""The elements in their order (ESS 2.3), without those that never occur here."""

OPTIONAL = {"ReasonText", "TimeSeriesConfirmation"}


def parsed(name: str) -> etree._Element:
    """Return the root of a message; the DOCTYPE is not followed."""
    parser = etree.XMLParser(load_dtd=False, resolve_entities=False, no_network=True)
    return etree.fromstring(MESSAGES[name].read_bytes(), parser)


def value(element: etree._Element, *names: str) -> str:
    """Return the value of the first element of these names below, in either syntax."""
    found = next(element.iter(*(f"{{*}}{name}" for name in names)))
    return found.get("v") or found.text or ""


def amounts(series: etree._Element) -> dict[int, Decimal]:
    """Return the amounts of a series by position; a position left out repeats the one before."""
    named = {
        int(value(one, "Pos", "position")): Decimal(value(one, "Qty", "quantity"))
        for one in series.iter("{*}Interval", "{*}Point")
    }
    latest = Decimal(0)
    return {position: (latest := named.get(position, latest)) for position in range(1, 97)}


@needs_schemas
@pytest.mark.parametrize("name", CIM)
def test_cim_messages_are_valid(name: str) -> None:
    message = parsed(name)
    schema(etree.QName(message).namespace or "").assertValid(message)


@pytest.mark.parametrize("name", ESS)
def test_ess_messages_have_all_their_elements_in_order(name: str) -> None:
    for parent in parsed(name).iter():
        order = ESS_ORDER.get(str(parent.tag), "").split()
        found = list(dict.fromkeys(str(one.tag) for one in parent))
        assert found == [one for one in order if one in found or one not in OPTIONAL]
        assert sorted(parent, key=lambda one: order.index(str(one.tag))) == list(parent)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_has_its_official_name(name: str) -> None:
    parts = re.fullmatch(OFFICIAL, name)
    assert parts is not None
    created_at = value(parsed(name), "MessageDateTime", "createdDateTime")
    assert parts[8] is None or created_at.replace(":", "-") == parts[8]
    assert {parts[3], parts[4]} == {
        value(parsed(name), f"{side}Identification", f"{side.lower()}_MarketParticipant.mRID")
        for side in ("Sender", "Receiver")
    }


@pytest.mark.parametrize("name", MESSAGES)
def test_every_party_and_area_has_a_valid_code(name: str) -> None:
    coded = [one for one in parsed(name).iter("*") if one.get("codingScheme") == "A01"]
    codes = {one.get("v") or one.text or "" for one in coded}
    assert {code: check(code) for code in codes if check(code)} == {}


@pytest.mark.parametrize("name", SCHEDULES)
def test_every_schedule_balances(name: str) -> None:
    root = parsed(name)
    party = value(root, "SenderIdentification", "sender_MarketParticipant.mRID")
    receiver = tso(value(root, "ReceiverIdentification", "receiver_MarketParticipant.mRID"))
    assert receiver is not None
    own = (receiver.area_eic, party)
    net: dict[int, Decimal] = defaultdict(Decimal)
    for series in root.iter("{*}ScheduleTimeSeries", "{*}TimeSeries"):
        into = (
            value(series, "InArea", "in_Domain.mRID"),
            value(series, "InParty", "in_MarketParticipant.mRID"),
        )
        out = (
            value(series, "OutArea", "out_Domain.mRID"),
            value(series, "OutParty", "out_MarketParticipant.mRID"),
        )
        for position, megawatts in amounts(series).items():
            net[position] += megawatts * ((into == own) - (out == own))
    assert len(net) == 96
    assert set(net.values()) == {Decimal(0)}
