"""What is remembered about each store between two sessions, in one JSON file."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_state_path

from store.errors import StoreError
from store.home import with_home
from store.model.texts.secrets import without_secrets
from store.model.timeline import Scope
from tui.presentation.times import TimeFormat, day_text

if TYPE_CHECKING:
    from tui.view import Wish

MOST_STORES = 100
"""Stores remembered; the one longest not opened is forgotten first."""


MOST_QUERIES = 50
"""Filters remembered of a store; the one longest not used is forgotten first."""

MOST_VIEWS = 100
"""Views that can be saved of a store."""


class RememberError(StoreError):
    """What should be remembered cannot be written."""


TEMPORARY_PREFIX = "gridtrail-"
"""How the folders begin that hold the stores of one run, below the system's folder of temporary files."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the panes are laid out: sizes as steps of the style sheet, and the pane that fills the screen."""

    tree_step: int = 2
    timeline_step: int = 3
    zoomed: str | None = None


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter and a scope, which belongs to a day, under a name; an older one has no scope, and leaves it as it is.

    `branch` is what the scope was called; an older one does not say.
    """

    name: str
    query: str
    scope: Scope | None = None
    day: date | None = None
    branch: str = ""

    @property
    def about(self) -> str:
        """What it shows, in one line: the filter, and in which branch."""
        branch = self.branch or (day_text(self.day) if self.day else "")
        return "  in ".join(part for part in (self.query, branch) if part)


@dataclass(frozen=True, slots=True)
class Remembered:
    """How a store was left: what was looked at, and how the screen was laid out; None is the default.

    `query` is the filter in force, `queries` are those used before, the newest last. `marks` are uids of events.
    """

    scope: Scope | None = None
    day: date | None = None
    layout: Layout = Layout()
    theme: str | None = None
    time_format: TimeFormat | None = None
    query: str = ""
    queries: tuple[str, ...] = ()
    views: tuple[SavedView, ...] = ()
    marks: tuple[str, ...] = ()


NOTHING = Remembered()


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is remembered: by the key of the store, and which one was open last.

    `notice` says why nothing is, where the file cannot be read.
    """

    last: str | None = None
    stores: Mapping[str, Remembered] = field(default_factory=dict)
    notice: str | None = None

    def of(self, key: str) -> Remembered:
        """Return what is remembered about a store."""
        return self.stores.get(key, NOTHING)

    def having(self, key: str, remembered: Remembered) -> "Memory":
        """Return a memory in which this store was the last one open."""
        others = {name: one for name, one in self.stores.items() if name != key}
        newest = list({**others, key: remembered}.items())[-MOST_STORES:]
        return replace(self, last=key, stores=dict(newest))


def state_path() -> Path:
    """Return where this user's state is kept."""
    return user_state_path("gridtrail") / "state.json"


def store_key(target: str) -> str:
    """Return what a store is remembered by: the one full path of a file, a URL without its password."""
    if "://" in target:
        return without_secrets(target)
    try:
        # it resolves whatever a user may name, also what is not there
        return os.path.realpath(with_home(target))
    except ValueError:
        # no file can have such a name: it holds NUL, or what is no character
        return target


def is_temporary(target: str, folder: Path | None) -> bool:
    """Tell whether a store is one of those made below the system's folder of temporary files, for one run only."""
    if folder is None or "://" in target:
        return False
    path, top = Path(store_key(target)), Path(os.path.realpath(folder))
    return path.is_relative_to(top) and path != top and path.relative_to(top).parts[0].startswith(TEMPORARY_PREFIX)


def with_query(queries: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the filters that were used, a text the last of them; an empty one is none."""
    others = tuple(one for one in queries if one != text)
    return (*others, text)[-MOST_QUERIES:] if text else queries


def where_left(wish: "Wish", remembered: Remembered) -> "Wish":
    """Return where to begin in a store that was left somewhere; what is wished goes before."""
    if wish.scope is None:
        wish = replace(wish, scope=remembered.scope, day=remembered.day)
    if wish.query is None:
        # an event that was asked for shall be seen
        wish = replace(wish, query="" if wish.uid else remembered.query)
    return wish


def read_memory(path: Path) -> Memory:
    """Return what is remembered; a file that cannot be read is ignored, with a notice."""
    # a first start, with nothing remembered, does without it
    import msgspec

    try:
        return msgspec.json.decode(path.read_bytes(), type=Memory)
    except FileNotFoundError:
        return Memory()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Memory(notice=f"what was remembered in {str(path)!r} cannot be read and is ignored")


def write_memory(path: Path, memory: Memory) -> None:
    """Write what is remembered in one step; raises RememberError when it cannot."""
    import msgspec

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as file:
            file.write(msgspec.json.format(msgspec.json.encode(replace(memory, notice=None))))
        Path(file.name).replace(path)
    except OSError as error:
        raise RememberError(f"cannot write {str(path)!r}: {error.strerror}; the layout is not remembered") from error
