"""What the words of `gridtrail diff` name: a store, JSON files, events, versions of schedules."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from store.diff.changes import MISSING
from store.diff.versions.sides import Side, event_sides
from store.diff.versions.version_sides import version_side
from store.errors import StoreError
from store.home import with_home
from store.model.market.tso import short_name
from store.model.schedules.version_state import VersionState, version_states
from store.model.texts.inert import inert
from tui.cli.comparing.json_files import STDIN, entry_sides, file_side, read_json
from tui.cli.log.naming import event_named, none_named, refuse_without_store, schedule_beginning
from tui.cli.stores import opened, quiet_pipe

if TYPE_CHECKING:
    from store.database.store import Store
    from store.model.timeline import Event

_SQLITE = b"SQLite format 3\0"
_USAGE = "name a store and one or two uids, or two JSON files: gridtrail diff --help shows each"


class Word(Enum):
    """What a word is."""

    STORE = auto()
    FILE = auto()
    NAME = auto()


@dataclass(frozen=True)
class Asked:
    """Two sides to compare; `event` is the one whose own states they are, `schedule` a version of the one they are."""

    before: Side
    after: Side
    event: "Event | None" = None
    schedule: VersionState | None = None

    @property
    def title(self) -> str:
        """What the comparison is called."""
        sides = f"{self.before.title} → {self.after.title}"
        if self.schedule is None:
            return sides
        day = str(self.schedule.day or "no delivery day")
        return " · ".join((short_name(self.schedule.tso), day, sides))

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What identifies both sides, each with its name."""
        known = self.schedule
        if known is None:
            return ()
        return (("schedule", inert(known.schedule_uid, 200)), ("party", inert(known.party or "–", 60)))


def asked(words: Sequence[str], versions: tuple[int, int] | None) -> Asked:
    """Return what is to be compared; raises StoreError where the words name nothing that can be."""
    kinds = [kind_of(word) for word in words]
    store, names = (words[0], words[1:]) if kinds[:1] == [Word.STORE] else (None, words)
    kinds = kinds[len(words) - len(names) :]
    if Word.STORE in kinds or not 1 <= len(names) <= 2 or (versions and (len(names) != 1 or kinds != [Word.NAME])):
        raise StoreError(_USAGE)
    if names.count(STDIN) > 1:
        raise StoreError("only one of the two files can be standard input")
    if store is None and Word.NAME in kinds:
        refuse_without_store(names[kinds.index(Word.NAME)], "gridtrail diff STORE UID")
    with _source(store, needed=Word.NAME in kinds) as source:
        if len(names) == 2:
            return Asked(_one(source, names[0], kinds[0]), _one(source, names[1], kinds[1]))
        if source is None:
            return Asked(*entry_sides(names[0], _json(names[0])))
        return _versions(source, names[0], versions) if versions else _alone(source, names[0])


def _json(name: str) -> object:
    """Return the JSON value in a file, as large as the settings allow."""
    from tui.settings import load_settings, settings_path

    return read_json(name, load_settings(settings_path()).limits.compared_bytes)


def kind_of(word: str) -> Word:
    """Return what a word is: a store and a JSON file are told apart by what is in them, not by their names."""
    if word == STDIN:
        return Word.FILE
    if "://" in word:
        return Word.STORE
    path = with_home(word)
    try:
        if path.is_file():
            with path.open("rb") as file:
                return Word.STORE if file.read(len(_SQLITE)) == _SQLITE else Word.FILE
        if path.is_dir() or "/" in word or path.suffix in {".db", ".json", ".jsonl"}:
            raise StoreError(f"there is no store and no file {word!r}" + (": it is a folder" if path.is_dir() else ""))
    except OSError as error:
        raise StoreError(f"cannot read {word!r}: {error.strerror}") from error
    return Word.NAME


def _source(store: str | None, *, needed: bool) -> "AbstractContextManager[Store | None]":
    """Return the store that names are looked up in; none where only files are compared."""
    if needed:
        return opened(store)
    if store is not None:
        raise StoreError(_USAGE)
    quiet_pipe()
    return nullcontext()


def _one(source: "Store | None", name: str, kind: Word) -> Side:
    """Return one of two sides: a file, the version `UID:3` of a schedule, or what an event left behind."""
    if kind is Word.FILE or source is None:
        return file_side(name, _json(name))
    event = _event(source, name)
    if event is None:
        uid, number = _version_name(source, name)
        return version_side(_version(_versions_of(source, uid), uid, number), f"{uid} v{number}")
    before, after = event_sides(event)
    known, word = (before, "before") if after.state is MISSING else (after, "after")
    return Side(f"{word} {name}", known.state, known.event_type, known.day, known.market, known.party)


def _alone(source: "Store", name: str) -> Asked:
    """Return the states of one event, or of one version against the one before it."""
    event = _event(source, name)
    if event is not None:
        return Asked(*event_sides(event), event)
    uid, number = _version_name(source, name)
    known = _versions_of(source, uid)
    after = _version(known, uid, number)
    earlier = [one for one in known if one.number < number]
    if not earlier:
        raise StoreError(f"version {number} is the first of the schedule {uid!r}: name another one to compare it with")
    return Asked(version_side(earlier[-1]), version_side(after), schedule=after)


def _event(source: "Store", name: str) -> "Event | None":
    """Return the event that is meant; a name that is the whole uid of a schedule means none."""
    return source.event(name) or (None if source.life(name) else event_named(source, name))


def _versions(source: "Store", uid: str, numbers: tuple[int, int]) -> Asked:
    known = _versions_of(source, uid)
    before, after = (_version(known, uid, number) for number in numbers)
    return Asked(version_side(before), version_side(after), schedule=after)


def _version_name(source: "Store", name: str) -> tuple[str, int]:
    """Return the schedule and the version that `UID:3` names."""
    uid, _, number = name.rpartition(":")
    if uid and number.isdecimal() and len(number) < 6:
        return uid, int(number)
    if source.life(name) or schedule_beginning(source, name):
        raise StoreError(f"{name!r} is a schedule: compare two of its versions with --versions 2 3, or name {name}:3")
    raise none_named(source, "event", name, "events")


def _versions_of(source: "Store", uid: str) -> tuple[VersionState, ...]:
    known = version_states(source.life(uid)) or version_states(source.life(schedule_beginning(source, uid) or uid))
    if not known:
        raise StoreError(f"the store {source.name!r} has no versions of a schedule {uid!r}: gridtrail tree lists them")
    return known


def _version(known: Sequence[VersionState], uid: str, number: int) -> VersionState:
    found = next((one for one in known if one.number == number), None)
    if found is None:
        there = ", ".join(str(one.number) for one in known[-10:])
        raise StoreError(f"the schedule {uid!r} has no version {number}: the log knows {there}")
    return found
