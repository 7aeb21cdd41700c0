"""Sandboxes made of recorded schedules: nothing is simulated on a record, a copy of it is there for that."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import platformdirs
from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from store.errors import StoreError
from store.home import with_home
from store.model.texts.inert import counted, inert
from store.model.timeline import StoreKind

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store

COPY_BATCH = 500
"""How many entries go into the copy at a time."""


def sandbox_path(location: str, existing: Callable[[Path], bool] = Path.exists) -> Path:
    """Return the file of a new sandbox for a store: `desk.sandbox.db` beside `desk.db`, numbered if taken.

    `location` is the path or URL of the store; where its folder cannot be written, or it is no file, the
    sandbox goes to the user's data directory. `existing` tells whether a file is there.
    """
    if "://" in location:
        folder, stem = platformdirs.user_data_path("gridtrail"), location.rpartition("/")[2].partition("?")[0]
    else:
        store = with_home(location)
        folder, stem = store.absolute().parent, store.name
        if not os.access(folder, os.W_OK):
            folder = platformdirs.user_data_path("gridtrail")
    stem = stem.removesuffix(".db").removesuffix(".sandbox") or "gridtrail"
    names = (f"{stem}.sandbox{'' if number == 1 else f'-{number}'}.db" for number in count(1))
    return next(folder / name for name in names if not existing(folder / name))


def copy_into_sandbox(store: "Store", schedule_uids: Sequence[str], target: str) -> int:
    """Copy the entries of schedules, byte for byte, into a new sandbox; return how many there are.

    They stay recorded entries there. Raises StoreError when there is nothing to copy, when `target` is there
    already, and when the copy cannot be written; what was begun is taken away again.
    """
    from store.database.opening import open_store

    if Path(target).exists():
        raise StoreError(f"there is a file {target!r} already: choose another name for the sandbox")
    # the one order of all of them, for schedules may share a request
    records = sorted(
        (one for uid in dict.fromkeys(schedule_uids) for one in store.life(uid)), key=lambda one: one.sequence
    )
    if not records:
        raise StoreError("nothing is selected that could be copied into a sandbox: choose a schedule in the tree")
    _make_folder(Path(target).parent)
    try:
        sandbox = open_store(target, create=StoreKind.SANDBOX)
        try:
            contents = [one.content for one in records]
            for start in range(0, len(contents), COPY_BATCH):
                sandbox.append(contents[start : start + COPY_BATCH], origin=f"copy of {store.name}")
        finally:
            sandbox.close()
    except StoreError:
        _take_away(Path(target))
        raise
    return len(records)


def _make_folder(folder: Path) -> None:
    """Make the folder of a sandbox: that of the user's data may not be there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot create a sandbox in {str(folder)!r}: {error.strerror}") from error


def _take_away(path: Path) -> None:
    """Remove the files of a copy that was begun."""
    for suffix in ("", "-wal", "-shm"):
        # the reason why the copy failed is what is to be said
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()


class AskSandbox(ModalScreen[bool]):
    """Offers to copy what is selected of a record into a sandbox; answers whether that is wanted.

    `what` names in words what is copied, `entries` says how many entries that is, None where not counted.
    """

    AUTO_FOCUS = ""
    CSS_PATH: ClassVar[str] = "../styles/moves.tcss"

    HELP = """
    ## Sandbox

    What was recorded and what is simulated never mix: a store is born as one or the other. To play with
    a schedule of a record it is copied, byte for byte, into a sandbox, which is opened in its place.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", "Copy", tooltip="Make the sandbox and go there", id="sandbox.copy"),
        Binding("escape,n", "answer(False)", "Stay", tooltip="Stay; nothing is written", id="sandbox.stay"),
    ]

    box = getters.query_one(Vertical)

    def __init__(self, store_name: str, path: Path, what: str, entries: int | None = None) -> None:
        super().__init__()
        self._store_name = store_name
        self._path = path
        self._what = what
        self._entries = entries

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Sandbox")
            box.border_subtitle = Content("enter copies · esc stays")
            yield Static(self._words(), markup=False)

    def _words(self) -> Content:
        entries = "its entries" if self._entries is None else f"{counted(self._entries)} entries"
        return Content.assemble(
            (inert(self._store_name, 60), "bold"),
            " is a record: nothing is simulated on it.\n\n",
            "Copied is   ",
            (inert(self._what, 200), "bold"),
            f", {entries}, unchanged\n",
            "Into        ",
            (inert(self._path.name, 200), "bold"),
            f"\nin          {inert(str(self._path.parent), 400)}\n\n",
            ("enter or y", "$text-accent bold"),
            "  copy, and go there\n",
            ("esc or n", "$text-accent bold"),
            "    stay here\n\n",
            ("The record stays as it is.", "$text-muted"),
        )

    def action_answer(self, wanted: bool) -> None:
        self.dismiss(wanted)
