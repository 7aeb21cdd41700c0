"""The menu that writes to a file what is looked at: an event, a case, the timeline, the screen."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, get_current_worker

from store.errors import StoreError
from store.home import with_home
from store.model.texts.inert import counted, inert
from tui.output.exports import Export
from tui.output.file_writing import TakenError, free_name, write_file

_LETTERS = "hmupckjsg"

_PROGRESS_SECONDS = 0.2
"""How often is said how far the writing is."""


class ExportMenu(ModalScreen[None]):
    """Asks what to write and where to, writes it, says where it is, and closes.

    A name without a folder is one in `folder`. A file that is there is replaced only when that is confirmed.
    """

    AUTO_FOCUS = "OptionList"
    CSS_PATH = "../../styles/export.tcss"

    HELP = """
    ## Export

    A letter, or enter, chooses what is written; the name can be changed, enter writes. Of an event and of the
    case of its schedule there is a page (HTML) with charts that needs nothing else, and Markdown for a ticket.
    The timeline is written as it is listed: all events of the scope that pass the filter, oldest first.

    A file that is there already is replaced only after a second enter. Escape stops what is being written, and
    then nothing is left of it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Stop writing; back to the list; close", id="export.back"),
        *(
            Binding(letter, f"choose({letter!r})", "Write", tooltip="Write this", id=f"export.{letter}", show=False)
            for letter in _LETTERS
        ),
    ]

    options = getters.query_one(OptionList)
    file_name = getters.query_one(Input)
    place = getters.query_one("#place", Static)
    box = getters.query_one(Vertical)

    @dataclass
    class Progressed(Message):
        """So many pieces are written."""

        pieces: int
        total: int | None

    @dataclass
    class Written(Message):
        """A file is complete."""

        path: Path
        size: int

    @dataclass
    class Failed(Message):
        """A file could not be written."""

        path: Path
        error: StoreError

    def __init__(self, exports: Sequence[Export], folder: Path) -> None:
        super().__init__()
        self._exports = {one.letter: one for one in exports}
        self._folder = folder
        self._proposed = ""
        self._confirmed: Path | None = None
        self._writing: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Export")
            box.border_subtitle = Content("letter or enter · esc")
            yield OptionList(*(_option(one) for one in self._exports.values()))
            yield Input(id="name", select_on_focus=False)
            yield Static(id="place", markup=False)

    def on_mount(self) -> None:
        first = next((number for number, one in enumerate(self._exports.values()) if not one.missing), None)
        self.options.highlighted = first

    @property
    def chosen(self) -> Export | None:
        """What is to be written."""
        number = self.options.highlighted
        return None if number is None else list(self._exports.values())[number]

    @on(OptionList.OptionHighlighted)
    def propose(self) -> None:
        """Offer a name that is free, unless the user wrote one."""
        if self.chosen is not None and self.file_name.value in {"", self._proposed}:
            self._proposed = free_name(self._folder, self.chosen.stem, self.chosen.ending)
            self.file_name.value = self._proposed
        self._say_where()

    @on(OptionList.OptionSelected)
    def ask_name(self, selected: OptionList.OptionSelected) -> None:
        selected.stop()
        self._ask_name()

    @on(Input.Changed)
    def forget_confirmation(self) -> None:
        self._confirmed = None
        self._say_where()

    @on(Input.Submitted)
    def write_it(self) -> None:
        """Write what is chosen; a file that is there only after it was asked for twice."""
        path = self._path
        if self.chosen is None or path is None or self._writing is not None:
            return
        self.box.border_subtitle = Content("esc stops")
        self._say("writing…")
        self._writing = self.write(self.chosen, path, replace=path == self._confirmed)

    @work(thread=True, exclusive=True, group="export")
    def write(self, export: Export, path: Path, *, replace: bool) -> None:
        """Write off the event loop; tell how far it is, and how it ended."""
        worker = get_current_worker()
        said = time.monotonic()

        def goes_on(pieces: int) -> bool:
            nonlocal said
            if time.monotonic() - said > _PROGRESS_SECONDS:
                said = time.monotonic()
                self.post_message(self.Progressed(pieces, total))
            return not worker.is_cancelled

        try:
            total = export.total() if export.total else None
            answer: Message = self.Written(path, write_file(path, export.pieces(), replace=replace, goes_on=goes_on))
        except StoreError as error:
            answer = self.Failed(path, error)
        # also when it was stopped: only now is that so, and another file can be written
        if self.is_attached:
            self.post_message(answer)

    @on(Progressed)
    def say_how_far(self, progressed: Progressed) -> None:
        if self._writing is not None and not self._writing.is_cancelled:
            of_all = f" of {counted(progressed.total)}" if progressed.total else ""
            self._say(f"writing… {counted(progressed.pieces)}{of_all}")

    @on(Written)
    def say_where_it_is(self, written: Written) -> None:
        """Say what was written, and close."""
        words = f"{counted(written.size)} bytes written to {inert(str(written.path), 400)}"
        self.app.notify(words, markup=False)
        self.dismiss(None)

    @on(Failed)
    def say_why_not(self, failed: Failed) -> None:
        """Say why nothing was written; a name that is taken can be confirmed."""
        self._rest()
        if isinstance(failed.error, TakenError):
            self._confirmed = failed.path
            self._say("there already: enter once more replaces it", failed=True)
        else:
            self._say(inert(str(failed.error), 400), failed=True)

    @property
    def _path(self) -> Path | None:
        """The file that the name means; None without a name."""
        name = self.file_name.value.strip()
        return self._folder / with_home(name) if name else None

    def _ask_name(self) -> None:
        if self.chosen is not None and not self.chosen.missing:
            self.box.border_subtitle = Content("enter writes · esc")
            self.file_name.focus()
            self.file_name.cursor_position = len(self.file_name.value) - len(self.chosen.ending)

    def _rest(self) -> None:
        self._writing = None
        self.box.border_subtitle = Content("enter writes · esc")

    def _say_where(self) -> None:
        path = self._path
        self._say(f"in {inert(str(path.parent), 400)}" if path else "a name is needed")

    def _say(self, words: str, *, failed: bool = False) -> None:
        self.place.update(Content(words))
        self.place.set_class(failed, "-failed")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action != "choose":
            return True
        one = self._exports.get(str(parameters[0]))
        return True if one and not one.missing else None

    def action_choose(self, letter: str) -> None:
        if self._writing is None:
            self.options.highlighted = list(self._exports).index(letter)
            self.call_after_refresh(self._ask_name)

    def action_back(self) -> None:
        """Stop what is being written, else go back to the list, else close."""
        if self._writing is not None and not self._writing.is_cancelled:
            self._writing.cancel()
            self._say("stopping…")
        elif self._writing is not None:
            # it ends by itself
            self.dismiss(None)
        elif self.file_name.has_focus:
            self.box.border_subtitle = Content("letter or enter · esc")
            self.options.focus()
        else:
            self.dismiss(None)


def _option(one: Export) -> Option:
    words = Content.assemble(
        (f" {one.letter} ", "$text-accent bold"), f" {one.label:<33}", (one.missing or one.about, "$text-muted")
    )
    return Option(words, id=one.letter, disabled=bool(one.missing))
