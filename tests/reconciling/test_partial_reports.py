"""What a report that names only some quarter-hours tells, and when one that shows no difference is mended."""

import pytest

from store.diff.reconciling.anomaly_reading import Reading
from store.diff.reconciling.reconciliation import reconciliation
from store.diff.reconciling.trade import Match
from tests.findings.finding_lives import records
from tests.reconciling.reconciled import differing
from tests.reconciling.test_reconciled_reports import OTHER, OWN
from tests.reconciling.test_reconciled_reports import series as anomaly
from tests.reconciling.test_trade_course import found, reported, sent
from tests.support.entries import MINUTE, created

WHOLE = [10.0] * 96
SOME = dict.fromkeys((1, 2, 3, 4), 12.0)


@pytest.mark.parametrize("with_ours", [False, True])
def test_a_report_on_four_quarter_hours_tells_nothing_of_the_others(*, with_ours: bool) -> None:
    ours = anomaly("TS-1", dict.fromkeys(SOME, 10.0), document_party=OWN)
    theirs = anomaly("KW-1", SOME, document_party=OTHER)
    (one,) = found(sent(1, MINUTE, {"TS-1": WHOLE}), reported(*([ours] if with_ours else []), theirs)).trades
    assert differing(one) == dict.fromkeys(SOME, (10.0, 12.0, 2.0))
    assert (one.delta_mwh, one.ours_mwh, one.theirs_mwh) == (2.0, 240.0, None)


def test_a_missing_counterpart_is_nothing_in_every_quarter_hour() -> None:
    missing = anomaly("TS-1", dict.fromkeys(SOME, 10.0), reason_codes=[{"code": "A28"}])
    (one,) = found(sent(1, MINUTE, {"TS-1": WHOLE}), reported(missing)).trades
    assert (one.state, one.delta_mwh, len(one.differing)) == (Match.MISSING, -240.0, 96)


def test_two_series_do_not_match_where_theirs_leaves_out_what_ours_has_in_the_report() -> None:
    both = [
        anomaly("TS-1", {1: 10.0, 2: 10.0}, document_party=OWN),
        anomaly("KW-1", {1: 10.0}, document_party=OTHER),
    ]
    (one,) = found(sent(1, MINUTE, {"TS-1": WHOLE}), reported(*both)).trades
    assert (one.state, differing(one)) == (Match.MISMATCHED, {})


def test_some_of_our_own_values_back_are_not_theirs() -> None:
    (one,) = found(sent(1, MINUTE, {"TS-1": WHOLE}), reported(anomaly("TS-1", dict.fromkeys(SOME, 10.0)))).trades
    assert (one.state, differing(one), one.theirs_mwh) == (Match.MISMATCHED, {}, None)
    assert one.read is not None
    assert one.read.fixed


@pytest.mark.parametrize("later", [False, True])
def test_a_report_of_zeros_read_as_differences_is_not_mended(*, later: bool) -> None:
    zeros = reported(anomaly("TS-1", dict.fromkeys(SOME, 0.0)))
    entries = [created(0), sent(1, MINUTE, {"TS-1": WHOLE}), zeros]
    if later:
        entries.append(sent(2, 3 * MINUTE, {"TS-1": WHOLE}))
    (one,) = reconciliation(records(entries), readings=Reading.DELTAS).trades
    assert (one.state, differing(one)) == (Match.MISMATCHED, {})


def test_a_reading_that_was_chosen_mends_nothing() -> None:
    entries = [
        created(0),
        sent(1, MINUTE, {"TS-1": WHOLE}),
        reported(anomaly("TS-1", SOME)),
        sent(2, 3 * MINUTE, {"TS-1": [22.0] * 4 + WHOLE[4:]}),
    ]
    (chosen,) = reconciliation(records(entries), readings=Reading.DELTAS).trades
    assert (chosen.state, differing(chosen)) == (Match.MISMATCHED, {})
