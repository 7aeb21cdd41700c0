"""A trade as both of its sides declare it: whether they match, how it is known, and where they differ."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from store.diff.reconciling.anomaly_reading import QuarterHourSides, Read
from store.model.market.energy import energy_mwh
from store.model.message import Reason


class Match(StrEnum):
    """How a trade stands with the counterparty, as far as the log says; the worst first.

    REFUSED is a series that the TSO did not take, for whatever reason; UNKNOWN one that nobody spoke of yet.
    """

    MISSING = "counterpart missing"
    OURS_MISSING = "ours missing"
    MISMATCHED = "mismatched"
    REFUSED = "refused"
    IMPOSED = "imposed"
    UNKNOWN = "not said"
    MATCHED = "matched"


@dataclass(frozen=True, slots=True)
class Report:
    """The newest anomaly report that speaks of a trade: its event, when it came (UTC), what it is about.

    `version` is the version it is about, None where it does not say. `count` is how many reports spoke of the
    trade. It is `superseded` by a later version that was sent since.
    """

    event: str
    at: datetime
    version: int | None
    count: int
    superseded: bool


@dataclass(frozen=True, slots=True)
class Trade:
    """One trade of a version, or one that only the counterparty declares.

    `key` tells it from the others of its schedule, whatever the version. `name` is our name of the series,
    `their_name` the counterparty's. `why` says in words what the state rests on, `event` is the uid of the
    entry that said so, `since` when the state began (UTC). `read` is how the quantities of the report are
    read, None without one. `notes` are sentences about what is not certain. With an `exchange` its values win.
    """

    key: str
    name: str | None
    their_name: str | None
    type: str | None
    in_area: str | None
    out_area: str | None
    in_party: str | None
    out_party: str | None
    counterparty: str | None
    state: Match
    why: str
    event: str | None = None
    since: datetime | None = None
    reasons: tuple[Reason, ...] = ()
    quarter_hours: tuple[QuarterHourSides, ...] = ()
    report: Report | None = None
    read: Read | None = None
    exchange: bool = False
    notes: tuple[str, ...] = ()

    @property
    def differing(self) -> tuple[QuarterHourSides, ...]:
        """The quarter-hours in which both sides are known to differ, in time order."""
        return tuple(one for one in self.quarter_hours if one.differs)

    @property
    def largest(self) -> QuarterHourSides | None:
        """The quarter-hour whose difference is furthest from zero; None where none differs."""
        return max(self.differing, key=lambda one: abs(one.delta or 0.0), default=None)

    @property
    def delta_mwh(self) -> float:
        """Their energy minus ours, as far as the difference is known."""
        return _energy([one.delta or 0.0 for one in self.quarter_hours])

    @property
    def ours_mwh(self) -> float | None:
        """Our energy; None where the log does not hold our amounts."""
        known = [one.ours for one in self.quarter_hours if one.ours is not None]
        return _energy(known) if known else None

    @property
    def theirs_mwh(self) -> float | None:
        """Their energy; None where it is not told, or not of every quarter-hour."""
        if any(one.theirs is None and one.delta is None for one in self.quarter_hours):
            return None
        known = [one.theirs for one in self.quarter_hours if one.theirs is not None]
        return _energy(known) if known else None

    @property
    def is_information(self) -> bool:
        """Whether the difference calls for nobody to act: other values took the place of ours, or will."""
        with_exchange = self.exchange and self.state in {Match.MISMATCHED, Match.OURS_MISSING}
        return self.state is Match.IMPOSED or with_exchange

    @property
    def is_task(self) -> bool:
        """Whether somebody has to act, here or at the counterparty."""
        settled = {Match.MATCHED, Match.UNKNOWN, Match.IMPOSED}
        return self.state not in settled and not self.is_information


def _energy(megawatts: list[float]) -> float:
    return energy_mwh(megawatts, 15)
