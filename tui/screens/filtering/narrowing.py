"""Filtering by what stands in a row: to what shares it, or to all but that."""

from typing import ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.reactive import var

from store.model.timeline import Event
from tui.presentation.branches import Branches
from tui.presentation.filtering.own_terms import OwnTerm, branch_terms, event_terms
from tui.screens.filtering.filtering import Filtering
from tui.screens.reader import Reader
from tui.widgets.layer import Layer


class Narrowing(Layer):
    """Holds the panes, which are filtered; `path` leads to what is selected, `shown` is the event looked at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "i", "choose_term(False)", "Only this", tooltip="Only events that share this", id="filter.only", show=False
        ),
        Binding("I", "choose_term(True)", "Not this", tooltip="No events that share this", id="filter.not", show=False),
    ]

    path: var[Branches] = var(())
    shown: var[Event | None] = var(None)

    reader = getters.query_one(Reader)
    filtering = getters.query_one(Filtering)

    def why_not(self, _action: str) -> str | None:
        """Return why nothing can be chosen now; None when it can."""
        return None if self._own_terms else "choose an event, or a branch that is about one day or schedule"

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if self.filtering.bar.is_open:
            return False
        return None if self.why_not(action) else True

    def watch_path(self) -> None:
        self.refresh_bindings()

    def watch_shown(self) -> None:
        self.refresh_bindings()

    @property
    def _own_terms(self) -> tuple[OwnTerm, ...]:
        """What the row with the cursor offers."""
        if self.reader.schedules.has_focus:
            return branch_terms(self.path[-1] if self.path else None)
        return event_terms(self.shown.row) if self.shown else ()

    def action_choose_term(self, negated: bool) -> None:
        from tui.screens.filtering.own_terms import TermMenu

        self.app.push_screen(TermMenu(self._own_terms, negated=negated), self._add_term)

    def _add_term(self, term: str | None) -> None:
        if term is not None:
            self.filtering.apply(self.filtering.filter.having(term))
