"""The versions of a schedule as the log leaves them: each state folded from what its entries tell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from store.model.market.delivery_day import from_microseconds
from store.model.recorded import Recorded
from store.model.schedules.laid_over import series_over, version_over
from store.model.schedules.standing import ScheduleStanding, VersionStanding, folded
from store.model.snapshot import recognised
from store.model.status import Status, status_of
from store.model.texts.tolerant import mapping_of, mappings_of, text_of


@dataclass(frozen=True, slots=True)
class Told:
    """The event that told something, and when (UTC)."""

    uid: str
    type: str
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionState:
    """One version of a schedule as the log leaves it.

    `state` is the newest snapshot that holds amounts, with what later entries tell laid over it; without any
    amounts in the log, all that was told in its order. It is empty where no entry says what the version is.
    `amounts` is the event that told the amounts, `last` the newest one that is part of the state. The status
    is the one the tree shows. `day`, `market`, `tso` and `party` are those of the schedule.
    """

    schedule_uid: str
    number: int
    status: Status
    raw_status: str | None
    state: Mapping[str, object]
    amounts: Told | None = None
    last: Told | None = None
    day: date | None = None
    market: str | None = None
    tso: str | None = None
    party: str | None = None


def version_states(records: Sequence[Recorded]) -> tuple[VersionState, ...]:
    """Return the versions of the schedule whose entries these are, in the one order; ascending by number."""
    schedule, numbers = folded(one.facts for one in records)
    about: dict[int, list[Recorded]] = defaultdict(list)
    for one, number in zip(records, numbers, strict=True):
        if number is not None:
            about[number].append(one)
    return tuple(_version_state(schedule, number, about[number]) for number in sorted(schedule.versions))


def version_state(records: Sequence[Recorded], number: int) -> VersionState | None:
    """Return one version of the schedule whose entries these are; None where they speak of no such version."""
    return next((one for one in version_states(records) if one.number == number), None)


def _version_state(schedule: ScheduleStanding, number: int, records: Iterable[Recorded]) -> VersionState:
    so_far = _Folding()
    for one in records:
        so_far.take(one)
    version = schedule.versions[number]
    return VersionState(
        schedule_uid=schedule.uid or "",
        number=number,
        status=version.status,
        raw_status=version.raw_status,
        state=_as_it_stands(so_far.state, version),
        amounts=so_far.amounts,
        last=so_far.last,
        day=schedule.day,
        market=schedule.market,
        tso=schedule.tso,
        party=schedule.party,
    )


def _as_it_stands(state: Mapping[str, object], version: VersionStanding) -> Mapping[str, object]:
    """Return a state with the status the tree shows: the clocks differ, and a late submission undoes no answer."""
    told = status_of(text_of(state.get("status")), text_of(state.get("acceptance_level")))
    if not state or told == version.status:
        return state
    return {**state, "status": version.raw_status, "acceptance_level": version.acceptance_level}


@dataclass(slots=True)
class _Folding:
    """What the entries so far tell of a version."""

    state: Mapping[str, object] = field(default_factory=dict)
    amounts: Told | None = None
    last: Told | None = None

    def take(self, record: Recorded) -> None:
        """Take one entry about the version, not older than those before."""
        entry = record.entry
        if entry.type.startswith("series."):
            self._take_series(record, [{"uid": entry.time_series_uid, **one} for one in _series_told(entry.after)])
        elif entry.type.startswith("version."):
            # nothing was told before the first: what it found counts as well
            for snapshot in (entry.after,) if self.last else (entry.before, entry.after):
                self._take_version(record, _version_told(snapshot))

    def _take_series(self, record: Recorded, told: Sequence[Mapping[str, object]]) -> None:
        if told:
            self.state = series_over(self.state, told)
            self.last = _told(record)

    def _take_version(self, record: Recorded, told: Mapping[str, object]) -> None:
        if not told:
            return
        if any(one.amounts for one in recognised(told, record.entry.type).series):
            self.state, self.amounts = told, _told(record)
        else:
            self.state = version_over(self.state, told)
        self.last = _told(record)


def _version_told(snapshot: object) -> Mapping[str, object]:
    """Return the part of a snapshot that is the version; empty where there is none."""
    outer = mapping_of(snapshot)
    return mapping_of(outer.get("version")) or outer


def _series_told(snapshot: object) -> list[Mapping[str, object]]:
    """Return the series in the snapshot of a series event: one, a list of them, or those under `series`."""
    inner = snapshot.get("series", snapshot) if isinstance(snapshot, dict) else snapshot
    return mappings_of(inner) if isinstance(inner, list) else [one] if (one := mapping_of(inner)) else []


def _told(record: Recorded) -> Told:
    return Told(record.entry.uid, record.entry.type, from_microseconds(record.facts.at))
