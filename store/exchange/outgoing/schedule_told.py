"""What the entries of one schedule tell that every message about it repeats."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from store.exchange.outgoing.texts import (
    LONGEST_AREA,
    LONGEST_PARTY,
    OutgoingError,
    identification,
    optional,
    version_number,
)
from store.model.event import Entry
from store.model.market.delivery_day import bounds, day_of, instant, zone_of
from store.model.market.tso import tso as known_tso
from store.model.schedules.facts import Facts, facts
from store.model.schedules.identity import version_number_in
from store.model.snapshot import TimeSeries, recognised


@dataclass(frozen=True, slots=True)
class VersionTold:
    """A version as it was submitted: its series by name, each with the version in which it last changed."""

    series: Mapping[str, TimeSeries]
    series_versions: Mapping[str, int]


@dataclass(slots=True)
class ScheduleTold:
    """A schedule as far as its entries tell; what is needed and not told is raised as OutgoingError."""

    known_day: date | None = None
    market: str | None = None
    tso: str | None = None
    known_party: str | None = None
    receiver: str | None = None
    versions: dict[int, VersionTold] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    documents: dict[int, str] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The delivery day."""
        if self.known_day is None:
            raise OutgoingError("the log does not tell the delivery day")
        return self.known_day

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the market, that of the TSO where the market is not told."""
        known = known_tso(self.tso or self.receiver or "")
        return zone_of(known.market if known else self.market)

    @property
    def interval(self) -> tuple[datetime, datetime]:
        """The delivery period in UTC."""
        try:
            return bounds(self.day, self.zone)
        except ValueError as error:
            raise OutgoingError(str(error)) from error

    @property
    def party(self) -> str:
        """The party that the schedule is of and that exchanges the messages."""
        return identification(self.known_party, "balance responsible party", LONGEST_PARTY)

    @property
    def operator(self) -> str:
        """What identifies the TSO in messages: its GS1 number or EIC."""
        known = known_tso(self.tso or "")
        default = (known.gs1 or known.party_eic) if known else None
        return identification(self.receiver or default, "EIC of the TSO", LONGEST_PARTY)

    @property
    def area(self) -> str | None:
        """The control area of the TSO; None where the directory does not know it."""
        known = known_tso(self.tso or "") or known_tso(self.receiver or "")
        return optional(known.area_eic if known else None, "control area", LONGEST_AREA)

    def document(self, number: int) -> str:
        """Return the id that all versions of the schedule are sent under, made of day and party where not told."""
        told = self.documents.get(number) or next(iter(self.documents.values()), None)
        return identification(told or f"{self.day:%Y%m%d}_{self.party}", "message id")

    def number(self, said: Facts) -> int:
        """Return the version an entry is about: the one it names, else the latest."""
        number = said.number or self.numbers.get(said.version_uid or "") or max(self.versions, default=None)
        if number is None:
            raise OutgoingError("the log does not tell which version it is about")
        return version_number(number, "the schedule")


def schedule_told(entries: Iterable[Entry]) -> ScheduleTold:
    """Return what the entries of one schedule, in the one order, tell about it."""
    told = ScheduleTold()
    for entry in entries:
        said = facts(entry)
        told.known_day = told.known_day or said.day
        told.market = told.market or said.market
        told.tso = told.tso or said.tso
        told.known_party = told.known_party or said.party
        if said.number is not None:
            _learn_version(told, entry, said, said.number)
    told.known_day = told.known_day or _day_of_amounts(told)
    return told


def _learn_version(told: ScheduleTold, entry: Entry, said: Facts, number: int) -> None:
    if said.version_uid:
        told.numbers.setdefault(said.version_uid, number)
    if said.message_id:
        told.documents.setdefault(number, _shared_id(said.message_id))
    found = recognised(entry.after, entry.type)
    if found.version and found.version.receiver_id:
        told.receiver = told.receiver or found.version.receiver_id
    if entry.type == "version.submitted":
        told.versions[number] = _version(told, found.series, number)


def _shared_id(message_id: str) -> str:
    """Return the id that all versions share; the API appends `_v{N}` to it."""
    return message_id if version_number_in(message_id) is None else message_id.rpartition("_v")[0]


def _version(told: ScheduleTold, submitted: Sequence[TimeSeries], number: int) -> VersionTold:
    """Return a version; a series that did not change keeps its version (ESS implementation guide)."""
    earlier = [version for other, version in told.versions.items() if other < number]
    latest = earlier[-1] if earlier else VersionTold({}, {})
    series = {one.time_series_uid: one for one in submitted if one.time_series_uid}
    versions = {
        name: latest.series_versions[name] if name in latest.series and _same(one, latest.series[name]) else number
        for name, one in series.items()
    }
    return VersionTold(series, versions)


def _same(one: TimeSeries, other: TimeSeries) -> bool:
    """Tell whether two series say the same; their uids are those of their versions and always differ."""
    names = ("type", "in_area", "out_area", "in_party", "out_party", "agreement_id", "amounts")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _day_of_amounts(told: ScheduleTold) -> date | None:
    """Return the day in which the first amount of a version lies; None where no version has any."""
    starts = [start for version in told.versions.values() for one in version.series.values() for start in one.amounts]
    try:
        return day_of(instant(min(starts)), told.zone) if starts else None
    except ValueError:
        return None
