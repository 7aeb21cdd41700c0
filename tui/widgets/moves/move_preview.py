"""What a move will write: its entries as rows of the timeline, and what the chosen one changes."""

from datetime import tzinfo

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import OptionList, Static

from tui.presentation.moves.preview import Preview, row_prompts
from tui.presentation.signs import Signs
from tui.widgets.panes.change_panes import ChangePanes

_EDGES = 4
"""The cells of a row that the border and the padding of its list take."""


class MovePreview(Vertical):
    """Shows the last preview; of a move that cannot be made it says that nothing would be written."""

    preview: var[Preview | None] = var(None)

    entries = getters.query_one(OptionList)
    panes = getters.query_one(ChangePanes)
    refused = getters.query_one("#refused", Static)

    def __init__(self, zone: tzinfo, signs: Signs) -> None:
        super().__init__(classes="-refused")
        self._zone = zone
        self._signs = signs
        self._shown: Preview | None = None

    def compose(self) -> ComposeResult:
        yield Static(Content(f"Working out what it writes{self._signs.waiting}"), id="refused")
        yield OptionList(id="entries")
        yield ChangePanes(self._signs)

    def watch_preview(self, preview: Preview | None) -> None:
        if preview is not None:
            # until there is another one the last one stays
            self._shown = preview
            self.refused.update(Content("Nothing would be written"))
            self.set_class(preview.refusal is not None, "-refused")
            self._draw(0)

    def on_resize(self, _: events.Resize) -> None:
        self._draw(self.entries.highlighted or 0)

    def _draw(self, chosen: int) -> None:
        found = self._shown.events if self._shown else ()
        rows = row_prompts(found, max(40, self.size.width - _EDGES), self._zone, self._signs)
        count = "1 entry" if len(rows) == 1 else f"{len(rows)} entries"
        self.entries.border_title = Content(f"Preview {self._signs.line * 2} {count}")
        self.entries.clear_options()
        self.entries.add_options(rows)
        self.entries.highlighted = min(chosen, len(rows) - 1) if rows else None
        if not rows:
            self.panes.event = None

    @on(OptionList.OptionHighlighted)
    def show_entry(self, chosen: OptionList.OptionHighlighted) -> None:
        chosen.stop()
        found = self._shown.events if self._shown else ()
        if chosen.option_index < len(found) and self.panes.event is not found[chosen.option_index]:
            self.panes.event = found[chosen.option_index]

    @on(OptionList.OptionSelected)
    def enter_panes(self, chosen: OptionList.OptionSelected) -> None:
        chosen.stop()
        self.panes.focus()
