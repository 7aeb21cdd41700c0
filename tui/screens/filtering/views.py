"""Views: what is looked at under a name, saved, opened again and deleted in the palette; and the link to it."""

from dataclasses import dataclass, replace
from functools import partial

from textual import getters
from textual.app import SystemCommand
from textual.message import Message
from textual.reactive import var

from store.model.texts.inert import inert
from store.model.timeline import EVERYTHING, Event
from tui.links import Link, link_text
from tui.presentation.branches import Branches, day_in, path_text
from tui.presentation.changes.copies import Copy
from tui.presentation.places.history import Place
from tui.presentation.signs import Signs
from tui.remembered import MOST_VIEWS, Remembered, SavedView
from tui.screens.filtering.ask_name import AskName
from tui.screens.filtering.filtering import Filtering
from tui.screens.toasts import say
from tui.view import Opening
from tui.widgets.layer import Layer


class SavedViews(Layer):
    """Holds the panes, which are filtered; `path` leads to what is selected. Knows the views of the store."""

    path: var[Branches] = var(())

    filtering = getters.query_one(Filtering)

    @dataclass
    class Wanted(Message):
        """A view shall be opened: a scope and a filter."""

        place: Place

    def __init__(self, panes: Layer, *, opening: Opening, remembered: Remembered, signs: Signs) -> None:
        super().__init__(panes)
        self._signs = signs
        self._opening = opening
        self._views = remembered.views
        self._deleted: SavedView | None = None

    def left(self, remembered: Remembered) -> Remembered:
        """Return what is remembered of a store with its views, and how the filter is left."""
        return replace(self.filtering.left(remembered), views=self._views)

    def commands(self) -> list[SystemCommand]:
        """Return what the palette offers: each view, saving one, deleting one, and bringing it back."""
        offered = [SystemCommand(f"View: {one.name}", one.about, partial(self._open, one)) for one in self._views]
        here = self._here
        if here.query or here.scope != EVERYTHING:
            offered.insert(0, SystemCommand("Save this view…", f"Give {here.about} a name", self._ask_name))
        if self._deleted is not None:
            undo = partial(self._keep, self._deleted)
            offered.append(SystemCommand(f"Bring back view: {self._deleted.name}", self._deleted.about, undo))
        offered += [
            SystemCommand(f"Delete view: {one.name}", one.about, partial(self._delete, one)) for one in self._views
        ]
        return [SystemCommand(inert(one.title, 80), inert(one.help, 120), one.callback) for one in offered]

    def link(self, event: Event | None) -> Copy:
        """Return what copies a link to what is looked at."""
        here = self._here
        uid = event.row.uid if event else None
        link = Link(self._opening.target, here.query, uid, here.scope, here.day)
        missing = "this store is gone when you leave" if self._opening.temporary else ""
        return Copy("l", "Link to this view", partial(link_text, link), inert(link.query, 40), missing)

    @property
    def _here(self) -> SavedView:
        """What is looked at, as a view without a name."""
        day = day_in(self.path)
        scope = self.path[-1].scope if self.path else EVERYTHING
        branch = "" if scope == EVERYTHING else path_text(self.path, self._signs)
        return SavedView("", self.filtering.filter.text, scope, day.day if day else None, branch)

    def _open(self, view: SavedView) -> None:
        if view.scope is None:
            self.filtering.apply(view.query)
        else:
            self.filtering.remember(view.query)
            self.post_message(self.Wanted(Place(view.scope, view.day, view.query)))

    def _ask_name(self) -> None:
        here = self._here
        names = frozenset(one.name for one in self._views)
        self.app.push_screen(AskName(here.about, names), partial(self._save, here))

    def _save(self, here: SavedView, name: str | None) -> None:
        if name is not None:
            self._keep(replace(here, name=name))

    def _keep(self, view: SavedView) -> None:
        others = [one for one in self._views if one.name != view.name]
        if len(others) >= MOST_VIEWS:
            say(self.screen, f"no more than {MOST_VIEWS} views are kept: delete one in the palette first")
            return
        self._views = tuple(sorted((*others, view), key=lambda one: one.name.casefold()))
        self._deleted = None if self._deleted == view else self._deleted
        say(self.screen, f"the view {inert(view.name, 60)!r} is in the palette")

    def _delete(self, view: SavedView) -> None:
        self._views = tuple(one for one in self._views if one != view)
        self._deleted = view
        say(self.screen, f"the view {inert(view.name, 60)!r} is deleted: the palette brings it back")
