from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from store.diff.days.anomalies import AnomalyDifference, PositionDifference, anomaly_difference
from store.exchange.messages.reading import message
from store.model.message import Series
from store.model.snapshot import Anomaly
from tests.support.beside import REAL, needs_real


def anomaly(name: str, amounts: Mapping[int, float], **more: Any) -> Anomaly:
    route = {"in_area": "AREA", "out_area": "AREA", "in_party": "ALPHA", "out_party": "BETA"}
    known: dict[str, Any] = {
        "uid": name,
        "series_id": name,
        "series_uid": None,
        "business_type": "A02",
        "document_party": None,
        "reasons": (),
        "amounts": amounts,
        **route,
        **more,
    }
    return Anomaly(**known)


def test_anomalies_are_paired_by_party_and_area_not_by_order() -> None:
    ours, theirs = anomaly("ours", {1: 0.3, 2: 0.3}, series_uid="s1"), anomaly("theirs", {1: 0.3, 2: 0.1})
    back = {"in_party": "BETA", "out_party": "ALPHA"}
    other, more = anomaly("other", {1: 1.0}, series_uid="s2", **back), anomaly("more", {1: 1.0}, **back)
    first, second = anomaly_difference([ours, other, more, theirs]).pairs
    assert (first.ours, first.theirs, first.positions) == (other, more, ())
    assert (second.ours, second.theirs) == (ours, theirs)
    assert second.positions == (PositionDifference(2, 0.3, 0.1),)
    assert second.positions[0].delta == -0.2


def test_ours_is_the_series_out_of_our_document() -> None:
    theirs = anomaly("theirs", {1: 0.1}, document_party="BETA")
    ours = anomaly("ours", {1: 0.3}, document_party="ALPHA")
    for found in ([theirs, ours], [ours, theirs]):
        (pair,) = anomaly_difference(found, party="ALPHA").pairs
        assert (pair.ours, pair.positions) == (ours, (PositionDifference(1, 0.3, 0.1),))


def test_two_series_of_one_document_are_no_pair() -> None:
    found = [anomaly("a", {1: 1.0}, document_party="ALPHA"), anomaly("b", {1: 2.0}, document_party="ALPHA")]
    assert anomaly_difference(found) == AnomalyDifference((), tuple(found))


@pytest.mark.parametrize("parties", [(None, None), ("ALPHA", None), ("ALPHA", "BETA")])
def test_two_series_of_ours_are_no_pair_whatever_their_documents(parties: tuple[str | None, str | None]) -> None:
    found = [
        anomaly(name, {1: 1.0}, series_uid=name, document_party=party)
        for name, party in zip("ab", parties, strict=True)
    ]
    assert anomaly_difference(found).unpaired == tuple(found)


def test_two_without_documents_are_no_pair_where_neither_is_tied_to_a_series_of_ours() -> None:
    found = [anomaly("a", {1: 1.0}), anomaly("b", {1: 2.0})]
    assert anomaly_difference(found).unpaired == tuple(found)


def test_a_series_of_theirs_belongs_to_the_first_of_ours_that_waits() -> None:
    one, other = (anomaly(name, {1: 1.0}, series_uid=name) for name in ("a", "b"))
    theirs, more = anomaly("x", {1: 2.0}), anomaly("y", {1: 3.0})
    pairs = anomaly_difference([one, other, theirs, more]).pairs
    assert [(pair.ours, pair.theirs) for pair in pairs] == [(one, theirs), (other, more)]


def test_an_anomaly_that_names_no_parties_pairs_with_none() -> None:
    found = [anomaly("a", {1: 1.0}, in_party=None), anomaly("b", {1: 1.0}, in_party=None)]
    assert anomaly_difference(found).unpaired == tuple(found)


def test_a_position_that_one_side_lacks_differs_and_no_number_is_none() -> None:
    ours, theirs = anomaly("a", {1: 1.0, 2: 2.0}, series_uid="s1"), anomaly("b", {1: 1.0, 3: float("nan")})
    (pair,) = anomaly_difference([ours, theirs]).pairs
    assert pair.positions == (PositionDifference(2, 2.0, None),)


@needs_real
def test_the_real_anomaly_report_differs_in_four_quarter_hours_of_one_pair() -> None:
    (path,) = REAL.glob("cim/*_ANO_*.xml")
    found = anomaly_difference([as_anomaly(one) for one in message(path.read_bytes()).series])
    (pair,) = found.pairs
    assert pair.positions == tuple(PositionDifference(position, 0.3, 0.1) for position in range(57, 61))
    assert [one.in_party for one in found.unpaired] == ["20X-LU005-ECCINI"] * 2


def as_anomaly(one: Series) -> Anomaly:
    first = one.points[0].start
    return anomaly(
        one.id,
        {(point.start - first) // timedelta(minutes=15) + 1: point.megawatts for point in one.points},
        in_area=one.in_area,
        out_area=one.out_area,
        in_party=one.in_party,
        out_party=one.out_party,
        document_party=one.document.party if one.document else None,
    )
