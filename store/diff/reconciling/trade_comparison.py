"""The trades of a reconciliation as a comparison of a delivery day: ours before, theirs after."""

from store.diff.changes import MISSING, ChangeKind
from store.diff.days.day_comparison import DayComparison, SeriesComparison, Slot
from store.diff.days.day_grid import DayGrid
from store.diff.reconciling.reconciliation import Reconciliation
from store.diff.reconciling.trade import Trade
from store.model.market.delivery_day import zone_of


def trade_comparison(found: Reconciliation, first: Trade) -> DayComparison:
    """Return the trades of which both sides are told, `first` before the others."""
    grid = DayGrid.of(found.day, found.day, zone_of(found.market))
    trades = [first, *(one for one in found.trades if one.key != first.key and is_told(one))]
    series = tuple(_series(one, grid) for one in trades)
    return DayComparison(("ours", "theirs"), (found.day, found.day), grid.labels, series, found.party)


def is_told(trade: Trade) -> bool:
    """Tell whether both sides of a trade are known in some quarter-hour, be it that one has none."""
    return any(one.delta is not None and (one.ours, one.theirs) != (None, None) for one in trade.quarter_hours)


def _series(trade: Trade, grid: DayGrid) -> SeriesComparison:
    names = dict(enumerate(grid.labels, start=1))
    told = [one for one in trade.quarter_hours if one.delta is not None]
    has_ours, has_theirs = (any(getattr(one, side) is not None for one in told) for side in ("ours", "theirs"))
    return SeriesComparison(
        name=trade.name or trade.their_name or "",
        type=trade.type,
        in_area=trade.in_area,
        out_area=trade.out_area,
        in_party=trade.in_party,
        out_party=trade.out_party,
        kind=None if has_ours and has_theirs else ChangeKind.REMOVED if has_ours else ChangeKind.ADDED,
        slots=tuple(
            Slot(
                one.position,
                names.get(one.position, str(one.position)),
                MISSING if one.ours is None else one.ours,
                MISSING if one.theirs is None else one.theirs,
            )
            for one in told
        ),
        minutes=(15, 15),
    )
