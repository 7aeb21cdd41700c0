"""What a finding is, which ones there are, and the limits that they go by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from store.lifecycle.market.parties import exchange


class Severity(StrEnum):
    """How much a finding matters: somebody must act, should look, or may want to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in the life of one schedule; `at` is since when, in UTC.

    `code` is stable, `version` None where it is about the schedule, `events` are the uids of the entries it
    rests on, oldest first. `sentence` says what is wrong and `advice` what to do; both may hold text of the log.
    """

    code: str
    severity: Severity
    schedule_uid: str | None
    version: int | None
    events: tuple[str, ...]
    sentence: str
    advice: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rule:
    """What a finding code means; a rule may find a milder or a graver case, and says so with the finding."""

    title: str
    about: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on something is a finding.

    `ack_minutes` is how long an acknowledgement may take, None as long as the profile of the TSO says.
    `clock_seconds` is how far the clocks of two parties may lie apart. `exchanges` are the EICs of exchanges,
    whose values take priority; those of the invented market when left out.
    """

    ack_minutes: float | None = None
    gate_minutes: int = 60
    clock_seconds: int = 60
    exchanges: frozenset[str] = frozenset({exchange("DE").eic, exchange("NL").eic})


RULES: Mapping[str, Rule] = {
    "no-acknowledgement": Rule(
        "no acknowledgement",
        "the latest version was submitted and the TSO has not answered within the minutes that it takes",
        Severity.ERROR,
    ),
    "not-resubmitted": Rule(
        "rejected, not resubmitted",
        "the TSO rejected the latest version and no next one was sent; a warning while an earlier one is active",
        Severity.ERROR,
    ),
    "open-anomaly": Rule(
        "open anomaly",
        "the day-ahead gate is near or closed, and an anomaly of the version that counts is not settled: the latest, "
        "or the active one where that is refused or not answered; "
        "for information where the counterparty is an exchange, whose values take priority",
        Severity.ERROR,
    ),
    "series-refused": Rule(
        "series refused",
        "the TSO took the version that counts but for a series, which its acknowledgement refused (A03), or which "
        "will be rejected at closure by the intermediate confirmation (A07, A28)",
        Severity.ERROR,
    ),
    "late-submission": Rule(
        "submitted after the gate",
        "a version was sent after the gate it had to be in time for",
        Severity.WARNING,
    ),
    "not-fully-accepted": Rule(
        "not fully accepted",
        "the final confirmation took a part of the schedule, put other values in its place, or took it whole though "
        "the TSO refused a series of it; an error where it rejected the schedule, for information where the values "
        "are those of an exchange, which take priority",
        Severity.WARNING,
    ),
    "impossible-transition": Rule(
        "impossible status change",
        "a version went from one status to another in a way that no life allows (docs/lifecycle.md)",
        Severity.ERROR,
    ),
    "missing-entry": Rule(
        "an entry is missing",
        "an entry starts from another state than the one the log told last, as far as both say",
        Severity.WARNING,
    ),
    "accepted-unsubmitted": Rule(
        "accepted, never submitted",
        "the TSO accepted a version of which the log holds no submission; for information where the log "
        "was made of message files alone",
        Severity.WARNING,
    ),
    "version-gap": Rule(
        "a version is missing",
        "the versions count up by one, and the log holds nothing of one in between",
        Severity.WARNING,
    ),
    "version-back": Rule(
        "version going back",
        "a version was submitted after a higher one, or the same one was submitted again",
        Severity.WARNING,
    ),
    "wrong-active-version": Rule(
        "wrong active version",
        "an entry says of a version that it is active, or is not, and the answers of the TSO say otherwise",
        Severity.ERROR,
    ),
    "wrong-quarter-hours": Rule(
        "wrong quarter-hours",
        "a series does not have exactly the quarter-hours of its delivery day: 96, or 92 and 100 when clocks change",
        Severity.ERROR,
    ),
    "not-in-balance": Rule(
        "not in balance",
        "in a submitted version, what flows to the own party in its control area is not what flows from it; for "
        "information where a later version was sent",
        Severity.ERROR,
    ),
    "duplicate-time": Rule(
        "twice at the same time",
        "two entries with uids of their own tell the same thing at the same millisecond",
        Severity.WARNING,
    ),
    "out-of-order": Rule(
        "times out of order",
        "by the times in the log, an answer came before what it answers, or a version before its schedule",
        Severity.WARNING,
    ),
    "unknown-word": Rule(
        "unknown word",
        "an event type, status, acceptance level, reason code or TSO that Gridtrail does not know",
        Severity.WARNING,
    ),
    "wrong-eic": Rule(
        "wrong EIC",
        "an EIC whose check character does not fit the others, as anonymised data often has",
        Severity.WARNING,
    ),
    "shared-request": Rule(
        "request over several schedules",
        "one API request id stands with entries of more than one schedule",
        Severity.WARNING,
    ),
}
"""What can be found, by its stable code."""
