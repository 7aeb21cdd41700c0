"""One series of a comparison as a table of the quarter-hours that differ, and its chart."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from store.diff.changes import ChangeKind
from store.diff.days.anomalies import anomaly_difference
from store.diff.days.day_comparison import DayComparison, SeriesComparison
from store.exchange.reports.differences.amount_text import amount_text, range_text
from store.exchange.reports.differences.chart import Chart, chart
from store.exchange.reports.differences.slot_runs import Run, runs, step_of, times_text
from store.model.market.codes import BUSINESS_TYPES
from store.model.market.eic import party_name
from store.model.market.megawatts import energy_text, signed, signed_energy
from store.model.snapshot import Anomaly
from store.model.texts.inert import counted, inert

COUNTERPART_MISSING = "A28"

DIFFERENCES_OR_AMOUNTS = (
    "A series of one side only stands as it came: the TSO does not say whether its numbers are amounts or "
    "differences of amounts."
)

MOST_ROWS_ALONE = 24
"""More rows than this of a series that nothing is compared with are left out, which its summary says."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """Neighbouring quarter-hours that differ alike: when, how many, and MW before, after and between."""

    times: str
    count: int
    before: str
    after: str
    delta: str


@dataclass(frozen=True, slots=True)
class SeriesTable:
    """One series: what it is, the rows that differ, and the whole day in MWh; all texts are inert.

    `note` says in words what the numbers do not, `seen` what the chart shows. `chart` is None where there is
    nothing to draw.
    """

    name: str
    about: str
    note: str
    summary: str
    seen: str
    names: tuple[str, str]
    rows: tuple[TableRow, ...]
    energy: tuple[str, str, str]
    chart: Chart | None


def series_tables(comparison: DayComparison) -> tuple[SeriesTable, ...]:
    """Return the series of a comparison that differ, or of which it cannot be said."""
    return tuple(series_table(one, comparison) for one in comparison.changed)


def trade_tables(comparison: DayComparison, anomalies: Sequence[Anomaly]) -> tuple[SeriesTable, ...]:
    """Return the trades of an anomaly report: ours against theirs, and those that only one side tells of.

    Where the counterpart is missing (A28) ours stands against nothing, so that all of it differs.
    """
    told = {one.series_id for one in anomalies if COUNTERPART_MISSING not in {reason.code for reason in one.reasons}}
    unanswered = {one.series_id for one in anomalies} - told
    return tuple(
        _one_sided(one, comparison)
        if one.kind and not _is_unanswered(one, unanswered)
        else series_table(one, comparison)
        for one in comparison.series
    )


def _is_unanswered(series: SeriesComparison, unanswered: Container[str | None]) -> bool:
    return series.kind is ChangeKind.REMOVED and (series.name or None) in unanswered


def undocumented(anomalies: Sequence[Anomaly], party: str | None) -> str:
    """Return what nobody could confirm of anomalies that no other answers; empty where it is clear.

    Where the counterpart is missing the series stands as it was sent (ENTSO-E code list, A28).
    """
    alone = anomaly_difference(anomalies, party).unpaired
    is_open = any(COUNTERPART_MISSING not in {reason.code for reason in one.reasons} for one in alone)
    return DIFFERENCES_OR_AMOUNTS if is_open else ""


def _one_sided(series: SeriesComparison, comparison: DayComparison) -> SeriesTable:
    """Return a series of one side as it came: nothing is known that it differs from.

    Where there is anything but zeros they are left out.
    """
    given = [slot for slot in series.slots if slot.delta]
    left_out = len(series.slots) - len(given) if given else 0
    told = series_table(replace(series, slots=tuple(given) or series.slots), comparison)
    shapes = chart(series, comparison.labels)
    words = [f"{counted(len(series.slots) - left_out)} quarter-hours"]
    words += [f"{counted(left_out)} more are zero"] if left_out else []
    words += (
        [f"the first {MOST_ROWS_ALONE} of {counted(len(told.rows))} rows"] if len(told.rows) > MOST_ROWS_ALONE else []
    )
    return replace(
        told,
        note="The report tells of no series of the other side.",
        summary=", ".join(words),
        rows=tuple(replace(row, delta="") for row in told.rows[:MOST_ROWS_ALONE]),
        energy=("", "", ""),
        chart=shapes.of_one_side() if shapes else None,
    )


def series_table(series: SeriesComparison, comparison: DayComparison) -> SeriesTable:
    """Return one series of a comparison as a table."""
    step = step_of(series)
    rows = tuple(_row(run, comparison, step) for run in runs(series.changed, step))
    return SeriesTable(
        name=inert(series.name, 80) or "a series without name",
        about=about(series),
        note=_note(series, comparison),
        summary=_summary(series),
        seen=_seen(series),
        names=(inert(comparison.names[0], 80), inert(comparison.names[1], 80)),
        rows=rows,
        energy=(energy_text(series.before_mwh), energy_text(series.after_mwh), signed_energy(series.delta_mwh)),
        chart=chart(series, comparison.labels),
    )


def about(series: SeriesComparison) -> str:
    """Return the type of a series and where its energy flows, as inert text."""
    source, target = series.out_party or series.out_area, series.in_party or series.in_area
    route = f"from {_party(source)} to {_party(target)}" if source or target else ""
    kind = BUSINESS_TYPES.get(series.type or "", series.type or "")
    return ", ".join(text for text in (inert(kind, 60), route) if text)


def _party(code: str | None) -> str:
    if not code:
        return "–"
    name = party_name(code)
    return f"{inert(code, 40)} ({name})" if name else inert(code, 40)


def _row(run: Run, comparison: DayComparison, step: int) -> TableRow:
    return TableRow(
        times=times_text(run, comparison.labels, step),
        count=len(run),
        before=range_text([slot.before for slot in run]),
        after=range_text([slot.after for slot in run]),
        delta=signed(run[0].delta),
    )


def _note(series: SeriesComparison, comparison: DayComparison) -> str:
    if series.kind is ChangeKind.ADDED:
        return f"Only {inert(comparison.names[1], 80)} has this series."
    if series.kind is ChangeKind.REMOVED:
        return f"Only {inert(comparison.names[0], 80)} has this series."
    if series.comparable:
        return ""
    one, other = series.minutes
    if one is not None and other is not None and one != other:
        return f"Not compared: steps of {one} minutes before, of {other} minutes after."
    return "Not compared: one side tells no amounts."


def _summary(series: SeriesComparison) -> str:
    """Return how much differs in one line: how many quarter-hours, the energy and the largest difference."""
    if not series.comparable:
        return ""
    word = "quarter-hour" if step_of(series) == 1 else "step"
    changed, all_ = len(series.changed), len(series.slots)
    many = f"{counted(all_)} {word if all_ == 1 else word + 's'}"
    parts = [f"{counted(changed)} of {many} differ" if series.kind is None else many]
    parts.append(f"Δ {signed_energy(series.delta_mwh)} MWh")
    largest = series.largest
    if largest is not None and largest.delta:
        parts.append(f"largest {signed(largest.delta)} MW at {largest.label}")
    return ", ".join(parts)


def _seen(series: SeriesComparison) -> str:
    """Return what the picture of a series shows, for those who do not see it."""
    sides = [slot.before for slot in series.slots], [slot.after for slot in series.slots]
    known = [[one for one in side if isinstance(one, float)] for side in sides]
    parts = [
        f"{name}: {amount_text(min(side))} to {amount_text(max(side))} MW" if side else f"{name}: no amounts"
        for name, side in zip(("before", "after"), known, strict=True)
    ]
    return "; ".join(part for part in (*parts, _summary(series)) if part)
