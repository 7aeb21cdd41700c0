"""Submissions that came too late, and acceptances of what was never submitted."""

from collections.abc import Iterator
from datetime import date, datetime

from store.lifecycle.findings.finding import Finding, Severity
from store.lifecycle.findings.history import History
from store.lifecycle.gates import first_submission_late, late
from store.model.delivery_day import from_microseconds
from store.model.status import ACCEPTED, Status
from store.model.tso import Market


def bad_submissions(life: History) -> Iterator[Finding]:
    """Give the versions sent after their gate, and those accepted without having been sent."""
    yield from _late(life)
    yield from _unsubmitted(life)


def _late(life: History) -> Iterator[Finding]:
    if life.day is None or life.market is None:
        return
    seen: set[int] = set()
    for one in life.submissions:
        if one.number is None or one.number in seen:
            continue
        seen.add(one.number)
        reason = _reason(life.day, life.market, one.number, from_microseconds(one.at))
        if reason:
            yield life.finding(
                "late-submission",
                [one],
                f"Version {one.number} was submitted outside of its gate: {reason}.",
                "Expect a refusal (A57); call the TSO if the version must count.",
            )


def _reason(day: date, market: Market, number: int, at: datetime) -> str | None:
    """Return why a submission is not in time; only a first version must meet the day-ahead gate."""
    refused = late(day, market, number, at)
    if refused:
        return refused.removeprefix(f"version {number}: ")
    return first_submission_late(day, market, at) if number == 1 else None


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
