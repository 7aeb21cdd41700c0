"""Which schedules entries tell of: gathered in memory as the store gathers them, by the names they share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from store.model.schedules.facts import Facts
from store.model.schedules.standing import ScheduleStanding, folded


@dataclass(frozen=True, slots=True)
class Told:
    """What one entry says; `sequence` is its place in the append order."""

    sequence: int
    facts: Facts

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the one order."""
        return self.facts.at, self.sequence


@dataclass(frozen=True, slots=True)
class Gathered:
    """One schedule as some entries leave it.

    `versions` are the numbers of the versions that its entries are about, by their sequences in the one
    order; `names` are all uids it goes by.
    """

    standing: ScheduleStanding
    versions: Mapping[int, int | None]
    names: frozenset[str]

    @property
    def uid(self) -> str:
        """The uid that the tree shows."""
        return self.standing.uid or min(self.names)

    def sequences(self, version: int | None = None) -> tuple[int, ...]:
        """Return the entries of the schedule, or of one of its versions, in the one order."""
        return tuple(one for one, number in self.versions.items() if version is None or number == version)


def gathered(told: Iterable[Told]) -> tuple[Gathered, ...]:
    """Return the schedules that a store would hold if these entries, and no others, were appended to it at once.

    Entries that name no schedule belong to none. Two schedules recorded under uids of their own stay two; a
    name both could have stays with the one that claims it first.
    """
    ordered = sorted((one for one in told if one.facts.schedule_uid is not None), key=attrgetter("place"))
    groups: dict[str, _Group] = {}
    for one in ordered:
        uid = one.facts.schedule_uid or ""
        groups.setdefault(uid, _Group(len(groups))).told.append(one)
    owners = dict(groups)
    waiting = list(groups.values())
    for group in waiting:
        group.fold()
    while waiting:
        group = waiting.pop()
        other = None if group.is_dropped else _link(group, owners)
        if other is not None:
            waiting.append(_merged(group, other, owners))
    kept = [group for group in groups.values() if not group.is_dropped]
    return tuple(Gathered(group.standing, group.versions, frozenset(group.linked)) for group in kept)


@dataclass(slots=True, eq=False)
class _Group:
    """Entries that belong together so far; `order` is when the first of them came."""

    order: int
    told: list[Told] = field(default_factory=list)
    standing: ScheduleStanding = field(default_factory=ScheduleStanding)
    versions: dict[int, int | None] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    is_dropped: bool = False

    def fold(self) -> None:
        self.standing, numbers = folded(one.facts for one in self.told)
        self.versions = {one.sequence: number for one, number in zip(self.told, numbers, strict=True)}


def _link(group: _Group, owners: dict[str, _Group]) -> _Group | None:
    """Give a group its names; return another one that goes by one of them."""
    other = None
    for name in sorted(group.standing.names - group.linked):
        owner = owners.setdefault(name, group)
        if owner is group:
            group.linked.add(name)
        elif not (group.standing.recorded_uid and owner.standing.recorded_uid):
            other = owner
    return other


def _merged(one: _Group, other: _Group, owners: dict[str, _Group]) -> _Group:
    """Return the group that both turned out to be."""
    kept, dropped = sorted((one, other), key=lambda group: (not group.standing.recorded_uid, group.order))
    for name in dropped.linked | dropped.standing.names:
        # a name that a third one was first to take stays its, so that it is found when these are linked
        if owners.get(name) is dropped:
            owners[name] = kept
    kept.linked |= dropped.linked
    kept.told = sorted(kept.told + dropped.told, key=attrgetter("place"))
    kept.fold()
    dropped.is_dropped = True
    return kept
