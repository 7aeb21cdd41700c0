"""The ways back: to the schedule of an event, to what was asked, at last to all schedules."""

from typing import ClassVar

from textual import getters
from textual.binding import Binding, BindingType

from store.model.timeline import EVERYTHING
from tui.screens.reader import Reader
from tui.screens.toasts import key_of, say
from tui.view import View
from tui.widgets.layer import Layer
from tui.widgets.workspace import CHANGES, TIMELINE


class Returning(Layer):
    """Holds the panes, which a reader fills."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "follow", "Schedule", tooltip="Go to the schedule of this event", id="main.follow", show=False),
        Binding("r", "reload", "Reload", tooltip="Ask the store again", id="main.reload", show=False),
        Binding("escape", "back", "Back", tooltip="Back, at last to all schedules", id="main.back", show=False),
    ]

    reader = getters.query_one(Reader)

    def __init__(self, panes: Layer, view: View) -> None:
        super().__init__(panes)
        self._view = view

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action != "follow":
            return None
        shown = self.reader.shown
        if shown is None:
            return "no event is selected"
        return None if shown.row.schedule_uid else "this event belongs to no schedule"

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if action == "back":
            return self._leads_back()
        return None if self.why_not(action) else True

    def _leads_back(self) -> bool:
        """Tell whether escape is for this: else it takes the filter away, or leads back to now."""
        reader = self.reader
        if reader.is_turning and reader.loading_rows:
            return False
        pane = reader.workspace.focused_pane
        if reader.loading_rows or pane == CHANGES:
            return True
        is_filtered = reader.question is not None and pane == TIMELINE
        return not reader.is_past and not is_filtered

    def action_follow(self) -> None:
        if self.reader.shown is not None:
            self.reader.look_at(self.reader.shown.row.uid)

    def action_reload(self) -> None:
        self.reader.reload()

    def action_back(self) -> None:
        reader = self.reader
        if reader.loading_rows:
            reader.give_up()
        elif reader.workspace.focused_pane == CHANGES:
            reader.workspace.go(TIMELINE)
        else:
            if reader.scope != EVERYTHING and not self.why_not("follow"):
                back = f"{key_of(self.screen, 'follow')} goes back to the event's schedule"
                say(self.screen, f"all schedules {self._view.signs.dot} {back}")
            reader.schedules.select(EVERYTHING)
