"""Where a schedule stands: its entries folded in the one order into what the tree shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from store.model.schedules.facts import Facts
from store.model.schedules.identity import schedule_uid_of_day, schedule_uid_of_document
from store.model.status import ACCEPTED, Status, status_of

_ABOUT_A_VERSION = ("version.", "series.", "anomaly.")
"""Types that are about a version: about the latest one where they do not say which."""

_UNANSWERED = {Status.INGESTED, Status.SUBMITTED}
_ANSWERED = ACCEPTED | {Status.REJECTED, Status.IMPOSED}
_FURTHER = {Status.ACKNOWLEDGED: 1, Status.INTERMEDIATE: 2, Status.PARTLY_CONFIRMED: 3, Status.CONFIRMED: 3}
_SETTLED = {Status.CONFIRMED, Status.PARTLY_CONFIRMED, Status.IMPOSED, Status.REJECTED}


class Standing(IntEnum):
    """How a schedule counts in the roll-up of its day, but for anomalies; `WAITING` is not answered, sent or not."""

    OTHER = 0
    ACCEPTED = 1
    REJECTED = 2
    WAITING = 3
    PARTLY = 4


@dataclass(slots=True)
class VersionStanding:
    """One version of a schedule as its entries leave it; instants in microseconds UTC."""

    number: int
    uid: str | None = None
    raw_status: str | None = None
    acceptance_level: str | None = None
    message_id: str | None = None
    reason_codes: tuple[str, ...] = ()
    submitted_at: int | None = None
    settled_at: int | None = None
    accepted: bool = False
    anomaly_open: bool = False
    last_at: int | None = None
    events: int = 0

    @property
    def status(self) -> Status:
        """Our reading of the raw status and acceptance level."""
        return status_of(self.raw_status, self.acceptance_level)


@dataclass(slots=True)
class ScheduleStanding:
    """One schedule as its entries leave it; instants in microseconds UTC.

    `unresolved` counts the entries that name a version only by a uid not yet tied to a number;
    `names` are the computed uids under which messages may know this schedule; `sent_unplaced`: a version was sent of
    which nobody knows the number.
    """

    recorded_uid: str | None = None
    market: str | None = None
    tso: str | None = None
    party: str | None = None
    day: date | None = None
    first_at: int | None = None
    last_at: int | None = None
    events: int = 0
    unresolved: int = 0
    anomaly_alone: bool = False
    sent_unplaced: bool = False
    versions: dict[int, VersionStanding] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    _named: set[tuple[object, ...]] = field(default_factory=set)

    @property
    def latest_version(self) -> int | None:
        """The highest version number."""
        return max(self.versions, default=None)

    @property
    def active_version(self) -> int | None:
        """The latest version that the TSO accepted; a later rejected one never replaces it."""
        return max((number for number, version in self.versions.items() if version.accepted), default=None)

    @property
    def anomaly_open(self) -> bool:
        """Whether the latest version has an anomaly that no confirmation settled.

        Of a schedule of which no version is known yet: whether there was an anomaly at all.
        """
        latest = self.latest_version
        return self.anomaly_alone if latest is None else self.versions[latest].anomaly_open

    @property
    def status_without_version(self) -> Status:
        """The status while no version is known: not sent, where the log itself recorded the schedule."""
        return Status.INGESTED if self.recorded_uid else Status.UNKNOWN

    @property
    def status(self) -> Status:
        """The status of the latest version."""
        latest = self.latest_version
        return self.status_without_version if latest is None else self.versions[latest].status

    @property
    def is_unsent(self) -> bool:
        """Whether the latest version is stored and nothing of it was sent."""
        return self.status is Status.INGESTED

    @property
    def standing(self) -> Standing:
        """How the schedule counts in its day: by the status of its latest version."""
        status = self.status
        if status in {Status.PARTLY_CONFIRMED, Status.IMPOSED}:
            return Standing.PARTLY
        if status in ACCEPTED:
            return Standing.ACCEPTED
        if status is Status.REJECTED:
            return Standing.REJECTED
        return Standing.OTHER if status is Status.UNKNOWN else Standing.WAITING

    @property
    def uid(self) -> str | None:
        """The recorded uid, else the name computed from day, party and TSO where it goes by that, else another one."""
        if self.recorded_uid or not self.names:
            return self.recorded_uid
        if self.tso and self.party and self.day:
            of_day = schedule_uid_of_day(self.tso, self.party, self.day)
            if of_day in self.names:
                return of_day
        return min(self.names)

    def learn_identity(self, facts: Facts) -> bool:
        """Take what does not depend on order; return whether an earlier entry may now be resolved."""
        if facts.recorded and facts.schedule_uid:
            self.recorded_uid = min(filter(None, (self.recorded_uid, facts.schedule_uid)))
        number, uid = facts.number, facts.version_uid
        if number is None or uid is None or uid in self.numbers:
            return False
        self.numbers[uid] = number
        return self.unresolved > 0

    def apply(self, facts: Facts) -> int | None:
        """Take one entry, not older than those before; return the number of the version it is about."""
        self.events += 1
        self.first_at = facts.at if self.first_at is None else min(self.first_at, facts.at)
        self.last_at = facts.at if self.last_at is None else max(self.last_at, facts.at)
        self.market = self.market or facts.market
        self.tso = self.tso or facts.tso
        self.party = self.party or facts.party
        self.day = self.day or facts.day
        self._learn_names(facts)
        number = self._number_of(facts)
        if number is not None:
            self._apply_to_version(self.versions.setdefault(number, VersionStanding(number)), facts)
        else:
            self.unresolved += bool(facts.version_uid)
            self.sent_unplaced |= facts.type == "version.submitted"
        if facts.type == "anomaly.received":
            if number is None:
                self.anomaly_alone = True
            else:
                self._open_anomaly(self.versions[number], facts.at)
        return number

    def _number_of(self, facts: Facts) -> int | None:
        if facts.number is not None:
            return facts.number
        if facts.version_uid:
            return self.numbers.get(facts.version_uid)
        return self.latest_version if facts.type.startswith(_ABOUT_A_VERSION) else None

    def _open_anomaly(self, version: VersionStanding, at: int) -> None:
        if not (version.status in _SETTLED and version.settled_at == at):
            version.anomaly_open = True

    def _apply_to_version(self, version: VersionStanding, facts: Facts) -> None:
        self.touched.add(version.number)
        same_instant = version.last_at == facts.at
        version.events += 1
        version.last_at = facts.at if version.last_at is None else max(version.last_at, facts.at)
        version.uid = version.uid or facts.version_uid
        version.message_id = facts.message_id or version.message_id
        if facts.type == "version.submitted":
            version.submitted_at = facts.at
        if facts.type.startswith("version.") and facts.raw_status:
            status = status_of(facts.raw_status, facts.acceptance_level)
            # the clocks of party and TSO differ: a submission never undoes the answer to it
            if status in _UNANSWERED and version.status in _ANSWERED:
                return
            # of answers in the same instant, whose order nobody knows, the one further on counts
            if same_instant and _FURTHER.get(status, 0) < _FURTHER.get(version.status, 0):
                return
            # the level of an acceptance says nothing of the rejection after it
            newly_rejected = status is Status.REJECTED and version.status is not Status.REJECTED
            kept = None if newly_rejected else version.acceptance_level
            version.raw_status = facts.raw_status
            version.acceptance_level = facts.acceptance_level or kept
            version.reason_codes = facts.reason_codes or version.reason_codes
            version.accepted = version.status in ACCEPTED or version.status is Status.IMPOSED
            if version.status in _SETTLED:
                version.anomaly_open = False
                version.settled_at = facts.at

    def _learn_names(self, facts: Facts) -> None:
        self.names.update(facts.names)
        if facts.schedule_uid:
            self.names.add(facts.schedule_uid)
        if facts.names:
            return
        tso, party, day = facts.tso or self.tso, facts.party or self.party, facts.day or self.day
        if not tso or not party:
            return
        if day and ("day", tso, party, day) not in self._named:
            self._named.add(("day", tso, party, day))
            self.names.add(schedule_uid_of_day(tso, party, day))
        document = facts.message_id
        if document and ("document", tso, party, document) not in self._named:
            self._named.add(("document", tso, party, document))
            self.names.add(schedule_uid_of_document(tso, party, document))


def folded(entries: Iterable[Facts]) -> tuple[ScheduleStanding, list[int | None]]:
    """Fold all entries of a schedule, given in the one order; also return the version each is about."""
    known = list(entries)
    schedule = ScheduleStanding()
    for facts in known:
        schedule.learn_identity(facts)
    return schedule, [schedule.apply(facts) for facts in known]
