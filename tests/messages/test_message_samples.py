from datetime import UTC, datetime

import pytest

from store.exchange.messages.reading import created_at, looks_like_message, message
from store.model.message import Document, Message, MessageKind, Reason, Series
from tests.support.beside import REAL, needs_real

pytestmark = needs_real


def sample(pattern: str) -> Message:
    (path,) = REAL.glob(pattern)
    content = path.read_bytes()
    read = message(content)
    assert looks_like_message(content[:64])
    assert created_at(content) == read.created_at
    return read


def test_the_ess_schedule_has_eight_series_of_a_whole_day_in_balance() -> None:
    read = sample("ess/*_TPS_*_001.xml")
    assert (read.kind, read.syntax, read.version, read.type) == (MessageKind.SCHEDULE, "ESS 2.3", 1, "A01")
    assert read.interval == (datetime(2024, 10, 21, 22, tzinfo=UTC), datetime(2024, 10, 22, 22, tzinfo=UTC))
    assert [len(series.points) for series in read.series] == [96] * 8
    assert {series.unit for series in read.series} == {"MAW"}
    assert read.series[0].points[0].megawatts == 22.5
    here = ("10YDE-EON------1", one_spelling(read.sender))
    for position in range(96):
        incoming = sum(s.points[position].megawatts for s in read.series if ends(s)[0] == here)
        outgoing = sum(s.points[position].megawatts for s in read.series if ends(s)[1] == here)
        assert incoming == pytest.approx(outgoing, abs=1e-6) != 0


def test_the_acknowledgements_accept_fully() -> None:
    old, new = sample("ess/*_ACK_*.xml"), sample("cim/*_ACK_*.xml")
    assert (old.syntax, new.syntax) == ("ESS 2.3", "CIM 451-1 7:0")
    assert old.reasons == new.reasons == (Reason("A01", "Message fully accepted"),)
    assert old.answers == Document("20241018_TPS_WEISWELTWS-GDE-ENBW--", 1)
    assert new.answers == Document("241016_Y0-0000-2483-_XDE-VE-TRA", 86, type="A01")
    assert old.series == new.series == ()


def test_the_status_request_reuses_the_id_of_its_schedule() -> None:
    request, schedule = sample("ess/*_SRQ_*.xml"), sample("ess/*_TPS_*_001.xml")
    assert request.kind is MessageKind.STATUS_REQUEST
    assert (request.id, request.interval) == (schedule.id, schedule.interval)


def test_the_cim_schedule_has_no_series() -> None:
    read = sample("cim/*_TPS_*_002.xml")
    assert (read.kind, read.syntax, read.version) == (MessageKind.SCHEDULE, "CIM 451-2 5:2", 2)
    assert (read.domain, read.subject, read.series) == ("10YDE-VE-------2", "11X0-0000-0619-M", ())


def test_the_anomalies_pair_by_party_and_area_and_differ_in_one_hour() -> None:
    read = sample("cim/*_ANO_*.xml")
    assert (read.kind, read.syntax, len(read.series)) == (MessageKind.ANOMALY_REPORT, "CIM 451-2 5:0", 4)
    assert all(len(series.points) == 96 for series in read.series)
    assert {series.document.id for series in read.series if series.document} == {
        "20X-LU005-ECCIN10YDE-EON------O1016",
        "241016_X0-0000-0706-_XDE-EON-NE",
    }
    pairs = [
        (one, other)
        for index, one in enumerate(read.series)
        for other in read.series[index + 1 :]
        if ends(one) == ends(other)
    ]
    differing = [difference(one, other) for one, other in pairs]
    assert len(pairs) == 2
    assert {57: (0.3, 0.1), 58: (0.3, 0.1), 59: (0.3, 0.1), 60: (0.3, 0.1)} in differing
    assert {} in differing


def one_spelling(party: str | None) -> str | None:
    """Return the party with the two codes its publisher gave to one party made one."""
    return party.replace("11X0-1111-", "11X0-0000-") if party else None


def ends(series: Series) -> tuple[tuple[str | None, str | None], tuple[str | None, str | None]]:
    """Return where the energy goes to and where it comes from, each as area and party."""
    return (
        (series.in_area, one_spelling(series.in_party)),
        (series.out_area, one_spelling(series.out_party)),
    )


def difference(one: Series, other: Series) -> dict[int, tuple[float, float]]:
    """Return the amounts of both by the position in which they differ, the larger first."""
    return {
        position: (max(a.megawatts, b.megawatts), min(a.megawatts, b.megawatts))
        for position, (a, b) in enumerate(zip(one.points, other.points, strict=True), start=1)
        if a != b
    }
