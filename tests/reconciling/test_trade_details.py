"""One trade in lines, and its two sides as a comparison of the day."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from store.diff.changes import MISSING, ChangeKind
from store.diff.reconciling.reconciliation import Reconciliation
from store.diff.reconciling.trade import Match, Trade
from store.diff.reconciling.trade_comparison import is_told, trade_comparison
from store.lifecycle.moves import Act, Move
from tests.reconciling.reconciled import FROM_EXCHANGE, PURCHASE, SALE, STROMHALLE, report, told, trade
from tests.support.played import accepted, begun
from tui.presentation.matching.trade_actions import switched, version_beside, why_not
from tui.presentation.matching.trade_details import detail_lines, quarter_hour_lines
from tui.presentation.matching.trade_list import TradeList, nothing_text, progress_text
from tui.presentation.matching.trade_rows import trade_lines
from tui.presentation.pieces import cells, plain
from tui.presentation.signs import UNICODE

BERLIN = ZoneInfo("Europe/Berlin")
AUTUMN = date(2026, 10, 25)


def shown(found: Reconciliation, one: Trade, width: int = 60) -> list[str]:
    return [" ".join(plain(line).split()) for line in detail_lines(one, found, width, UNICODE, BERLIN)]


def differing(*positions: int, day: date = AUTUMN) -> tuple[Reconciliation, Trade]:
    played = begun(Act(Move.ACKNOWLEDGE), day=day)
    played.play(report("A09", positions=positions, megawatts=0.5))
    return (found := told(played)), trade(found, PURCHASE)


def test_the_repeated_hour_is_told_apart() -> None:
    found, one = differing(9, 13)
    rows = [plain(line).split()[:2] for line in quarter_hour_lines(one, found, UNICODE)]
    assert rows[-2:] == [["9", "02:00A"], ["13", "02:00B"]]


def test_equal_neighbours_are_one_line_and_others_are_not() -> None:
    played = accepted()
    played.play(report("A28", series=SALE))
    found = told(played)
    rows = list(quarter_hour_lines(trade(found, SALE), found, UNICODE))
    amounts = [one.ours for one in trade(found, SALE).quarter_hours]
    changes = sum(1 for one, other in pairwise(amounts) if one != other)
    assert len(rows) == 3 + changes + 1
    assert plain(rows[2]).split()[-2] == "·"


def test_an_exchange_s_values_win_and_that_is_said() -> None:
    played = accepted()
    played.play(report("A29", series=FROM_EXCHANGE, positions=(40,), megawatts=0.5, deltas=True))
    found = told(played, exchanges=[STROMHALLE])
    lines = shown(found, trade(found, FROM_EXCHANGE), 100)
    assert "⇄ with an exchange its values win (exchange priority): information, not a task" in lines
    assert "v reads them as values" in lines


def test_no_line_is_wider_than_there_is_room() -> None:
    found, one = differing(9, 10, 13)
    for width in (56, 60, 100):
        assert max(cells(line) for line in detail_lines(one, found, width, UNICODE, BERLIN)) <= width
        assert max(cells(line) for line in trade_lines(one, found.party, width, UNICODE)) <= width


def test_where_nothing_differs_it_is_said_what_is_known() -> None:
    found = told(accepted())
    assert shown(found, found.trades[0])[-1].endswith("what the other side has is not told")


def test_both_sides_are_a_comparison_of_the_day_the_chosen_trade_first() -> None:
    found, one = differing(9)
    compared = trade_comparison(found, one)
    assert (compared.names, compared.days, len(compared.labels)) == (("ours", "theirs"), (AUTUMN, AUTUMN), 100)
    assert compared.series[0].name == PURCHASE
    assert [slot.label for slot in compared.series[0].changed] == ["02:00A"]
    assert compared.series[0].delta_mwh == one.delta_mwh == 0.125


def test_a_missing_counterpart_is_a_side_that_has_nothing() -> None:
    played = accepted()
    played.play(report("A28", series=SALE))
    found = told(played)
    series = trade_comparison(found, trade(found, SALE)).series[0]
    assert series.kind is ChangeKind.REMOVED
    assert {slot.after for slot in series.slots} == {MISSING}


def test_a_trade_of_which_nothing_was_said_has_no_second_side() -> None:
    one = told(accepted()).trades[0]
    assert not is_told(one)
    assert why_not("chart", one) == "the log does not tell both sides"
    assert why_not("go", one) == "nothing was said of this trade yet"
    assert why_not("turn_reading", one) == "nothing here rests on the quantities of an anomaly"
    assert {why_not(action, None) for action in ("chart", "go", "turn_reading")} == {"there is no trade"}


def test_a_reading_is_turned_to_the_other_one_and_back_to_none() -> None:
    played = accepted()
    played.play(report("A29", positions=(40,), megawatts=0.5, deltas=True))
    once = switched({}, trade(told(played), PURCHASE))
    assert once == {PURCHASE: "values"}
    assert switched(once, trade(told(played, readings=once), PURCHASE)) == {}


def test_the_versions_beside_are_those_that_there_are() -> None:
    played = accepted()
    played.play(Act(Move.SUBMIT, None, (), (PURCHASE,), (40,), 0.5))
    assert [version_beside(told(played, 1), step) for step in (-1, 1)] == [None, 2]
    assert version_beside(None, 1) is None


def test_the_list_counts_what_it_leaves_out_and_says_why_it_is_empty() -> None:
    trades = TradeList()
    assert nothing_text(trades, "…", running=True).startswith("Laying our values")
    assert progress_text(trades, (1, 3), "…", running=True) == "1 of 3 schedules…"
    trades.put(told(begun(Act(Move.ACKNOWLEDGE), Act(Move.CONFIRM))))
    assert [one.heading for one in trades.not_listed()] == [True, False, False]
    assert progress_text(trades, None, "…", running=False) == "1 schedule, 3 trades; 2 forecasts left out"
    trades.only_open = True
    trades.begin_again()
    assert [one for one in trades.not_listed() if one.trade.state is Match.MATCHED] == []
    assert nothing_text(trades, "…", running=False) == "All trades match (s shows them)"


def test_a_day_at_the_end_of_the_calendar_ends_nothing() -> None:
    found, one = differing(9)
    last = replace(found, day=date.max)
    assert trade_comparison(last, one).labels == ()
    assert shown(last, one)
