"""Version numbers with gaps, and versions that go back."""

from collections.abc import Iterator

from store.lifecycle.findings.finding import Finding
from store.lifecycle.findings.history import History, Told


def wrong_numbers(life: History) -> Iterator[Finding]:
    """Give the versions before which others are missing, and those submitted after a higher one."""
    yield from _gaps(life)
    yield from _going_back(life)


def _gaps(life: History) -> Iterator[Finding]:
    # a log may begin in the middle of a life; only one that holds its creation must begin with version 1
    before = 0 if any(one.type == "schedule.created" for one in life.told) else None
    for number, told in life.versions.items():
        if before is not None and number > before + 1:
            first, last = before + 1, number - 1
            missing = f"version {first}" if first == last else f"versions {first} to {last}"
            yield life.finding(
                "version-gap",
                told[:1],
                f"The log holds version {number} but nothing of {missing}.",
                "Fetch the missing entries; a version that was stored but never sent leaves no entry.",
            )
        before = number


def _going_back(life: History) -> Iterator[Finding]:
    # the message and the entry of one submission may both be in the log, by two clocks: each is read alone
    for of_message in (False, True):
        highest: Told | None = None
        found: set[int] = set()
        for one in life.submissions:
            number = one.number
            if number is None or one.of_message is not of_message:
                continue
            if highest is None or number > (highest.number or 0):
                highest = one
            elif one.at != highest.at and number not in found:
                found.add(number)
                again = "again" if number == highest.number else f"after version {highest.number}"
                yield life.finding(
                    "version-back",
                    [one, highest],
                    f"Version {number} was submitted {again}; the TSO takes only a higher one (A51).",
                    "Send the next version with the next number.",
                )
