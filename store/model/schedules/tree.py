"""The schedule tree as values: day, schedule (one TSO), version, series, with their roll-ups."""

from dataclasses import dataclass
from datetime import date, datetime

from store.model.status import Status


@dataclass(frozen=True, slots=True)
class DayNode:
    """All schedules of one delivery day; `day` is None for those whose day is not known.

    Each counts once at most: among `anomalies` while one is open, else by its latest version. `partly`: the TSO took
    only parts of it or put other values in their place; `waiting`: sent and not answered; `unsent`: only stored.
    """

    day: date | None
    schedules: int
    accepted: int
    rejected: int
    waiting: int
    anomalies: int
    events: int
    partly: int = 0
    unsent: int = 0


@dataclass(frozen=True, slots=True)
class ScheduleNode:
    """One schedule: one delivery day at one TSO; the status is that of its latest version.

    `tso` is the code as it came, or the TSO's EIC where the directory does not know it.
    `anomaly_open`: an anomaly report came for the latest version and no confirmation since.
    `waiting_since`: when the latest version was sent, while the TSO has not answered it.
    """

    uid: str
    day: date | None
    market: str | None
    tso: str | None
    party: str | None
    status: Status
    raw_status: str | None
    latest_version: int | None
    active_version: int | None
    anomaly_open: bool
    reason_codes: tuple[str, ...]
    waiting_since: datetime | None
    first_at: datetime
    last_at: datetime
    events: int


@dataclass(frozen=True, slots=True)
class VersionNode:
    """One version of a schedule; `superseded` when a later one exists and it is not the active one."""

    uid: str | None
    schedule_uid: str
    number: int
    status: Status
    raw_status: str | None
    acceptance_level: str | None
    is_active: bool
    superseded: bool
    anomaly_open: bool
    reason_codes: tuple[str, ...]
    message_id: str | None
    submitted_at: datetime | None
    last_at: datetime
    events: int


@dataclass(frozen=True, slots=True)
class SeriesNode:
    """One time series of a version; energy in MWh over the day, None where the log holds no amounts.

    Energy goes from the out party and area to the in party and area; amounts carry no direction.
    """

    uid: str
    time_series_uid: str | None
    type: str | None
    in_area: str | None
    out_area: str | None
    in_party: str | None
    out_party: str | None
    status: Status
    raw_status: str | None
    reason_codes: tuple[str, ...]
    quarter_hours: int
    energy_mwh: float | None


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """How much a store holds; instants in UTC, None while it is empty."""

    events: int
    schedules: int
    first_at: datetime | None
    last_at: datetime | None
