"""The life of one schedule as the rules read it: its entries with the version that each is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from store.lifecycle.findings.finding import RULES, Finding, Limits, Severity
from store.lifecycle.market.gates import next_gate
from store.lifecycle.market.profiles import patience
from store.model.market.delivery_day import from_microseconds, zone_of
from store.model.market.tso import Market, Tso, market_code, tso
from store.model.recorded import Recorded
from store.model.schedules.standing import ScheduleStanding, folded
from store.model.status import Status, status_of
from store.model.texts.tolerant import mapping_of, text_of

_LAST_YEAR = 9000
_STATUS_OF_TYPE = {
    "version.submitted": Status.SUBMITTED,
    "version.accepted": Status.ACKNOWLEDGED,
    "version.rejected": Status.REJECTED,
}
ANY_ACCEPTANCE = frozenset({Status.ACKNOWLEDGED, Status.PARTLY_CONFIRMED, Status.CONFIRMED})
"""What the bare word `accepted` can mean where no acceptance level stands with it."""

_DOCUMENTS = {
    "ACK": "ACK",
    "ACKNOWLEDGEMENT": "ACK",
    "ANO": "ANO",
    "ANOMALY REPORT": "ANO",
    "CNF": "CNF",
    "CONFIRMATION": "CNF",
}


class Told(NamedTuple):
    """One entry, the version it is about, and its snapshots before and after, empty where there is none.

    `at` is in microseconds since 1970 UTC; `status` is that of the version after the event, by the event type
    where it says no more, None where it tells of none.
    """

    record: Recorded
    uid: str
    type: str
    at: int
    number: int | None
    before: Mapping[str, object]
    after: Mapping[str, object]
    status: Status | None

    @property
    def of_message(self) -> bool:
        """Whether the entry was made out of a message file: its clock is that of the message's sender."""
        return bool(self.record.facts.names)

    @property
    def message(self) -> Mapping[str, object]:
        """What the entry says about the message it came with."""
        return mapping_of(mapping_of(self.record.entry.metadata).get("message"))

    @property
    def document(self) -> str | None:
        """What the message is, `ACK`, `ANO` or `CNF`; None where the entry does not say, or something else."""
        word = text_of(self.message.get("type")) or text_of(self.message.get("kind")) or ""
        return _DOCUMENTS.get(word.strip().upper())

    @property
    def word(self) -> str:
        """The raw status after the event in small letters; empty where it tells of none."""
        return (text_of(self.after.get("status")) or "").strip().lower()

    @property
    def reason_codes(self) -> tuple[str, ...]:
        """The reason codes that the TSO gave."""
        return self.record.facts.reason_codes


def _words(snapshot: Mapping[str, object]) -> tuple[str | None, str | None]:
    return text_of(snapshot.get("status")), text_of(snapshot.get("acceptance_level"))


def statuses_in(snapshot: Mapping[str, object]) -> frozenset[Status]:
    """Return what the status of a snapshot can mean; empty where it tells of none or of an unknown one."""
    word, level = _words(snapshot)
    if word is None:
        return frozenset()
    if word.strip().lower() == "accepted" and level is None and "acceptance_level" not in snapshot:
        return ANY_ACCEPTANCE
    status = status_of(word, level)
    return frozenset() if status is Status.UNKNOWN else frozenset({status})


def _told(record: Recorded, number: int | None) -> Told:
    entry, type_ = record.entry, record.facts.type
    after = _snapshot(entry.after)
    status = None
    if type_.startswith("version."):
        word, level = _words(after)
        status = status_of(word, level) if word else _STATUS_OF_TYPE.get(type_)
    return Told(record, entry.uid, type_, record.facts.at, number, _snapshot(entry.before), after, status)


def _snapshot(value: object) -> Mapping[str, object]:
    """Return the state an entry is about, out of its wrapper where it has one."""
    whole = mapping_of(value)
    return mapping_of(whole.get("version")) or whole


@dataclass(frozen=True)
class History:
    """The life of one schedule in the one order, when it is judged and by which limits."""

    told: tuple[Told, ...]
    standing: ScheduleStanding
    now: datetime
    limits: Limits

    @cached_property
    def versions(self) -> Mapping[int, tuple[Told, ...]]:
        """The entries about each version, by its number, ascending."""
        found: dict[int, list[Told]] = {}
        for told in self.told:
            if told.number is not None:
                found.setdefault(told.number, []).append(told)
        return {number: tuple(found[number]) for number in sorted(found)}

    @cached_property
    def overdue(self) -> timedelta | None:
        """For how long the latest version has been waiting for its acknowledgement; None while it is in time."""
        latest = self.standing.versions.get(self.standing.latest_version or 0)
        if latest is None or latest.status is not Status.SUBMITTED or latest.submitted_at is None:
            return None
        waited = self.now - from_microseconds(latest.submitted_at)
        return waited if waited > patience(self.standing.tso, self.limits.ack_minutes) else None

    @property
    def counted(self) -> int | None:
        """The version that counts: the latest; where the TSO refused it or does not answer, the one still active."""
        latest = self.standing.latest_version
        if latest is None or (self.standing.versions[latest].status is not Status.REJECTED and self.overdue is None):
            return latest
        return self.standing.active_version or latest

    @property
    def schedule_uid(self) -> str | None:
        """The uid of the schedule, computed where only messages know it."""
        return self.standing.uid or next((one.record.facts.schedule_uid for one in self.told), None)

    @property
    def day(self) -> date | None:
        """The delivery day; None where it is not known or too near the ends of the calendar."""
        day = self.standing.day
        return day if day and 2 < day.year < _LAST_YEAR else None

    @cached_property
    def tso(self) -> Tso | None:
        """The TSO, where it is a known one."""
        return tso(self.standing.tso) if self.standing.tso else None

    @cached_property
    def market(self) -> Market | None:
        """The market, said or that of the TSO."""
        return market_code(self.standing.market) or (self.tso.market if self.tso else None)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the delivery day."""
        return zone_of(self.market)

    def while_open(self, advice: str) -> str:
        """Return what to do while a version can still be sent, else that nothing can be."""
        if self.day and next_gate(self.day, self.market, self.now) is None:
            return "The last gate is closed, no version can be sent any more: call the TSO."
        return advice

    @property
    def submissions(self) -> Iterator[Told]:
        """The submissions in time order."""
        return (one for one in self.told if one.type == "version.submitted")

    def finding(
        self, code: str, told: Sequence[Told], sentence: str, advice: str, severity: Severity | None = None
    ) -> Finding:
        """Return a finding that rests on entries, the first of which says which version and since when."""
        first = told[0]
        return Finding(
            code=code,
            severity=severity or RULES[code].severity,
            schedule_uid=self.schedule_uid,
            version=first.number,
            events=tuple(dict.fromkeys(one.uid for one in told)),
            sentence=sentence,
            advice=advice,
            at=from_microseconds(first.at),
        )


def history(records: Sequence[Recorded], now: datetime, limits: Limits) -> History:
    """Return the life that the entries of one schedule, in the one order, tell of."""
    standing, numbers = folded(one.facts for one in records)
    told = tuple(_told(one, number) for one, number in zip(records, numbers, strict=True))
    return History(told, standing, now, limits)


def at_once(told: Sequence[Told]) -> Iterator[list[Told]]:
    """Give the entries that tell of one change: those of one request, and of one instant, whose order nobody knows."""
    if not told:
        return
    group = [told[0]]
    for last, one in pairwise(told):
        request = one.record.entry.request_id
        if one.at == last.at or (request is not None and request == last.record.entry.request_id):
            group.append(one)
        else:
            yield group
            group = [one]
    yield group
