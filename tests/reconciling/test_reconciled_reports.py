"""Whose series a report holds, and the real anomaly report with its four quarter-hours."""

from collections.abc import Mapping
from typing import Any

import pytest

from store.database.store import Store
from store.diff.reconciling.anomaly_reports import stands_for
from store.diff.reconciling.reconciliation import Reconciliation, reconciliation
from store.diff.reconciling.trade import Match
from store.exchange.importing import Import
from store.model.snapshot import recognised
from store.model.timeline import EVERYTHING
from tests.findings.finding_lives import records
from tests.reconciling.reconciled import differing, trade
from tests.support.beside import REAL, needs_real
from tests.support.entries import MINUTE, created, entry, submitted

OWN, OTHER, AREA = "11XHALMLICHT---L", "11XKIESELWERK--5", "10YDE-RWENET---I"


def series(name: str, amounts: Mapping[int, object], *, buys: bool = True, **more: object) -> dict[str, Any]:
    """Return a series as an anomaly report has it."""
    parties = (OWN, OTHER) if buys else (OTHER, OWN)
    return {
        "business_type": "A02",
        "in_area": AREA,
        "out_area": AREA,
        "in_party": parties[0],
        "out_party": parties[1],
        "series_id": name,
        "reason_codes": [{"code": "A09", "text": None}],
        "intervals": [{"pos": position, "qty": quantity} for position, quantity in amounts.items()],
        **more,
    }


def found(*anomalies: dict[str, Any]) -> Reconciliation:
    """Return how trades stand after one report on a version whose series the log does not hold."""
    sent = submitted(1, MINUTE)
    sent["data"]["after"]["spec"] = {"sender_id": OWN}
    reported = entry("anomaly.received", 2 * MINUTE, after={"anomalies": list(anomalies)}, version="schedule v1")
    return reconciliation(records([created(0), sent, reported]))


def test_a_series_of_the_counterparty_alone_is_one_that_we_lack() -> None:
    (one,) = found(series("KW-1", {1: 5.0, 2: 6.0}, document_party=OTHER)).trades
    assert (one.state, one.name, one.their_name, one.counterparty) == (Match.OURS_MISSING, None, "KW-1", OTHER)
    assert differing(one) == {1: (None, 5.0, 5.0), 2: (None, 6.0, 6.0)}
    assert one.is_task


def test_ours_is_the_series_that_is_tied_to_one_of_ours_whichever_comes_first() -> None:
    theirs, ours = series("KW-1", {1: 5.0}), series("TS-1", {1: 6.0}, schedule_series_uid="series-1")
    for order in ([theirs, ours], [ours, theirs]):
        (one,) = found(*order).trades
        assert (one.name, one.their_name, differing(one)) == ("TS-1", "KW-1", {1: (6.0, 5.0, -1.0)})


def test_a_series_out_of_our_own_document_tells_nothing_of_theirs() -> None:
    (one,) = found(series("TS-1", {1: 6.0}, document_party=OWN)).trades
    assert (one.state, differing(one), one.theirs_mwh) == (Match.MISMATCHED, {}, None)
    assert one.read is not None
    assert one.read.why == "the series is ours, as we sent it: theirs is not told"


def test_the_two_directions_with_one_party_are_two_trades() -> None:
    both = [series("TS-1", {1: 6.0}, schedule_series_uid="s1"), series("KW-1", {1: 5.0})]
    back = [series("TS-2", {1: 1.0}, buys=False, schedule_series_uid="s2"), series("KW-2", {1: 1.0}, buys=False)]
    states = {one.name: one.state for one in found(*both, *back).trades}
    assert states == {"TS-1": Match.MISMATCHED, "TS-2": Match.MATCHED}


def test_our_party_goes_by_another_code_only_where_no_other_document_can_be_ours() -> None:
    theirs = series("KW-1", {1: 5.0}, document_party=OTHER)
    odd = series("TS-1", {1: 6.0}, document_party="11XHALMLICHT-OLD", in_party="11XHALMLICHT-OLD")
    third = series("X", {1: 6.0}, document_party="11XSOMEBODY----1", in_party="11XSOMEBODY----1")
    known = [recognised({"anomalies": [one]}).anomalies[0] for one in (theirs, odd, third)]
    assert stands_for(known[:2], OWN) == "11XHALMLICHT-OLD"
    assert stands_for(known, OWN) is None
    assert stands_for(known[1:2], OWN) is None
    assert stands_for(known[:2], None) is None


def test_what_is_no_quantity_and_no_position_ends_nothing() -> None:
    (one,) = found(series("TS-1", {1: "x", 0: 5, 10**9: 1e300, 3: 2})).trades
    assert one.state is Match.MISMATCHED


@needs_real
@pytest.mark.both_databases
def test_the_real_report_differs_in_four_quarter_hours_against_the_exchange_s_house(store: Store) -> None:
    Import(store, reject=print).run([str(path) for path in REAL.glob("cim/*_ANO_*.xml")])
    (uid,) = store.schedule_uids(EVERYTHING)
    purchase, sale = reconciliation(store.life(uid)).trades
    assert differing(purchase) == {
        57: (0.1, 0.3, 0.2),
        58: (0.1, 0.3, 0.2),
        59: (0.1, 0.3, 0.2),
        60: (0.1, 0.3, 0.2),
    }
    assert (purchase.state, purchase.counterparty) == (Match.MISMATCHED, "20X-LU005-ECCINI")
    assert (purchase.in_party, purchase.delta_mwh) == ("11X0-1111-0706-U", 0.2)
    assert purchase.notes == ("in the report we are 11X0-0000-0706-U: the document is ours, for the other is theirs",)
    assert (sale.state, sale.why) == (Match.MATCHED, "reported, but both sides hold the same amounts")
    assert trade(reconciliation(store.life(uid), exchanges=["20X-LU005-ECCINI"]), "rr20X-LU005-ECCINIs").is_information
