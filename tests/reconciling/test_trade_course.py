"""What stands of a trade after one thing and another was said of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from store.diff.reconciling.reconciliation import Reconciliation, reconciliation
from store.diff.reconciling.trade import Match
from store.lifecycle.moves import Act, Move
from tests.findings.finding_lives import records
from tests.reconciling.reconciled import FROM_EXCHANGE, PURCHASE, differing, of_sample, of_scenario, report, told, trade
from tests.reconciling.test_reconciled_reports import AREA, OTHER, OWN
from tests.reconciling.test_reconciled_reports import series as anomaly
from tests.support.entries import MINUTE, created, entry, submitted, version_state
from tests.support.pane_events import points
from tests.support.played import accepted


def sent(number: int, at: int, series: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    """Return the sending of a version with purchases from the other party by their names."""
    ids = {"in_party": OWN, "out_party": OTHER, "in_area": AREA, "out_area": AREA}
    spec = [
        {"time_series_uid": name, "type": "internal", "ids": ids, "data": points(amounts)}
        for name, amounts in series.items()
    ]
    one = submitted(number, at)
    one["data"]["after"]["spec"] = {"sender_id": OWN, "series": spec}
    return one


def reported(*anomalies: dict[str, Any], at: int = 2 * MINUTE, version: int = 1) -> dict[str, Any]:
    return entry("anomaly.received", at, after={"anomalies": list(anomalies)}, version=f"schedule v{version}")


def found(*entries: dict[str, Any]) -> Reconciliation:
    return reconciliation(records([created(0), *entries]))


def test_what_was_imposed_stays_so_when_the_version_is_settled_later() -> None:
    one = trade(reconciliation(of_sample("08_older_words.json", "2025-12-19")), PURCHASE)
    assert (one.state, one.counterparty) == (Match.IMPOSED, "11XKIESELWERK--5")
    assert differing(one) == dict.fromkeys(range(29, 33), (None, None, 1.0))


def test_an_intermediate_confirmation_of_parts_says_nothing_of_a_trade_that_it_does_not_name() -> None:
    entries = of_scenario("imposed-by-exchange")
    until = next(number for number, one in enumerate(entries) if one.facts.raw_status == "icnf")
    states = {one.name: one.state for one in reconciliation(entries[: until + 1]).trades}
    assert states[FROM_EXCHANGE] is Match.MISMATCHED
    assert states[PURCHASE] is Match.UNKNOWN


def test_values_that_a_confirmation_tells_take_the_place_of_those_reported() -> None:
    played = accepted()
    played.play(report("A29", series=FROM_EXCHANGE, positions=(40,), megawatts=0.5, deltas=True))
    played.play(Act(Move.IMPOSE, 1, ("A30",), (FROM_EXCHANGE,), (40, 41), 0.75))
    one = trade(told(played), FROM_EXCHANGE)
    assert [each[2] for each in differing(one).values()] == [0.75, 0.75]
    assert one.read is None


def test_a_version_that_is_imposed_is_so_in_the_trades_that_were_reported() -> None:
    both = sent(1, MINUTE, {"TS-1": [1.0], "TS-2": [2.0]})
    imposed = entry("version.status_changed", 3 * MINUTE, after=version_state(1, "imposed"), version="schedule v1")
    states = {one.name: one.state for one in found(both, reported(anomaly("TS-1", {1: 3.0})), imposed).trades}
    assert states == {"TS-1": Match.IMPOSED, "TS-2": Match.UNKNOWN}


def test_a_version_that_is_imposed_leaves_alone_what_was_confirmed_before() -> None:
    icnf = entry(
        "version.status_changed",
        MINUTE + 1,
        after=version_state(1, "icnf", "cnf"),
        version="schedule v1",
        metadata={"reason_codes": ["A06"]},
    )
    imposed = entry("version.status_changed", 3 * MINUTE, after=version_state(1, "imposed"), version="schedule v1")
    both = sent(1, MINUTE, {"TS-1": [1.0], "TS-2": [2.0]})
    states = {one.name: one.state for one in found(both, icnf, reported(anomaly("TS-1", {1: 3.0})), imposed).trades}
    assert states == {"TS-1": Match.IMPOSED, "TS-2": Match.MATCHED}


def test_two_series_between_the_same_parties_have_one_of_theirs_each() -> None:
    theirs = [anomaly(name, {1: 3.0}, document_party=OTHER) for name in ("KW-1", "KW-2")]
    trades = found(sent(1, MINUTE, {"TS-1": [1.0], "TS-2": [2.0]}), reported(*theirs)).trades
    assert {(one.name, one.their_name, one.delta_mwh) for one in trades} == {
        ("TS-1", "KW-1", 0.5),
        ("TS-2", "KW-2", 0.25),
    }


def test_two_series_of_ours_on_one_route_have_the_report_that_names_each() -> None:
    first = sent(1, MINUTE, {"TS-1": [10.0], "TS-2": [20.0]})
    for number, one in enumerate(first["data"]["after"]["spec"]["series"], 1):
        one["uid"] = f"s{number}"
    both = [
        anomaly("X-1", {1: 12.0}, schedule_series_uid="s1"),
        anomaly("X-2", {1: 25.0}, schedule_series_uid="s2"),
    ]
    trades = found(first, reported(*both)).trades
    assert {one.name: differing(one) for one in trades} == {
        "TS-1": {1: (10.0, 12.0, 2.0)},
        "TS-2": {1: (20.0, 25.0, 5.0)},
    }


def test_a_series_whose_counterpart_was_missing_is_of_no_concern_once_it_is_left_out() -> None:
    missing = anomaly("TS-2", {1: 2.0}, reason_codes=[{"code": "A28"}])
    first = sent(1, MINUTE, {"TS-1": [1.0], "TS-2": [2.0]})
    names = [one.name for one in found(first, reported(missing), sent(2, 3 * MINUTE, {"TS-1": [1.0]})).trades]
    assert names == ["TS-1"]


def test_a_series_that_we_left_out_and_they_still_have_is_one_that_we_lack() -> None:
    pair = [anomaly("TS-2", {1: 2.0}, document_party=OWN), anomaly("KW-2", {1: 2.5}, document_party=OTHER)]
    first = sent(1, MINUTE, {"TS-2": [2.0]})
    ids = {"in_party": OTHER, "out_party": OWN, "in_area": AREA, "out_area": AREA}
    second = sent(2, 3 * MINUTE, {"TS-1": [1.0]})
    second["data"]["after"]["spec"]["series"][0]["ids"] = ids
    one = trade(found(first, reported(*pair), second), "TS-2")
    assert (one.state, differing(one)) == (Match.OURS_MISSING, {1: (None, 2.5, 2.5)})


def test_our_own_values_back_are_not_theirs() -> None:
    one = trade(found(sent(1, MINUTE, {"TS-1": [1.0, 2.0]}), reported(anomaly("TS-1", {1: 1.0, 2: 2.0}))), "TS-1")
    assert (one.state, differing(one), one.theirs_mwh) == (Match.MISMATCHED, {}, None)
    assert one.read is not None
    assert one.read.fixed


def test_their_energy_is_not_told_where_only_some_of_their_quarter_hours_are() -> None:
    one = trade(found(sent(1, MINUTE, {"TS-1": [1.0, 2.0]}), reported(anomaly("TS-1", {2: 2.5}))), "TS-1")
    assert (differing(one), one.ours_mwh, one.theirs_mwh) == ({2: (2.0, 2.5, 0.5)}, 0.75, None)
