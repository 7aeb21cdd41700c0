"""Time stamps that say the same thing twice, or an order that cannot be."""

from collections.abc import Iterator, Sequence

from store.lifecycle.findings.finding import Finding
from store.lifecycle.findings.history import History, Told
from store.model.snapshot import recognised
from store.model.status import ACCEPTED, Status
from store.model.texts.tolerant import text_of

_ANSWERED = ACCEPTED | {Status.REJECTED, Status.IMPOSED}
_MICROSECONDS = 1_000_000


def wrong_times(life: History) -> Iterator[Finding]:
    """Give the entries that tell the same at the same time, and the answers before what they answer.

    The order in which entries were imported is no matter: exports come newest first, and files in any order.
    """
    yield from _duplicates(life)
    yield from _created_late(life)
    for number, told in life.versions.items():
        yield from _answered_early(life, number, told)


def _duplicates(life: History) -> Iterator[Finding]:
    first: dict[tuple[object, ...], Told] = {}
    found: dict[int | None, list[Told]] = {}
    for one in life.told:
        known = first.setdefault((one.at, one.type, one.number, one.of_message, *_subject(one)), one)
        if known is not one:
            found.setdefault(one.number, [known]).append(one)
    for told in found.values():
        yield life.finding(
            "duplicate-time",
            told,
            f"{told[0].type} stands in the log {len(told)} times at the same millisecond, with different uids.",
            "Compare the entries: the same thing was recorded twice, or their order cannot be known.",
        )


def _subject(one: Told) -> Iterator[object]:
    """Give what tells apart two entries of one type at one time: their message, request, series and anomalies."""
    yield text_of(one.message.get("id"))
    yield one.record.entry.request_id
    yield one.record.facts.series_uid
    if one.type.startswith(("series.", "anomaly.")):
        said = recognised(one.record.entry.after, one.type)
        yield tuple((each.uid, each.time_series_uid) for each in said.series)
        yield tuple((each.uid, each.series_id) for each in said.anomalies)


def _created_late(life: History) -> Iterator[Finding]:
    created = next((one for one in life.told if one.type == "schedule.created"), None)
    first = next((one for one in life.told if one.type == "version.submitted" and not one.of_message), None)
    if created and first and created.at - first.at > life.limits.clock_seconds * _MICROSECONDS:
        yield life.finding(
            "out-of-order",
            [first, created],
            f"By the times in the log, version {first.number} was submitted before its schedule was created.",
            "Trust the order of these entries only after asking who set the clock.",
        )


def _answered_early(life: History, number: int, told: Sequence[Told]) -> Iterator[Finding]:
    submitted = next((one for one in told if one.type == "version.submitted"), None)
    answer = next((one for one in told if one.status in _ANSWERED), None)
    if submitted and answer and submitted.at - answer.at > life.limits.clock_seconds * _MICROSECONDS:
        yield life.finding(
            "out-of-order",
            [answer, submitted],
            f"By the times in the log, version {number} was answered before it was submitted.",
            "Trust the order of these entries only after asking whose clock is wrong.",
        )
