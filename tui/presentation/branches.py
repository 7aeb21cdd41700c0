"""The branches of the schedule tree as values: what stands where, and what opens below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.model.market.tso import market_code, short_name
from store.model.schedules.tree import DayNode, ScheduleNode, SeriesNode, VersionNode
from store.model.texts.inert import inert
from store.model.timeline import EVERYTHING, Event, Scope
from tui.presentation.lists.tree_labels import (
    LabelStyle,
    day_line,
    everything_line,
    loading_line,
    more_line,
    schedule_line,
    series_line,
    version_line,
)
from tui.presentation.pieces import Line
from tui.presentation.signs import Signs
from tui.presentation.times import day_text


@dataclass(frozen=True, slots=True)
class Everything:
    """The row above all days."""


@dataclass(frozen=True, slots=True)
class Loading:
    """The row that stands for children on their way."""


@dataclass(frozen=True, slots=True)
class More:
    """The row that stands for the branches not listed yet."""

    left: int


Value = Everything | DayNode | ScheduleNode | VersionNode | SeriesNode | Loading | More


@dataclass(frozen=True, slots=True)
class Branch:
    """One row of the tree; `scope` is what it selects, and with the type of its value its identity.

    `with_party` says that TSOs repeat among its siblings; `own_party` is whose schedule it belongs to.
    """

    scope: Scope
    value: Value
    with_party: bool = False
    own_party: str | None = None

    @property
    def key(self) -> tuple[Scope, type]:
        """What stays the same while the value changes."""
        return self.scope, type(self.value)

    @property
    def opens(self) -> bool:
        """Whether there can be branches below."""
        return isinstance(self.value, DayNode | ScheduleNode | VersionNode)

    @property
    def selects(self) -> bool:
        """Whether its scope is one to look at."""
        return not isinstance(self.value, Loading | More)

    def line(self, style: LabelStyle) -> Line:
        """Return how the branch is written."""
        match self.value:
            case Everything():
                return everything_line(style)
            case DayNode() as day:
                return day_line(day, style)
            case ScheduleNode() as schedule:
                return schedule_line(schedule, style, with_party=self.with_party)
            case VersionNode() as version:
                return version_line(version, style)
            case SeriesNode() as series:
                return series_line(series, self.own_party, style)
            case Loading():
                return loading_line(style)
            case More(left):
                return more_line(left, style)


Branches = tuple[Branch, ...]

ROOT = Branch(EVERYTHING, Everything())


def day_branches(days: Iterable[DayNode]) -> Branches:
    """Return the branches below the root."""
    return tuple(Branch(Scope(day=node.day, undated=node.day is None), node) for node in days)


def schedule_branches(schedules: Sequence[ScheduleNode]) -> Branches:
    """Return the branches below a day; the party is named where a TSO occurs more than once."""
    names = [node.tso for node in schedules]
    repeated = len(set(names)) < len(names)
    return tuple(
        Branch(Scope(schedule_uid=node.uid), node, with_party=repeated, own_party=node.party) for node in schedules
    )


def version_branches(versions: Iterable[VersionNode], own_party: str | None) -> Branches:
    """Return the branches below a schedule."""
    return tuple(
        Branch(Scope(schedule_uid=node.schedule_uid, version=node.number), node, own_party=own_party)
        for node in versions
    )


def series_branches(series: Iterable[SeriesNode], version: Branch) -> Branches:
    """Return the branches below a version."""
    scope = version.scope
    return tuple(
        Branch(
            Scope(schedule_uid=scope.schedule_uid, version=scope.version, series_uid=node.uid),
            node,
            own_party=version.own_party,
        )
        for node in series
    )


def day_in(path: Iterable[Branch]) -> DayNode | None:
    """Return the day that a path leads through."""
    return next((branch.value for branch in path if isinstance(branch.value, DayNode)), None)


def markets_in(branches: Iterable[Branch]) -> tuple[str, ...]:
    """Return the markets of the schedules among branches, `DE` and `NL`; none where there is no schedule."""
    codes = {market_code(one.value.market) for one in branches if isinstance(one.value, ScheduleNode)}
    return tuple(sorted(code for code in codes if code))


def meant(path: Branches, shown: Event | None) -> Scope:
    """Return the schedule, version or series that is meant: that of the tree, else that of the event shown."""
    scope = path[-1].scope if path else EVERYTHING
    row = shown.row if shown else None
    if row is None or scope.version is not None or (scope.schedule_uid and row.schedule_uid != scope.schedule_uid):
        return scope
    if row.schedule_uid is None:
        return scope
    # the tree stands on something wider than the event: the event says which version
    version = row.version if scope.schedule_uid is None else None
    return Scope(schedule_uid=row.schedule_uid, version=version)


def path_text(path: Iterable[Branch], signs: Signs) -> str:
    """Return what the branches from a day down to the cursor select: `Thu 26 Mar 2026 · 50Hertz · v3`."""
    return f" {signs.dot} ".join(_name(branch) for branch in path)


def _name(branch: Branch) -> str:
    match branch.value:
        case DayNode(day=day):
            return day_text(day) if day else "day not known"
        case ScheduleNode(tso=tso, party=party):
            name = inert(short_name(tso), 40)
            return f"{name} {inert(party, 20)}" if branch.with_party and party else name
        case VersionNode(number=number):
            return f"v{number}"
        case SeriesNode(uid=uid, time_series_uid=own_uid, type=kind):
            return inert(f"{kind or 'series'} {own_uid or uid}", 40)
        case _:
            return "all schedules"
