"""What differs between two states, as values that every form of a report is written from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from store.diff.changes import MISSING, Change, ChangeKind, changes
from store.diff.days.day_comparison import anomaly_comparison, day_comparison
from store.diff.versions.sides import Side, event_sides
from store.diff.weight import differs_anyway
from store.exchange.reports.differences.place_rows import MOST_ROWS, PlaceRow, place_rows
from store.exchange.reports.differences.series_table import SeriesTable, series_tables, trade_tables, undocumented
from store.exchange.reports.time_text import local_text, utc_text
from store.model.market.codes import phrase
from store.model.market.delivery_day import zone_of
from store.model.market.reasons import reasons_in
from store.model.market.tso import short_name
from store.model.texts.inert import counted, inert
from store.model.timeline import Event

MOST_TABLES = 100
"""More series than this are left out of a report, which says so."""

Fact = tuple[str, str]
"""What a number or name is called, and the text of it."""


@dataclass(frozen=True, slots=True)
class DiffReport:
    """Two states and what differs; all texts are inert.

    `places` are the changes but for amounts, which are in `series`; `anomalies` are those that a report tells
    of, ours against theirs. `unchanged` counts the series that are the same. `notes` say what is left out.
    """

    title: str
    names: tuple[str, str]
    facts: tuple[Fact, ...]
    reasons: tuple[str, ...]
    places: tuple[PlaceRow, ...]
    series: tuple[SeriesTable, ...]
    unchanged: int
    anomalies: tuple[SeriesTable, ...]
    notes: tuple[str, ...]
    differs: bool

    @property
    def has_before(self) -> bool:
        """Whether any place had something before."""
        return any(one.before for one in self.places)

    @property
    def has_after(self) -> bool:
        """Whether any place has something after."""
        return any(one.after for one in self.places)


def event_report(event: Event, zone: tzinfo | None = None) -> DiffReport:
    """Return what an event changed; its time is given in a zone, that of the market where none is, and in UTC."""
    row = event.row
    before, after = event_sides(event)
    tso = short_name(row.tso) if row.tso else "no TSO"
    day = str(row.day) if row.day else "no delivery day"
    version = () if row.version is None else (f"v{row.version}",)
    known = (
        ("event", row.uid),
        ("recorded", local_text(row.created_at, zone or zone_of(after.market))),
        ("in UTC", utc_text(row.created_at)),
        ("request", row.request_id),
        ("schedule", row.schedule_uid),
        ("series", row.series_uid),
        ("message", row.message_id),
        ("simulated", "yes" if row.simulated else None),
    )
    return diff_report(
        before,
        after,
        title=" · ".join((tso, day, *version, row.type)),
        facts=tuple((label, inert(text, 200)) for label, text in known if text),
        reasons=_reasons(event, after),
    )


# one argument for each part of the heading
def diff_report(  # noqa: PLR0913
    before: Side,
    after: Side,
    *,
    title: str,
    facts: tuple[Fact, ...] = (),
    reasons: tuple[str, ...] = (),
    brief: bool = False,
) -> DiffReport:
    """Return what differs between two states.

    A `brief` one only counts the ids and times that differ between any two versions.
    """
    compared = day_comparison(before, after)
    found = side_changes(before, after)
    told = [one for one in found if not (brief and _differs_anyway(one))]
    places = place_rows(told, compared)
    series = series_tables(compared)
    anomalies = after.known.anomalies
    trades = trade_tables(anomaly_comparison(after), anomalies) if anomalies else ()
    notes = [*_beside(len(found) - len(told)), *_left_out(places, MOST_ROWS, "changes")]
    notes += [*_left_out(series, MOST_TABLES, "series"), *_left_out(trades, MOST_TABLES, "anomalies")]
    notes += filter(None, [undocumented(anomalies, after.party)])
    return DiffReport(
        title=inert(title, 400),
        names=(inert(before.title, 200), inert(after.title, 200)),
        facts=facts,
        reasons=reasons,
        places=places[:MOST_ROWS],
        series=series[:MOST_TABLES],
        unchanged=len(compared.series) - len(compared.changed),
        anomalies=trades[:MOST_TABLES],
        notes=tuple(notes),
        differs=bool(found),
    )


def side_changes(before: Side, after: Side) -> list[Change]:
    """Return the changes between two sides; where one is nothing, all that the other has inside is new or gone."""
    one, other = before.state, after.state
    if one is not MISSING and other is not MISSING:
        return changes(one, other)
    if one is MISSING and other is MISSING:
        return []
    if one is MISSING and isinstance(other, dict) and other:
        return changes({}, other)
    if other is MISSING and isinstance(one, dict) and one:
        return changes(one, {})
    return [Change((), ChangeKind.ADDED if one is MISSING else ChangeKind.REMOVED, one, other)]


def _reasons(event: Event, after: Side) -> tuple[str, ...]:
    """Return the reasons that an event tells, and those of the anomalies it reports, each once."""
    found = [*reasons_in(event.metadata), *(reason for one in after.known.anomalies for reason in one.reasons)]
    return tuple(dict.fromkeys(inert(phrase(one.code, one.text), 2000) for one in found))


def _differs_anyway(change: Change) -> bool:
    return bool(change.path) and differs_anyway(change.path[-1])


def _beside(count: int) -> list[str]:
    return [f"{counted(count)} ids and times also differ, as between any two versions."] if count else []


def _left_out(found: Sequence[object], most: int, what: str) -> list[str]:
    return [f"{counted(len(found) - most)} more {what} are left out: --json gives all."] if len(found) > most else []
