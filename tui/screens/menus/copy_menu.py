"""The menu that copies an event, what differs between two sides, or a part of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from store.errors import StoreError
from store.model.timeline import Event
from tui.output.clipboard import Clipboard, system_clipboard
from tui.presentation.changes.copies import Copy, copies
from tui.presentation.panes.pane_lines import ChangeAt

_LETTERS = "vbpjruqmceol12"


class CopyMenu(ModalScreen[None]):
    """Copies what is chosen of an event, or of a list of copies; says which way it went, and closes.

    `at` is what stands under the cursor of the change panes. Without a `clipboard` that of the user's
    desktop and terminal is taken. Times are given in `zone`, None for that of the machine. `link` is one to the view.
    """

    AUTO_FOCUS = "OptionList"

    HELP = """
    ## Copy

    One letter copies. The clipboard is reached through the desktop's own tool where there is one, through
    the terminal (OSC 52), which never confirms it; then a file holds the text too: `clipboard.txt` in the
    folder of your user's state, `~/.local/state/gridtrail` on Linux. The message says which way it went.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", tooltip="Close without copying", id="copy.back"),
        *(
            Binding(letter, f"copy({letter!r})", "Copy", tooltip="Copy this", id=f"copy.{letter}", show=False)
            for letter in _LETTERS
        ),
    ]

    options = getters.query_one(OptionList)

    @dataclass
    class Copied(Message):
        """A text was copied or could not be; the sentence says how or why."""

        sentence: str
        failed: bool = False

    def __init__(
        self,
        event: Event | Sequence[Copy],
        at: ChangeAt | None = None,
        clipboard: Clipboard | None = None,
        zone: tzinfo | None = None,
        link: Copy | None = None,
    ) -> None:
        super().__init__()
        offered = copies(event, at, zone) if isinstance(event, Event) else event
        self._copies = {copy.letter: copy for copy in (*offered, *filter(None, (link,)))}
        self._clipboard = clipboard

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Copy")
            box.border_subtitle = Content("letter or enter · esc")
            yield OptionList(
                *(Option(_prompt(copy), id=copy.letter, disabled=bool(copy.missing)) for copy in self._copies.values())
            )

    @work(thread=True, exclusive=True, group="copy")
    def copy_text(self, copy: Copy, clipboard: Clipboard) -> None:
        """Make the text and copy it off the event loop; answer with a message."""
        try:
            answer = self.Copied(f"{copy.label} {clipboard.copy(copy.text())}")
        except StoreError as error:
            answer = self.Copied(str(error), failed=True)
        if not get_current_worker().is_cancelled:
            self.post_message(answer)

    @on(Copied)
    def say_how(self, message: Copied) -> None:
        """Say which way the text went, and close."""
        self.app.notify(message.sentence, severity="error" if message.failed else "information", markup=False)
        self.dismiss(None)

    @on(OptionList.OptionSelected)
    def copy_option(self, event: OptionList.OptionSelected) -> None:
        """Copy what was chosen by enter or by a click."""
        event.stop()
        self.action_copy(event.option_id or "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action != "copy":
            return True
        copy = self._copies.get(str(parameters[0]))
        return True if copy and not copy.missing else None

    def action_copy(self, letter: str) -> None:
        clipboard = self._clipboard or system_clipboard(self.app.copy_to_clipboard)
        self.copy_text(self._copies[letter], clipboard)


def _prompt(copy: Copy) -> Content:
    return Content.assemble(
        (f" {copy.letter} ", "$text-accent bold"),
        f" {copy.label:<23}",
        (copy.missing or copy.preview, "$text-muted"),
    )
