"""The question for the name of a view."""

from collections.abc import Collection
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from store.model.texts.inert import inert

LONGEST_NAME = 60


class AskName(ModalScreen[str | None]):
    """Asks under which name a view shall be saved; answers with it, None where it is given up.

    `about` says what it shows. `names` are those of the views there are: one of them is replaced.
    """

    AUTO_FOCUS = "Input"
    CSS_PATH: ClassVar[str] = "../../styles/filtering.tcss"

    HELP = """
    ## Save this view

    The filter and what is selected in the tree get a name, under which the palette opens them
    again. A view of the same name is replaced.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Save", tooltip="Save under this name", id="view.save"),
        Binding("escape", "dismiss(None)", "Back", tooltip="Save nothing", id="view.back"),
    ]

    field = getters.query_one(Input)
    meaning = getters.query_one(Static)

    def __init__(self, about: str, names: Collection[str]) -> None:
        super().__init__()
        self._about = about
        self._names = names

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Save this view")
            box.border_subtitle = Content("enter saves · esc")
            yield Input(placeholder="a name", compact=True, max_length=LONGEST_NAME)
            yield Static(markup=False)

    @property
    def _written(self) -> str:
        return inert(" ".join(self.field.value.split()), LONGEST_NAME)

    def on_mount(self) -> None:
        self.explain()

    @on(Input.Changed)
    def explain(self) -> None:
        """Say what is saved, and what it replaces."""
        replaced = f"replaces the view {self._written!r} with" if self._written in self._names else "saves"
        self.meaning.update(Content(f"{replaced}  {inert(self._about, 200)}"))

    @on(Input.Submitted)
    def save(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        if self._written:
            self.dismiss(self._written)
