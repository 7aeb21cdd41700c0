"""The case of one schedule: its life, its answers, what differs and what is wrong, as values for a ticket."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from itertools import pairwise

from store.diff.versions.version_sides import version_side
from store.errors import StoreError
from store.exchange.reports.cases.case_entries import CaseAnomaly, CaseEvent, case_anomalies, case_events
from store.exchange.reports.cases.case_steps import CaseStep, case_steps
from store.exchange.reports.differences.diff_report import DiffReport, Fact, diff_report
from store.exchange.reports.time_text import local_text, utc_text
from store.lifecycle.conversation import Conversation, VersionLane, conversation
from store.lifecycle.findings.checking import findings
from store.lifecycle.findings.finding import RULES, Limits
from store.model.market.codes import STATUSES_IN_WORDS, phrase
from store.model.market.delivery_day import from_microseconds, zone_of
from store.model.market.tso import short_name, tso
from store.model.recorded import Recorded
from store.model.schedules.version_state import version_states
from store.model.texts.inert import counted, inert

MOST_VERSIONS, MOST_ANOMALIES, MOST_EVENTS = 20, 20, 500
"""More than these, the newest of each, are left out of a report, which says so."""

UNSEALED = "not checked: this report does not prove that the log is complete and unaltered"


@dataclass(frozen=True, slots=True)
class CaseVersion:
    """One version: where it stands, and what was said about it, in time order."""

    number: int
    status: str
    sent: str
    marks: str
    reasons: tuple[str, ...]
    steps: tuple[CaseStep, ...]


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """Something that is wrong: how much it matters, what it is, and what to do."""

    severity: str
    code: str
    title: str
    version: str
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class CaseReport:
    """All there is to say about one schedule; all texts are inert. `origin` says what the report was made of."""

    title: str
    status: str
    facts: tuple[Fact, ...]
    findings: tuple[CaseFinding, ...]
    versions: tuple[CaseVersion, ...]
    changes: tuple[DiffReport, ...]
    anomalies: tuple[CaseAnomaly, ...]
    events: tuple[CaseEvent, ...]
    notes: tuple[str, ...]
    origin: tuple[Fact, ...]


def case_report(
    records: Sequence[Recorded],
    *,
    now: datetime,
    origin: tuple[Fact, ...] = (),
    zone: tzinfo | None = None,
    limits: Limits | None = None,
) -> CaseReport:
    """Return the case of the schedule whose entries these are, in the one order, as of a moment.

    Times are given in a zone, that of the market where none is named, and in UTC. `origin` says where the
    entries come from. Raises StoreError without any entry.
    """
    if not records:
        raise StoreError("there is nothing to report: the log holds no entry of this schedule")
    last = from_microseconds(max(one.facts.at for one in records))
    judged, limits = max(now, last), limits or Limits()
    lane = partial(conversation, records, now=judged, ack_minutes=limits.ack_minutes)
    latest = lane(None)
    shown = zone or zone_of(latest.market)
    numbers = [one.number for one in latest.versions][-MOST_VERSIONS:]
    lanes = [lane(number) for number in numbers] or [latest]
    reports = list(case_anomalies(records, latest, shown))
    return CaseReport(
        title=_title(latest),
        status=_status(latest),
        facts=_facts(records, latest),
        findings=_findings(records, judged, limits),
        versions=tuple(_version(one, shown) for one in lanes),
        changes=_changes(records),
        anomalies=tuple(reports[-MOST_ANOMALIES:]),
        events=case_events(records, shown)[-MOST_EVENTS:],
        notes=tuple(_notes(len(latest.versions), len(reports), len(records))),
        origin=(("as of", f"{local_text(judged, shown)} ({utc_text(judged)})"), *origin, ("seal", UNSEALED)),
    )


def _title(latest: Conversation) -> str:
    day = str(latest.day) if latest.day else "delivery day not known"
    return inert(f"Schedule {short_name(latest.tso) if latest.tso else 'without TSO'} · {day}", 200)


def _status(latest: Conversation) -> str:
    """Return where the schedule stands, in a sentence."""
    version = latest.version
    if version is None:
        return "No version was sent."
    words = [f"Version {version.number} is {_status_text(version)}: {STATUSES_IN_WORDS[version.status]}."]
    active = next((one.number for one in latest.versions if one.active), None)
    if active != version.number:
        words.append(f"Version {active} is the active one." if active else "No version is active.")
    if version.anomaly_open:
        words.append("An anomaly is open.")
    missing = next((one for one in latest.lane if one.missing), None)
    if missing is not None:
        gap = missing.about if "missing" in missing.about else f"the {missing.kind.value} is missing"
        words.append(f"{gap[0].upper()}{gap[1:]}{', overdue' if missing.late else ''}.")
    return " ".join(words)


def _status_text(version: VersionLane) -> str:
    raw = version.raw_status
    return version.status.value if raw in {None, version.status.value} else f"{version.status.value} ({inert(raw, 40)})"


def _facts(records: Sequence[Recorded], latest: Conversation) -> tuple[Fact, ...]:
    known = tso(latest.tso) if latest.tso else None
    versions = ", ".join(str(one.number) for one in latest.versions[-MOST_VERSIONS:])
    uid = next((one.facts.schedule_uid for one in records if one.facts.schedule_uid), None)
    facts = (
        ("schedule", uid),
        ("delivery day", str(latest.day) if latest.day else None),
        ("TSO", latest.tso),
        ("TSO EIC", known.party_eic if known else None),
        ("market", latest.market),
        ("party", latest.party),
        ("versions", versions or "none"),
        ("entries", counted(len(records))),
    )
    return tuple((label, inert(text, 200)) for label, text in facts if text)


def _findings(records: Sequence[Recorded], now: datetime, limits: Limits) -> tuple[CaseFinding, ...]:
    return tuple(
        CaseFinding(
            severity=one.severity.value,
            code=one.code,
            title=RULES[one.code].title,
            version="" if one.version is None else f"v{one.version}",
            sentence=inert(one.sentence, 1000),
            advice=inert(one.advice, 1000),
        )
        for one in findings(records, now=now, limits=limits)
    )


def _version(lane: Conversation, zone: tzinfo) -> CaseVersion:
    version = lane.version
    if version is None:
        return CaseVersion(0, "no version", "", "", (), case_steps(lane, zone))
    marks = [
        ("active", version.active),
        ("superseded", version.superseded),
        ("had an anomaly" if version.superseded else "open anomaly", version.anomaly_open),
    ]
    return CaseVersion(
        number=version.number,
        status=_status_text(version),
        sent=local_text(version.submitted_at, zone) if version.submitted_at else "not known",
        marks=", ".join(word for word, is_so in marks if is_so),
        reasons=tuple(inert(phrase(code), 400) for code in version.reason_codes),
        steps=case_steps(lane, zone),
    )


def _changes(records: Sequence[Recorded]) -> tuple[DiffReport, ...]:
    """Return what each of the newest versions changed against the one before it."""
    states = version_states(records)[-MOST_VERSIONS - 1 :]
    sides = [version_side(one) for one in states]
    return tuple(
        diff_report(before, after, title=f"{before.title} → {after.title}", brief=True)
        for before, after in pairwise(sides)
    )


def _notes(versions: int, anomalies: int, events: int) -> list[str]:
    counts = (
        (versions, MOST_VERSIONS, "versions", "conversation and changes"),
        (anomalies, MOST_ANOMALIES, "anomaly reports", "quarter-hours"),
        (events, MOST_EVENTS, "entries", "uids"),
    )
    return [
        f"The {counted(most)} newest of {counted(count)} {what} are shown with their {part}."
        for count, most, what, part in counts
        if count > most
    ]
