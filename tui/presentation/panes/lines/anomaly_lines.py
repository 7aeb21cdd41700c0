"""An anomaly report as lines: each trade as both sides declared it, where they differ; then the unpaired."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from store.diff.changes import MISSING
from store.diff.days.anomalies import AnomalyPair, PositionDifference, anomaly_difference
from store.model.market.codes import BUSINESS_TYPES
from store.model.market.megawatts import power_text
from store.model.snapshot import Anomaly, recognised
from store.model.texts.inert import counted, inert
from store.model.timeline import Event
from tui.presentation.changes.comparison import Comparison
from tui.presentation.changes.element_text import direction
from tui.presentation.changes.place import Place, Sight
from tui.presentation.panes.lines.note_lines import heading
from tui.presentation.panes.lines.quarter_hour_lines import MANY_RUNS, changed_quarter_lines, in_columns, quarter_lines
from tui.presentation.panes.pane_lines import Fold, Look, PaneLine, Span, Spans
from tui.presentation.panes.pane_rows import GUTTER
from tui.presentation.panes.quarter_hour_runs import Quarter, Quarters, position_labels, runs

UNDOCUMENTED = "one value per quarter-hour; the TSO does not say whether amounts or differences"
"""How quantities are labelled of which nobody could confirm what they mean (domain, "Anomaly")."""

COUNTERPART_MISSING = "A28"


def anomaly_lines(sight: Sight, event: Event) -> Iterator[PaneLine]:
    """Yield the anomalies of a report; nothing for any other event."""
    anomalies = recognised(event.after, event.row.type).anomalies
    if not anomalies:
        return
    difference = anomaly_difference(anomalies, sight.comparison.party)
    yield heading("Anomalies")
    for number, pair in enumerate(difference.pairs):
        yield from _pair_lines(sight, number, pair)
    for number, anomaly in enumerate(difference.unpaired):
        yield from _unpaired_lines(sight, number, anomaly)
    yield heading("State")


def quantities(anomaly: Anomaly, party: str | None) -> str:
    """Return what the quantities of a series are that the other side did not answer with one of its own."""
    if COUNTERPART_MISSING in {reason.code for reason in anomaly.reasons}:
        who = "they" if party and anomaly.document_party not in {None, party} else "we"
        return f"counterpart missing: the series as {who} sent it, {counted(len(anomaly.amounts))} quarter-hours"
    return UNDOCUMENTED


def counterparty(anomaly: Anomaly, party: str | None) -> str:
    """Return the other party of a trade as inert text; empty where the own one is not among both."""
    others = [one for one in (anomaly.in_party, anomaly.out_party) if one != party]
    return inert(others[0], 40) if len(others) == 1 and others[0] else ""


def anomaly_quarters(comparison: Comparison, positions: Sequence[PositionDifference]) -> Quarters:
    """Return quarter-hours of an anomaly by their local time."""
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


def one_sided(anomaly: Anomaly) -> list[PositionDifference]:
    """Return the quarter-hours of an anomaly of one side: all where the series is whole, else those not zero."""
    whole = COUNTERPART_MISSING in {reason.code for reason in anomaly.reasons}
    return [
        PositionDifference(position, None, one) for position, one in sorted(anomaly.amounts.items()) if whole or one
    ]


def _pair_lines(sight: Sight, number: int, pair: AnomalyPair) -> Iterator[PaneLine]:
    place = Place(("anomalies", "pair", str(number)), "", pair.ours, pair.theirs, root=True)
    is_open = sight.unfolded.is_open(place.key, usually=True)
    largest = max(pair.positions, key=lambda one: abs(one.delta), default=None)
    count = f"{counted(len(pair.positions))} {'quarter-hour' if len(pair.positions) == 1 else 'quarter-hours'}"
    words = f"  {count}, at most {power_text(abs(largest.delta))} MW" if largest else "  no quarter-hour differs"
    yield _title(sight, place, pair.ours, (Span(words, Look.DELTA if largest else Look.MUTED),), is_open=is_open)
    if not is_open:
        return
    inside = place.deeper()
    yield _whose(inside, "ours", _name(pair.ours))
    other = counterparty(pair.theirs, sight.comparison.party)
    yield _whose(inside, "theirs", f"{_name(pair.theirs)} ({other})" if other else _name(pair.theirs))
    if pair.positions:
        quarters = anomaly_quarters(sight.comparison, pair.positions)
        yield from in_columns(inside, "ours", "theirs", changed_quarter_lines(sight, inside, quarters))


def _unpaired_lines(sight: Sight, number: int, anomaly: Anomaly) -> Iterator[PaneLine]:
    place = Place(("anomalies", "unpaired", str(number)), "", MISSING, anomaly, root=True)
    positions = one_sided(anomaly)
    quarters = anomaly_quarters(sight.comparison, positions)
    few = sum(1 for _ in runs(quarters.steps, by_value=True)) <= MANY_RUNS
    is_open = sight.unfolded.is_open(place.key, usually=few)
    yield _title(sight, place, anomaly, (Span(f"  {_name(anomaly)}", Look.TEXT),), is_open=is_open)
    inside = place.deeper()
    words = quantities(anomaly, sight.comparison.party)
    for part, text in enumerate(wrap(words, max(20, sight.width - GUTTER - 2 * inside.depth))):
        yield PaneLine((*place.key, "meaning", part), (Span(text, Look.MUTED),), after=(), depth=inside.depth)
    if is_open:
        yield from quarter_lines(sight, inside, quarters)
    zero = len(anomaly.amounts) - len(positions)
    if zero:
        noun = "quarter-hour" if zero == 1 else "quarter-hours"
        rest = Span(f"{counted(zero)} more {noun} of {counted(len(anomaly.amounts))}: 0.000 MW", Look.MUTED)
        yield PaneLine((*place.key, "zero"), (rest,), after=(), depth=inside.depth)


def _whose(place: Place, side: str, words: str) -> PaneLine:
    return PaneLine((*place.key, side), (Span(f"{side:<8}", Look.KEY), Span(words)), after=(), depth=place.depth)


def _name(anomaly: Anomaly) -> str:
    return inert(anomaly.series_id, 40) if anomaly.series_id else "a series without id"


def _title(sight: Sight, place: Place, anomaly: Anomaly, words: Spans, *, is_open: bool) -> PaneLine:
    kind = BUSINESS_TYPES.get(anomaly.business_type or "", anomaly.business_type or "series")
    parts = (inert(kind, 60), direction(anomaly, sight.comparison.party))
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
