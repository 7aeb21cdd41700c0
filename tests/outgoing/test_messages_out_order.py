"""The ESS files that are written have their elements in the order of ESS 2.3, for which there is no schema here."""

from pathlib import Path

import pytest
from lxml import etree

from store.exchange.outgoing.writing import write_messages
from store.exchange.samples import samples_path
from tests.outgoing.outgoing_conversation import with_every_answer

HEADER = "SenderIdentification SenderRole ReceiverIdentification ReceiverRole"
BODY = (
    "BusinessType Product ObjectAggregation InArea OutArea InParty OutParty CapacityContractType? "
    "CapacityAgreementIdentification? MeasurementUnit"
)
SERIES = f"SendersTimeSeriesIdentification SendersTimeSeriesVersion {BODY}"
ORDER = {
    "ScheduleMessage": (
        "MessageIdentification MessageVersion MessageType ProcessType ScheduleClassificationType "
        f"{HEADER} MessageDateTime ScheduleTimeInterval ScheduleTimeSeries"
    ),
    "AcknowledgementMessage": (
        f"MessageIdentification MessageDateTime {HEADER} ReceivingMessageIdentification ReceivingMessageVersion "
        "Reason TimeSeriesRejection?"
    ),
    "ConfirmationReport": (
        f"MessageIdentification MessageType MessageDateTime {HEADER} ScheduleTimeInterval "
        "ConfirmedMessageIdentification ConfirmedMessageVersion Reason TimeSeriesConfirmation? ImposedTimeSeries?"
    ),
    "AnomalyReport": f"MessageIdentification MessageDateTime {HEADER} ScheduleTimeInterval TimeSeriesAnomaly",
    "StatusRequest": f"MessageIdentification MessageType ProcessType {HEADER} MessageDateTime RequestedTimeInterval",
    "ScheduleTimeSeries": f"{SERIES} Period",
    "TimeSeriesRejection": "SendersTimeSeriesIdentification SendersTimeSeriesVersion Reason",
    "TimeSeriesConfirmation": f"{SERIES} Period? Reason",
    "ImposedTimeSeries": f"ImposedTimeSeriesIdentification ImposedTimeSeriesVersion {BODY} Period Reason",
    "TimeSeriesAnomaly": (
        f"MessageSenderIdentification SendersMessageIdentification SendersMessageVersion {SERIES} Period Reason"
    ),
    "Period": "TimeInterval Resolution Interval",
    "Interval": "Pos Qty",
    "Reason": "ReasonCode ReasonText?",
}
"""The elements below each element; those with a question mark may be missing."""


@pytest.mark.parametrize("source", ["every answer", "the sample logs"])
def test_ess_messages_have_all_their_elements_in_order(tmp_path: Path, source: str) -> None:
    logs = [line for path in sorted(samples_path().glob("0*.jsonl")) for line in path.read_bytes().splitlines()]
    write_messages(with_every_answer().contents if source == "every answer" else logs, tmp_path, "ess")
    roots = [etree.fromstring(path.read_bytes()) for path in tmp_path.iterdir()]
    for element in (element for root in roots for element in root.iter()):
        found = list(dict.fromkeys(str(one.tag) for one in element))
        expected = ORDER.get(str(element.tag), "").split()
        assert found == [one.rstrip("?") for one in expected if not one.endswith("?") or one[:-1] in found]
    if source == "every answer":
        assert {str(element.tag) for root in roots for element in root.iter()} > ORDER.keys()
