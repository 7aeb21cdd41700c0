"""Series that the TSO refused though it took their version: by its acknowledgement, or when it confirmed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from store.lifecycle.findings.finding import Finding
from store.lifecycle.findings.history import History, Told, at_once
from store.model.market.codes import phrase
from store.model.snapshot import TimeSeries, recognised
from store.model.status import Status, status_of

_TAKEN = frozenset({Status.ACKNOWLEDGED, Status.INTERMEDIATE})
_ALL_ACCEPTED = ("A06",)
_IN_PART = frozenset({"A07", "A28"})
_MOST_NAMED = 5


class Refused(NamedTuple):
    """A series that was refused: its name, the entry that says so, and whether the acknowledgement refused it."""

    name: str
    told: Told
    by_acknowledgement: bool


def refused_series(told: Sequence[Told]) -> tuple[Refused, ...]:
    """Return the series that the answers to one version leave refused.

    What an intermediate confirmation would refuse, a later one of everything takes after all. What the
    acknowledgement refused was never there to be confirmed.
    """
    refused: dict[str, Refused] = {}
    if not any(one.type.startswith("series.") for one in told):
        # most lives are told of without a word on single series
        return ()
    for group in at_once(told):
        if any(one.status is Status.CONFIRMED or accepts_all_for_now(one) for one in group):
            refused = {name: one for name, one in refused.items() if one.by_acknowledgement}
        for one, series in _series_in(group):
            name = series.time_series_uid or series.uid or one.record.facts.series_uid
            status = status_of(series.status, series.acceptance_level)
            if name is not None and status is Status.REJECTED:
                refused[name] = Refused(name, one, _is_by_acknowledgement(one, series, group))
            elif name is not None and status is not Status.UNKNOWN:
                refused.pop(name, None)
    return tuple(refused.values())


def accepts_all_for_now(one: Told) -> bool:
    """Tell whether an entry is an intermediate confirmation that accepts all (A06 alone)."""
    return one.status is Status.INTERMEDIATE and one.reason_codes == _ALL_ACCEPTED


def named(names: Sequence[str]) -> str:
    """Return the names of series as they stand in a sentence."""
    left = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {left} more" if left > 0 else "")


def refused_though_taken(life: History) -> Iterator[Finding]:
    """Give the version that counts when the TSO took it but for series; once it is confirmed, that says it all."""
    number = life.counted
    version = life.standing.versions.get(number or 0)
    if number is None or version is None or version.status not in _TAKEN:
        return
    told = life.versions.get(number, ())
    refused = refused_series(told)
    yield from _by_acknowledgement(life, number, told, [one for one in refused if one.by_acknowledgement])
    yield from _for_now(life, number, told, [one for one in refused if not one.by_acknowledgement])


def _by_acknowledgement(
    life: History, number: int, told: Sequence[Told], refused: Sequence[Refused]
) -> Iterator[Finding]:
    partly = [one for one in told if one.status is Status.ACKNOWLEDGED and _is_partly(one)]
    entries = [one.told for one in refused] or partly[:1]
    if not entries:
        return
    names = named([one.name for one in refused]) or "some series"
    yield life.finding(
        "series-refused",
        entries,
        f"The TSO took version {number} but for {names}{_codes(entries)}.",
        life.while_open("Mend these series and send the next version before the gate: as it is, they do not count."),
    )


def _for_now(life: History, number: int, told: Sequence[Told], refused: Sequence[Refused]) -> Iterator[Finding]:
    last = next((one for one in reversed(told) if one.status is Status.INTERMEDIATE), None)
    entries = [one.told for one in refused]
    if not entries and last is not None and _IN_PART & set(last.reason_codes):
        # where an anomaly is open, that is what is told of
        entries = [] if life.standing.versions[number].anomaly_open else [last]
    if not entries:
        return
    names = named([one.name for one in refused]) or "some series"
    yield life.finding(
        "series-refused",
        entries,
        f"By the intermediate confirmation, {names} of version {number} will be rejected at closure{_codes(entries)}.",
        life.while_open(
            "Compare the series with the counterparty: whoever is wrong, or missing, sends before the gate."
        ),
    )


def _is_partly(one: Told) -> bool:
    return "A03" in one.reason_codes or one.word == "ack_partial"


def _codes(entries: Sequence[Told]) -> str:
    codes = dict.fromkeys(code for one in entries for code in one.reason_codes)
    return f" ({', '.join(map(phrase, codes))})" if codes else ""


def _series_in(group: Sequence[Told]) -> Iterator[tuple[Told, TimeSeries]]:
    """Give the series that entries about series tell of."""
    for one in group:
        if one.type.startswith("series."):
            for series in recognised(one.record.entry.after, one.type).series:
                yield one, series


def _is_by_acknowledgement(one: Told, series: TimeSeries, group: Sequence[Told]) -> bool:
    """Tell which answer refused a series: by its message, else its level, else by what became of the version."""
    level = (series.acceptance_level or "").strip().lower()
    if one.document is not None or level:
        return (one.document or level).upper() == "ACK"
    return any(other.status is Status.ACKNOWLEDGED for other in group)
