"""The entries of a schedule as a report names them, and the anomaly reports among them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from store.diff.days.day_comparison import anomaly_comparison
from store.diff.versions.sides import Side
from store.exchange.reports.differences.series_table import SeriesTable, trade_tables, undocumented
from store.exchange.reports.time_text import local_text, utc_beside
from store.lifecycle.conversation import Conversation
from store.model.market.codes import phrase
from store.model.market.delivery_day import from_microseconds
from store.model.recorded import Recorded
from store.model.schedules.standing import folded
from store.model.snapshot import Anomaly, recognised
from store.model.texts.inert import inert


@dataclass(frozen=True, slots=True)
class CaseAnomaly:
    """One anomaly report: when it came, to which version, why, and both sides of its trades."""

    title: str
    uid: str
    reasons: tuple[str, ...]
    trades: tuple[SeriesTable, ...]
    note: str


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One entry of the log, to be looked up."""

    local: str
    utc: str
    type: str
    version: str
    uid: str


def case_events(records: Sequence[Recorded], zone: tzinfo) -> tuple[CaseEvent, ...]:
    """Return the entries to be looked up, in the one order."""
    numbers = folded(one.facts for one in records)[1]
    return tuple(
        CaseEvent(
            local=local_text(from_microseconds(record.facts.at), zone),
            utc=utc_beside(from_microseconds(record.facts.at), zone),
            type=inert(record.entry.type, 80),
            version="" if number is None else f"v{number}",
            uid=inert(record.entry.uid, 200),
        )
        for record, number in zip(records, numbers, strict=True)
    )


def case_anomalies(records: Sequence[Recorded], schedule: Conversation, zone: tzinfo) -> Iterator[CaseAnomaly]:
    """Yield the anomaly reports about a schedule, in time order."""
    numbers = folded(one.facts for one in records)[1]
    for record, number in zip(records, numbers, strict=True):
        entry = record.entry
        anomalies = recognised(entry.after, entry.type).anomalies
        if anomalies:
            side = Side("report", entry.after, entry.type, schedule.day, schedule.market, schedule.party)
            version = "" if number is None else f" to v{number}"
            yield CaseAnomaly(
                title=f"{local_text(from_microseconds(record.facts.at), zone)}{version}",
                uid=inert(entry.uid, 200),
                reasons=_reasons(anomalies),
                trades=trade_tables(anomaly_comparison(side), anomalies),
                note=undocumented(anomalies, schedule.party),
            )


def _reasons(anomalies: Sequence[Anomaly]) -> tuple[str, ...]:
    found = (phrase(reason.code, reason.text) for one in anomalies for reason in one.reasons)
    return tuple(inert(one, 1000) for one in dict.fromkeys(found))
