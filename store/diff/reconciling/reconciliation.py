"""A version against what the counterparties declare: each trade with both sides, out of the entries of its schedule."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from store.diff.reconciling.anomaly_reading import Reading
from store.diff.reconciling.anomaly_reports import Reported, reported
from store.diff.reconciling.declared import Declared
from store.diff.reconciling.reported_trades import owned
from store.diff.reconciling.trade import Match, Trade
from store.diff.reconciling.trade_course import by_version
from store.diff.reconciling.trade_making import Happened, Making
from store.errors import StoreError
from store.model.market.delivery_day import zone_of
from store.model.market.tso import tso
from store.model.recorded import Recorded
from store.model.schedules.standing import ScheduleStanding
from store.model.snapshot import recognised
from store.model.status import Status

_NEWEST_NAMED = 5

_UNTOLD: Mapping[Status | None, str] = {
    Status.INGESTED: "the version was not sent yet",
    Status.SUBMITTED: "the TSO has not answered yet",
    Status.ACKNOWLEDGED: "the TSO took the version and has not said how it matches",
    Status.INTERMEDIATE: "the intermediate confirmation does not say so of this trade",
    Status.PARTLY_CONFIRMED: "the partial confirmation does not name this trade",
}
"""Why nothing is known of a trade, by the status of its version."""


class ReconciliationError(StoreError):
    """There is nothing to reconcile; the text says what there is."""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All trades of one version, those that call for somebody to act first.

    `version` is None for a schedule of which no version is known, only reports; `versions` are all there are,
    ascending. `forecasts` counts the series that have no counterparty and so are left out, `nameless` the anomaly
    reports on this version that name no series, which no trade shows.
    """

    schedule_uid: str
    tso: str | None
    market: str | None
    day: date | None
    party: str | None
    version: int | None
    versions: tuple[int, ...]
    status: Status | None
    raw_status: str | None
    trades: tuple[Trade, ...]
    forecasts: int = 0
    nameless: int = 0

    @property
    def tasks(self) -> tuple[Trade, ...]:
        """The trades that call for somebody to act."""
        return tuple(one for one in self.trades if one.is_task)

    @property
    def is_superseded(self) -> bool:
        """Whether a later version was sent."""
        return self.version is not None and self.version != self.versions[-1]


def reconciliation(
    records: Sequence[Recorded],
    version: int | None = None,
    *,
    exchanges: Collection[str] = (),
    readings: Mapping[str, Reading] | Reading | None = None,
) -> Reconciliation:
    """Return how the trades of a version, None the latest, stand; the entries are those of one schedule, in order.

    Reports on earlier versions count until something was said of this one. `exchanges` are the codes of
    counterparties whose values win. `readings` decides how quantities are read that leave a choice: of all
    trades, or by their keys. Raises ReconciliationError for a version that the entries do not know.
    """
    standing, numbered = _numbered(records)
    number = standing.latest_version if version is None else version
    if number is not None and number not in standing.versions:
        known = ", ".join(str(one) for one in sorted(standing.versions)[-_NEWEST_NAMED:]) or "none at all"
        raise ReconciliationError(f"version {number} cannot be reconciled: of this schedule the log knows {known}")
    making = _making(standing, numbered, number, frozenset(exchanges), readings)
    trades, forecasts = _trades(making)
    found = standing.versions.get(number) if number is not None else None
    order = {match: place for place, match in enumerate(Match)}
    return Reconciliation(
        schedule_uid=standing.uid or "",
        tso=standing.tso,
        market=_market(standing),
        day=standing.day,
        party=standing.party,
        version=number,
        versions=tuple(sorted(standing.versions)),
        status=found.status if found else None,
        raw_status=found.raw_status if found else None,
        trades=tuple(
            sorted(trades, key=lambda one: (not one.is_task, order[one.state], one.counterparty or "", one.key))
        ),
        forecasts=forecasts,
        nameless=sum(1 for record, on in numbered if number in {None, on} and _is_nameless(record)),
    )


def _numbered(records: Sequence[Recorded]) -> tuple[ScheduleStanding, list[tuple[Recorded, int | None]]]:
    """Fold the entries, each with the version it is about; one before any names none is about the first."""
    standing = ScheduleStanding()
    for one in records:
        standing.learn_identity(one.facts)
    numbers = [standing.apply(one.facts) for one in records]
    first = min(standing.versions, default=None)
    return standing, [(one, number or first) for one, number in zip(records, numbers, strict=True)]


def _making(
    standing: ScheduleStanding,
    numbered: Sequence[tuple[Recorded, int | None]],
    number: int | None,
    exchanges: frozenset[str],
    readings: Mapping[str, Reading] | Reading | None,
) -> Making:
    about: dict[int, list[Recorded]] = defaultdict(list)
    happened: list[Happened] = []
    for record, on in numbered:
        if on is not None:
            about[on].append(record)
        kind = record.entry.type
        if kind == "anomaly.received" and (on is None or number is None or on <= number):
            happened += reported(record, on, standing.party)
        elif on == number and kind.startswith("series."):
            happened += [(record, one) for one in recognised(record.entry.after, kind).series]
        elif on == number and kind.startswith("version."):
            happened += filter(None, [by_version(record)])
    sent = next((one for one in about.get(number or 0, ()) if one.entry.type == "version.submitted"), None)
    declared = Declared(about, standing.day, zone_of(_market(standing)))
    status = standing.versions[number].status if number is not None else None
    untold = _UNTOLD.get(status, "nothing was said of this trade yet")
    reading_of = partial(_reading, readings)
    return Making(number, standing.party, declared, happened, sent, untold, exchanges, reading_of)


def _is_nameless(record: Recorded) -> bool:
    """Return whether an entry is an anomaly report that names no series."""
    entry = record.entry
    return entry.type == "anomaly.received" and not recognised(entry.after, entry.type).anomalies


def _reading(readings: Mapping[str, Reading] | Reading | None, key: str) -> Reading | None:
    return readings.get(key) if isinstance(readings, Mapping) else readings


def _trades(making: Making) -> tuple[list[Trade], int]:
    """Return the trades, and how many series without counterparty are left out."""
    reports = [one for one in making.happened if isinstance(one, Reported)]
    found: list[Trade] = []
    forecasts = 0
    for one in owned(reports, making.declared, making.number):
        if making.is_of_nobody(one):
            forecasts += 1
        elif trade := making.trade(one):
            found.append(trade)
    return found, forecasts


def _market(standing: ScheduleStanding) -> str | None:
    known = tso(standing.tso) if standing.tso else None
    return standing.market or (known.market if known else None)
