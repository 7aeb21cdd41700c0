"""The life of a schedule so far: what a move builds on, folded from the entries of the log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from store.errors import StoreError
from store.lifecycle.identity import Identity
from store.lifecycle.market.parties import sender
from store.lifecycle.snapshots import instant_in, schedule_with, series_told, version_with
from store.model.event import Entry
from store.model.market.delivery_day import from_microseconds, zone_of
from store.model.market.tso import Tso, market_code
from store.model.market.tso import tso as known_tso
from store.model.schedules.facts import Facts, facts
from store.model.schedules.standing import ScheduleStanding, folded
from store.model.status import ACCEPTED, Status, status_of
from store.model.texts.tolerant import day_of_text, mapping_of, mappings_of, number_of, text_of

_FIRST_YEAR, _LAST_YEAR = 2, 9000
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_SETTLED = frozenset({Status.CONFIRMED, Status.PARTLY_CONFIRMED, Status.IMPOSED, Status.REJECTED})


class LifeError(StoreError):
    """The log does not say enough about a schedule to go on with it."""


@dataclass(frozen=True)
class Life:
    """One schedule as its entries leave it; snapshots have the API's shape.

    `versions` are whole, ascending, their series with amounts where the log holds them. `series` is what was
    last told of a series by its uid. `last_at` is the time of the last of `entries` entries, in UTC.
    `status_from` is when the TSO may be asked for the status again, `sent_at` when each version was sent.
    """

    schedule: Mapping[str, object]
    party: str = ""
    versions: tuple[Mapping[str, object], ...] = ()
    series: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    is_created: bool = False
    open_anomaly: bool = False
    status_requests: int = 0
    status_from: datetime | None = None
    last_at: datetime = _BEGINNING
    entries: int = 0
    sent_at: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def uid(self) -> str:
        """The uid of the schedule."""
        return str(self.schedule.get("uid") or "")

    @property
    def tso(self) -> str:
        """The code of the TSO as it came."""
        return str(self.schedule.get("tso") or "")

    @property
    def day(self) -> date:
        """The delivery day; the first of all days where the log does not say."""
        return day_of_text(self.schedule.get("date")) or date.min

    @property
    def market(self) -> str:
        """The market, `DE` or `NL`."""
        known = known_tso(self.tso)
        return market_code(text_of(self.schedule.get("market"))) or (known.market if known else "DE")

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the delivery day."""
        return zone_of(self.market)

    @cached_property
    def _by_number(self) -> Mapping[int, Mapping[str, object]]:
        return {number_of(one.get("version")) or 0: one for one in self.versions}

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the versions, ascending."""
        return tuple(self._by_number)

    @property
    def latest(self) -> Mapping[str, object] | None:
        """The version with the highest number, None before the first."""
        return self.versions[-1] if self.versions else None

    @cached_property
    def active(self) -> int | None:
        """The number of the latest version that the TSO accepted."""
        taken = ACCEPTED | {Status.IMPOSED}
        return next((number for number in reversed(self.numbers) if self.status(number) in taken), None)

    @property
    def concluded(self) -> int | None:
        """The number of the version that has its final confirmation, whatever that says; None before it comes."""
        return next((number for number in reversed(self.numbers) if self._is_concluded(number)), None)

    def _is_concluded(self, number: int) -> bool:
        """Tell whether a final confirmation left a version as it is; the older word `anomaly` tells of none."""
        one, status = self.version(number), self.status(number)
        if status is Status.REJECTED:
            return one.get("acceptance_level") == "cnf"
        if status is Status.PARTLY_CONFIRMED:
            return one.get("status") == "cnf_partial"
        return status in {Status.CONFIRMED, Status.IMPOSED}

    def version(self, number: int) -> Mapping[str, object]:
        """Return a version by its number; empty where there is none."""
        return self._by_number.get(number, {})

    def status(self, number: int) -> Status:
        """Return where a version stands, in our words."""
        one = self.version(number)
        return status_of(text_of(one.get("status")), text_of(one.get("acceptance_level")))

    def series_of(self, number: int) -> list[Mapping[str, object]]:
        """Return the series of a version, with amounts where the log holds them."""
        return mappings_of(mapping_of(self.version(number).get("spec")).get("series"))

    def after(self, entry: Entry) -> "Life":
        """Return the life after one more entry; one that names no version is about the latest."""
        said = facts(entry)
        return self._after(said, entry, self._number_meant(said))

    def _number_meant(self, said: Facts) -> int | None:
        if said.number is not None or not said.version_uid:
            return said.number or max(self.numbers, default=None)
        return next((one for one in self.numbers if self.version(one).get("uid") == said.version_uid), None)

    def _after(self, said: Facts, entry: Entry, number: int | None) -> "Life":
        at = from_microseconds(said.at)
        life = replace(
            self,
            schedule=schedule_with(self.schedule, said, entry),
            party=self.party or said.party or "",
            is_created=self.is_created or said.type == "schedule.created",
            last_at=max(self.last_at, at) if self.entries else at,
            entries=self.entries + 1,
        )
        if said.type == "status_request.sent":
            return life._asked(mapping_of(entry.after))
        if said.type == "anomaly.received":
            return replace(life, open_anomaly=self.open_anomaly or number == max(self.numbers, default=None))
        if said.type.startswith("series."):
            told = {text_of(one.get("uid")) or "": one for one in series_told(entry.after)}
            return replace(life, series={**life.series, **told})
        if number is None or not said.type.startswith("version."):
            return life
        return life._moved(said, entry, number)

    def _asked(self, answer: Mapping[str, object]) -> "Life":
        if answer.get("status") != "sent":
            return self
        allowed = instant_in(answer.get("next_allowed_at"))
        return replace(self, status_requests=self.status_requests + 1, status_from=allowed)

    def _moved(self, said: Facts, entry: Entry, number: int) -> "Life":
        """Return the life after an entry about a version."""
        life = self._with(number, version_with(self.version(number), said, entry, number))
        if said.type == "version.submitted":
            life = replace(life, sent_at={**self.sent_at, number: from_microseconds(said.at)})
        is_latest = number == life.numbers[-1]
        settled = is_latest and (life.status(number) in _SETTLED or said.type == "version.submitted")
        return replace(life, open_anomaly=life.open_anomaly and not settled)

    def _with(self, number: int, version: Mapping[str, object]) -> "Life":
        known = {**self._by_number, number: version}
        return replace(self, versions=tuple(known[one] for one in sorted(known)))

    def _as_told_by(self, standing: ScheduleStanding) -> "Life":
        """Return the life with the statuses that the tree shows, which knows of clocks that differ."""
        life = replace(self, open_anomaly=standing.anomaly_open)
        for number, one in standing.versions.items():
            if number not in life.numbers or life.status(number) is not one.status:
                status = {"status": one.raw_status, "acceptance_level": one.acceptance_level or ""}
                life = life._with(number, {"uid": one.uid, **life.version(number), "version": number, **status})
        return life


def life_of(entries: Iterable[Entry]) -> Life:
    """Return the life that entries, in the one order, tell of; raises LifeError where that cannot go on."""
    known = list(entries)
    said = [facts(entry) for entry in known]
    standing, numbers = folded(said)
    life = Life({})
    for entry, told, number in zip(known, said, numbers, strict=True):
        life = life._after(told, entry, number)
    life = life._as_told_by(standing)
    at = known_tso(life.tso)
    if at is not None and not life.party and not life.numbers:
        # nothing was sent yet: whoever plays here sends it
        life = replace(life, party=sender(at.market).eic)
    _demand(life)
    return life


def blank(at: Tso, day: date, begins: datetime, identity: Identity) -> Life:
    """Return the life of a schedule that is not created yet, of the invented sender of the market."""
    return Life(
        {
            "uid": identity.uid("schedule", at.code, day),
            "org_uid": identity.uid("organisation"),
            "market": at.market,
            "tso": at.code,
            "date": day.isoformat(),
        },
        party=sender(at.market).eic,
        last_at=begins.astimezone(UTC),
    )


def _demand(life: Life) -> None:
    """Raise LifeError where an answer could not be written, for nobody knows for whom."""
    if life.tso and not known_tso(life.tso):
        raise LifeError(f"nothing can be simulated here: no TSO is known as {life.tso!r}")
    if life.day != date.min and not _FIRST_YEAR < life.day.year < _LAST_YEAR:
        raise LifeError(f"nothing can be simulated here: {life.day} lies at the end of the calendar")
    words = {"TSO": life.tso, "delivery day": life.day != date.min, "party": life.party}
    missing = [word for word, there in words.items() if not there]
    if missing:
        raise LifeError(f"nothing can be simulated here: the log does not name the {', the '.join(missing)}")
