"""How a trade came to stand as it does: what the TSO said of it, one thing after the other."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from store.diff.reconciling.anomaly_reports import COUNTERPART_MISSING, Reported
from store.diff.reconciling.trade import Match
from store.model.market.delivery_day import from_microseconds
from store.model.market.reasons import reasons_in
from store.model.message import Reason
from store.model.recorded import Recorded
from store.model.snapshot import TimeSeries
from store.model.status import Status, status_of

Source = Literal["report", "series", "version"]

ACCEPTED = "A06"
"""The reason code of a confirmation, the intermediate one too, that takes the whole schedule."""

IN_PART = "A07"
"""The reason code of a confirmation that takes only a part."""

_REFUSING = frozenset({"A08", "A20"})
_FINAL = frozenset({Status.CONFIRMED, Status.PARTLY_CONFIRMED})
_CONFIRMING = frozenset({Status.CONFIRMED, Status.INTERMEDIATE})


@dataclass(frozen=True, slots=True)
class Said:
    """Something the TSO said of a trade, alone or with its version, and how the trade stands by it."""

    state: Match
    why: str
    source: Source
    event: str
    at: datetime
    since: datetime
    reasons: tuple[Reason, ...] = ()


def by_report(one: Reported, *, has_ours: bool) -> Said:
    """Return what a report makes of a trade; `has_ours` tells whether we have such a series."""
    if one.counterpart_missing:
        state, why = Match.MISSING, "the counterparty has sent no such series"
    elif not has_ours:
        state, why = Match.OURS_MISSING, "only the counterparty has sent such a series"
    else:
        state, why = Match.MISMATCHED, "the anomaly report says that the two sides differ"
    return Said(state, why, "report", one.event, one.at, one.at, one.reasons)


def by_series(record: Recorded, series: TimeSeries) -> Said | None:
    """Return what an answer about one series makes of it; None where it decides nothing about the match."""
    reasons = reasons_in(record.entry.metadata, record.entry.after)
    status = status_of(series.status, series.acceptance_level)
    found = _answered(status, {one.code for one in reasons})
    return _said(record, *found, "series", reasons) if found else None


def _answered(status: Status, codes: Collection[str]) -> tuple[Match, str] | None:
    """Return what the status and the reasons of a series make of it: what speaks against it comes first."""
    if status is Status.IMPOSED:
        return Match.IMPOSED, "other values took the place of ours"
    if COUNTERPART_MISSING in codes:
        is_final = status in _FINAL
        why = (
            "the counterparty has sent no such series"
            if is_final
            else "no counterpart, so it will be refused at closure"
        )
        return Match.MISSING, why
    if status is Status.REJECTED or not _REFUSING.isdisjoint(codes):
        return Match.REFUSED, "the TSO refused this series"
    if status is Status.PARTLY_CONFIRMED or (status in _CONFIRMING and IN_PART in codes):
        return Match.REFUSED, "the TSO confirmed only a part of this series"
    # an acknowledgement tells nothing of the match, whatever its reasons are
    return (Match.MATCHED, _confirmed(status)) if status in _CONFIRMING else None


def by_version(record: Recorded) -> Said | None:
    """Return what an answer about the whole version makes of its trades; None where it decides nothing."""
    facts = record.facts
    status = status_of(facts.raw_status, facts.acceptance_level)
    reasons = reasons_in(record.entry.metadata, record.entry.after)
    codes = set(facts.reason_codes)
    is_whole = codes.isdisjoint({IN_PART, COUNTERPART_MISSING, *_REFUSING})
    if is_whole and (status is Status.CONFIRMED or (status is Status.INTERMEDIATE and ACCEPTED in codes)):
        return _said(record, Match.MATCHED, _confirmed(status), "version", reasons)
    if status is Status.REJECTED:
        return _said(record, Match.REFUSED, "the TSO rejected the version", "version", reasons)
    if status is Status.IMPOSED:
        return _said(record, Match.IMPOSED, "the counterparty's values took the place of ours", "version", reasons)
    return None


def course(said: Iterable[Said]) -> Said | None:
    """Return what stands after all that was said of a trade, in the one order; since when it has stood so."""
    last: Said | None = None
    for one in said:
        if last is None:
            # a version that is imposed says nothing of a trade that nobody objected to
            if not (one.source == "version" and one.state is Match.IMPOSED):
                last = one
        elif not _outlasts(last, one):
            last = replace(one, since=last.since) if one.state is last.state else one
    return last


def _outlasts(last: Said, new: Said) -> bool:
    """Tell whether what was said before stands: it says more of this trade than an answer to the whole."""
    if new.source != "version":
        return False
    if last.state is Match.IMPOSED:
        return True
    objected = last.state in {Match.MISMATCHED, Match.MISSING, Match.OURS_MISSING}
    if new.state is Match.IMPOSED:
        return not objected
    return new.state is Match.REFUSED and (objected or last.source == "series")


def _confirmed(status: Status) -> str:
    return "confirmed for the time being" if status is Status.INTERMEDIATE else "confirmed by the TSO"


def _said(record: Recorded, state: Match, why: str, source: Source, reasons: tuple[Reason, ...]) -> Said:
    at = from_microseconds(record.facts.at)
    return Said(state, why, source, record.entry.uid, at, at, reasons)
