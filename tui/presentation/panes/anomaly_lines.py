"""An anomaly report as lines: each trade as both sides declared it, where they differ; then the unpaired."""

from collections.abc import Iterator, Sequence

from store.diff.anomalies import AnomalyPair, PositionDifference, anomaly_difference
from store.diff.changes import MISSING
from store.model.codes import BUSINESS_TYPES
from store.model.snapshot import Anomaly, recognised
from tui.presentation.changes.element_text import direction
from tui.presentation.changes.place import Place, Sight
from tui.presentation.inert import counted, inert
from tui.presentation.panes.note_lines import heading
from tui.presentation.panes.pane_lines import Fold, Look, PaneLine, Span, Spans
from tui.presentation.panes.quarter_hour_lines import MANY_RUNS, changed_quarter_lines, quarter_lines
from tui.presentation.panes.quarter_hour_runs import Quarter, Quarters, position_labels, runs

UNDOCUMENTED = "values or deltas? [not documented]"
"""How quantities are labelled of which nobody could confirm what they mean (domain, "Anomaly")."""


def anomaly_lines(sight: Sight) -> Iterator[PaneLine]:
    """Yield the anomalies of a report; nothing for any other event."""
    comparison = sight.comparison
    anomalies = recognised(comparison.event.after, comparison.event.row.type).anomalies
    if not anomalies:
        return
    difference = anomaly_difference(anomalies, comparison.party)
    if difference.pairs:
        yield heading("Anomalies, ours / counterparty")
    for number, pair in enumerate(difference.pairs):
        yield from _pair_lines(sight, number, pair)
    if difference.unpaired:
        yield heading(f"Anomalies of one side, {UNDOCUMENTED}")
    for number, anomaly in enumerate(difference.unpaired):
        yield from _unpaired_lines(sight, number, anomaly)
    yield heading("State")


def _pair_lines(sight: Sight, number: int, pair: AnomalyPair) -> Iterator[PaneLine]:
    place = Place(("anomalies", "pair", str(number)), "", pair.ours, pair.theirs, root=True)
    is_open = sight.unfolded.is_open(place.key, usually=True)
    largest = max(pair.positions, key=lambda one: abs(one.delta), default=None)
    count = f"{counted(len(pair.positions))} quarter-hours differ"
    words = f"  {count}, by {abs(largest.delta):.3f} MW at most" if largest else "  no quarter-hour differs"
    yield _title(sight, place, pair.ours, (Span(words, Look.DELTA if largest else Look.MUTED),), is_open=is_open)
    if is_open:
        yield from changed_quarter_lines(sight, place.deeper(), _quarters(sight, pair.positions))


def _unpaired_lines(sight: Sight, number: int, anomaly: Anomaly) -> Iterator[PaneLine]:
    place = Place(("anomalies", "unpaired", str(number)), "", MISSING, anomaly, root=True)
    positions = [PositionDifference(position, None, one) for position, one in sorted(anomaly.amounts.items())]
    quarters = _quarters(sight, positions)
    few = sum(1 for _ in runs(quarters.steps, by_value=True)) <= MANY_RUNS
    is_open = sight.unfolded.is_open(place.key, usually=few)
    largest = max(anomaly.amounts.values(), key=abs, default=0.0)
    count = f"  {counted(len(positions))} quarter-hours, largest {largest:.3f} MW"
    yield _title(sight, place, anomaly, (Span(count, Look.MUTED),), is_open=is_open)
    if is_open:
        yield from quarter_lines(sight, place.deeper(), quarters)


def _title(sight: Sight, place: Place, anomaly: Anomaly, words: Spans, *, is_open: bool) -> PaneLine:
    kind = BUSINESS_TYPES.get(anomaly.business_type or "", anomaly.business_type or "series")
    name = inert(anomaly.series_id, 40) if anomaly.series_id else ""
    parts = (inert(kind, 60), name, direction(anomaly, sight.comparison.party))
    codes = ", ".join(inert(reason.code, 20) for reason in anomaly.reasons)
    return PaneLine(
        place.key,
        (Span("  ".join(part for part in parts if part), Look.KEY), Span(f"  {codes}" if codes else "", Look.WARNING)),
        after=(),
        delta=words,
        fold=Fold.OPEN if is_open else Fold.CLOSED,
        joint="",
        change=not is_open,
    )


def _quarters(sight: Sight, positions: Sequence[PositionDifference]) -> Quarters:
    comparison = sight.comparison
    return Quarters(
        tuple(
            Quarter(
                one.position,
                *position_labels(one.position, comparison.day, comparison.zone),
                before=MISSING if one.ours is None else one.ours,
                after=MISSING if one.theirs is None else one.theirs,
                step=str(one.position),
            )
            for one in positions
        )
    )
