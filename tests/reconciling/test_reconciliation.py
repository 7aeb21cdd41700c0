"""How the trades of a version stand with the counterparties, by what the log says."""

from datetime import UTC, datetime

import pytest

from store.diff.reconciling.anomaly_reading import Reading
from store.diff.reconciling.reconciliation import ReconciliationError, reconciliation
from store.diff.reconciling.trade import Match
from store.lifecycle.moves import Act, Move
from tests.reconciling.reconciled import (
    DEICHWIND,
    FROM_EXCHANGE,
    KIESELWERK,
    PURCHASE,
    SALE,
    STROMHALLE,
    differing,
    of_sample,
    of_scenario,
    report,
    told,
    trade,
)
from tests.support.played import accepted, begun

CORRECTED = "03_anomaly_and_correction.jsonl"


def test_the_four_quarter_hours_of_the_sample_differ_by_what_the_files_hold() -> None:
    found = trade(reconciliation(of_sample(CORRECTED), 1), PURCHASE)
    assert (found.state, found.counterparty, found.their_name) == (Match.MISMATCHED, KIESELWERK, "KIESEL-0417")
    assert differing(found) == {
        69: (38.0, 38.1, 0.1),
        70: (38.0, 38.2, 0.2),
        71: (38.0, 38.2, 0.2),
        72: (38.0, 38.1, 0.1),
    }
    assert (found.ours_mwh, found.theirs_mwh, found.delta_mwh) == (876.0, 876.15, 0.15)
    assert found.since == datetime(2026, 3, 26, 13, 7, 40, 902_000, tzinfo=UTC)
    assert [one.code for one in found.reasons] == ["A09"]
    assert found.is_task


def test_a_confirmed_correction_matches_and_its_report_is_an_earlier_version_s() -> None:
    found = reconciliation(of_sample(CORRECTED))
    assert (found.version, found.versions, found.forecasts) == (2, (1, 2), 2)
    assert {one.state for one in found.trades} == {Match.MATCHED}
    purchase = trade(found, PURCHASE)
    assert purchase.why == "confirmed by the TSO"
    assert purchase.report is not None
    assert (purchase.report.version, purchase.report.superseded) == (1, True)
    assert differing(purchase) == {}


def test_a_correction_matches_before_any_confirmation_when_it_has_their_values() -> None:
    records = [one for one in of_sample(CORRECTED) if one.facts.at < 1_774_532_900_000_000]
    found = trade(reconciliation(records), PURCHASE)
    assert (found.state, found.event) == (Match.MATCHED, next(r for r in records if r.facts.number == 2).entry.uid)
    assert found.why == "version 2 has the values that the report on version 1 called for"


def test_a_later_version_that_still_differs_does_not_match_and_the_report_is_marked() -> None:
    played = accepted()
    played.play(report("A09", positions=(40, 41), megawatts=0.5))
    played.play(Act(Move.SUBMIT, None, (), (PURCHASE,), (40,), 0.5), Act(Move.ACKNOWLEDGE))
    found = trade(told(played), PURCHASE)
    assert (found.state, list(differing(found))) == (Match.MISMATCHED, [41])
    assert found.report is not None
    assert found.report.superseded
    assert "the report is about version 1; of version 2 nothing was said" in found.notes


@pytest.mark.parametrize("deltas", [False, True])
def test_a_report_by_values_and_one_by_differences_say_the_same(*, deltas: bool) -> None:
    played = accepted()
    played.play(report("A29", positions=(40, 41), megawatts=0.25, deltas=deltas))
    found = trade(told(played), PURCHASE)
    assert {at: delta for at, (_, _, delta) in differing(found).items()} == {40: 0.25, 41: 0.25}
    assert found.read is not None
    assert found.read.reading is (Reading.DELTAS if deltas else Reading.VALUES)
    assert found.read.fixed is not deltas


def test_differences_from_an_earlier_version_are_laid_over_that_version() -> None:
    played = accepted()
    played.play(report("A29", positions=(40, 41), megawatts=0.5, deltas=True))
    played.play(Act(Move.SUBMIT, None, (), (PURCHASE,), (40, 41), 0.5), Act(Move.ACKNOWLEDGE))
    assert trade(told(played), PURCHASE).state is Match.MATCHED
    played.play(Act(Move.SUBMIT, None, (), (PURCHASE,), (41,), 0.25), Act(Move.ACKNOWLEDGE))
    assert [one[2] for one in differing(trade(told(played), PURCHASE)).values()] == [-0.25]


def test_another_reading_can_be_chosen_and_says_so() -> None:
    played = accepted()
    played.play(report("A29", positions=(40,), megawatts=0.5, deltas=True))
    found = trade(told(played, readings={PURCHASE: Reading.VALUES}), PURCHASE)
    assert found.read is not None
    assert (found.read.reading, found.read.chosen) == (Reading.VALUES, True)
    assert "95 of 96 quantities are 0" in found.read.why
    assert found.quarter_hours[39].theirs == 0.5
    assert len(found.differing) == 96


def test_three_reports_of_a_missing_counterpart_are_one_state_since_the_first() -> None:
    records = of_scenario("counterpart-missing")
    reports = [one for one in records if one.entry.type == "anomaly.received"]
    found = trade(reconciliation(records), SALE)
    assert (found.state, found.counterparty, found.is_task) == (Match.MISSING, DEICHWIND, True)
    assert found.since is not None
    assert f"{found.since:%H:%M:%S.%f}"[:-3] == reports[0].entry.created_ts[11:23]
    assert found.event == reports[-1].entry.uid
    assert found.report is not None
    assert found.report.count == 3
    assert found.delta_mwh == -(found.ours_mwh or 0)


def test_a_missing_counterpart_that_a_later_report_leaves_out_may_be_mended() -> None:
    played = accepted()
    played.play(report("A28", series=SALE), report("A09", positions=(40,), megawatts=0.5))
    found = told(played)
    assert trade(found, SALE).notes == ("a later report does not name this trade: it may be mended",)
    assert trade(found, PURCHASE).notes == ()


def test_all_match_once_an_anomaly_is_corrected_and_confirmed() -> None:
    found = reconciliation(of_scenario("anomaly-corrected"))
    assert [one.state for one in found.trades] == [Match.MATCHED] * 3
    assert found.tasks == ()


def test_values_that_an_exchange_imposed_are_information() -> None:
    found = trade(reconciliation(of_scenario("imposed-by-exchange")), FROM_EXCHANGE)
    assert (found.state, found.counterparty) == (Match.IMPOSED, STROMHALLE)
    assert (found.is_information, found.is_task) == (True, False)
    assert found.differing


def test_a_mismatch_with_an_exchange_is_information_only_where_it_is_known_as_one() -> None:
    played = accepted()
    played.play(report("A29", series=FROM_EXCHANGE, positions=(40,), megawatts=0.5, deltas=True))
    assert trade(told(played), FROM_EXCHANGE).is_task
    found = trade(told(played, exchanges=[STROMHALLE]), FROM_EXCHANGE)
    assert (found.exchange, found.is_information, found.is_task) == (True, True, False)


def test_a_series_that_the_tso_refused_in_the_end_is_refused_and_the_others_match() -> None:
    found = reconciliation(of_scenario("partial-confirmation"))
    assert {one.name: one.state for one in found.trades} == {
        PURCHASE: Match.MATCHED,
        SALE: Match.REFUSED,
        FROM_EXCHANGE: Match.MATCHED,
    }


def test_nothing_is_said_of_trades_that_the_tso_only_took() -> None:
    found = told(accepted())
    assert {one.state for one in found.trades} == {Match.UNKNOWN}
    assert {one.why for one in found.trades} == {"the TSO took the version and has not said how it matches"}
    assert {one.why for one in told(begun()).trades} == {"the TSO has not answered yet"}


def test_a_version_that_the_log_does_not_know_is_refused_with_those_it_knows() -> None:
    with pytest.raises(ReconciliationError, match="version 7 cannot be reconciled: of this schedule the log knows 1"):
        told(accepted(), 7)


def test_no_entries_are_no_trades() -> None:
    found = reconciliation(())
    assert (found.version, found.versions, found.trades, found.is_superseded) == (None, (), (), False)
