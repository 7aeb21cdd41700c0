"""Views: filters under a name, saved, opened again and deleted in the palette; and the link to what is looked at."""

from dataclasses import replace
from functools import partial

from textual import getters
from textual.app import SystemCommand
from textual.containers import Container
from textual.reactive import var

from store.model.inert import inert
from store.model.timeline import EVERYTHING, Event
from tui.links import Link, link_text
from tui.presentation.branches import Branches, day_in
from tui.presentation.changes.copies import Copy
from tui.remembered import MOST_VIEWS, Remembered, SavedView
from tui.screens.filtering.ask_name import AskName
from tui.screens.filtering.filtering import Filtering
from tui.screens.toasts import say
from tui.view import Opening


class SavedViews(Container):
    """Holds the panes, which are filtered; `path` leads to what is selected. Knows the views of the store."""

    path: var[Branches] = var(())

    filtering = getters.query_one(Filtering)

    def __init__(self, panes: Container, *, opening: Opening, remembered: Remembered) -> None:
        super().__init__(panes)
        self._opening = opening
        self._views = remembered.views
        self._deleted: SavedView | None = None

    def left(self, remembered: Remembered) -> Remembered:
        """Return what is remembered of a store with its views, and how the filter is left."""
        return replace(self.filtering.left(remembered), views=self._views)

    def commands(self) -> list[SystemCommand]:
        """Return what the palette offers: each view, saving one, deleting one, and bringing it back."""
        offered = [SystemCommand(f"View: {one.name}", one.query, partial(self._open, one)) for one in self._views]
        if self.filtering.filter.text:
            about = f"Give {self.filtering.filter.text} a name"
            offered.insert(0, SystemCommand("Save this view…", about, self._ask_name))
        if self._deleted is not None:
            undo = partial(self._keep, self._deleted)
            offered.append(SystemCommand(f"Bring back view: {self._deleted.name}", self._deleted.query, undo))
        offered += [
            SystemCommand(f"Delete view: {one.name}", one.query, partial(self._delete, one)) for one in self._views
        ]
        return [SystemCommand(inert(one.title, 80), inert(one.help, 120), one.callback) for one in offered]

    def link(self, event: Event | None) -> Copy:
        """Return what copies a link to what is looked at."""
        branch = self.path[-1] if self.path else None
        scope = branch.scope if branch and branch.scope != EVERYTHING else None
        day = day_in(self.path)
        uid = event.row.uid if event else None
        link = Link(self._opening.target, self.filtering.filter.text, uid, scope, day.day if day else None)
        missing = "this store is gone when you leave" if self._opening.temporary else ""
        return Copy("l", "Link to this view", partial(link_text, link), inert(link.query, 40), missing)

    def _open(self, view: SavedView) -> None:
        self.filtering.apply(view.query)

    def _ask_name(self) -> None:
        query = self.filtering.filter.text
        names = frozenset(one.name for one in self._views)
        self.app.push_screen(AskName(query, names), partial(self._save, query))

    def _save(self, query: str, name: str | None) -> None:
        if name is not None:
            self._keep(SavedView(name, query))

    def _keep(self, view: SavedView) -> None:
        others = [one for one in self._views if one.name != view.name]
        self._views = tuple(sorted((*others, view), key=lambda one: one.name.casefold()))[:MOST_VIEWS]
        self._deleted = None if self._deleted == view else self._deleted
        say(self.screen, f"the view {inert(view.name, 60)!r} is in the palette")

    def _delete(self, view: SavedView) -> None:
        self._views = tuple(one for one in self._views if one != view)
        self._deleted = view
        say(self.screen, f"the view {inert(view.name, 60)!r} is deleted: the palette brings it back")
