"""Submissions that came too late, and acceptances of what was never submitted."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from store.lifecycle.findings.finding import Finding, Severity
from store.lifecycle.findings.history import History, Told
from store.lifecycle.lateness import altered
from store.lifecycle.market.gates import Altered, changes_are_late_from, first_submission_late, late
from store.model.market.delivery_day import from_microseconds
from store.model.market.tso import Market
from store.model.snapshot import TimeSeries, recognised
from store.model.status import ACCEPTED, Status


def bad_submissions(life: History) -> Iterator[Finding]:
    """Give the versions sent after their gate, and those accepted without having been sent."""
    yield from _late(life)
    yield from _unsubmitted(life)


def _late(life: History) -> Iterator[Finding]:
    if life.day is None or life.market is None:
        return
    for one in _sent(life):
        reason = _reason(life.day, life.market, one)
        if reason:
            yield life.finding(
                "late-submission",
                [one.told],
                f"Version {one.number} was submitted outside of its gate: {reason}.",
                "Expect a refusal (A57); call the TSO if the version must count.",
            )


class _Sent(NamedTuple):
    """A submission, and what it changes: the one `before` it, nothing at all (`is_first`), or what nobody knows."""

    number: int
    told: Told
    before: Told | None
    is_first: bool


def _sent(life: History) -> Iterator[_Sent]:
    """Give each version that was sent; the one before it is the last that was not refused by then."""
    sent: dict[int, Told] = {}
    refused: set[int] = set()
    for one in life.told:
        number = one.number
        if number is None:
            continue
        if one.type == "version.submitted" and number not in sent:
            standing = max((other for other in sent.keys() - refused if other < number), default=None)
            is_first = standing is None and (number == 1 or bool(sent))
            yield _Sent(number, one, sent[standing] if standing else None, is_first)
            sent[number] = one
        elif one.status is Status.REJECTED:
            refused.add(number)
        elif one.status in ACCEPTED:
            refused.discard(number)


def _reason(day: date, market: Market, one: _Sent) -> str | None:
    """Return why a submission is not in time; only a first version must meet the day-ahead gate."""
    at = from_microseconds(one.told.at)
    changes: tuple[Altered, ...] = ()
    if at >= changes_are_late_from(day, market) and (one.before or one.is_first):
        changes = altered(_series(one.before) if one.before else None, _series(one.told))
    refused = late(day, market, one.number, at, changes)
    if refused:
        return refused.removeprefix(f"version {one.number}: ")
    return first_submission_late(day, market, at) if one.number == 1 else None


def _series(one: Told) -> Sequence[TimeSeries]:
    return recognised(one.record.entry.after, one.type).series


def _unsubmitted(life: History) -> Iterator[Finding]:
    """Give the versions that were accepted though the log does not say that they were sent."""
    of_messages = all(one.of_message for one in life.told)
    for number, told in life.versions.items():
        if any(one.type == "version.submitted" or one.status is Status.SUBMITTED for one in told):
            continue
        accepted = next((one for one in told if one.status in ACCEPTED or one.type == "version.accepted"), None)
        if accepted is not None:
            yield life.finding(
                "accepted-unsubmitted",
                [accepted],
                f"The TSO accepted version {number}, but the log does not hold its submission.",
                "Import the schedule message of this version."
                if of_messages
                else "Fetch the entries from before this one and import them.",
                Severity.INFO if of_messages else None,
            )
