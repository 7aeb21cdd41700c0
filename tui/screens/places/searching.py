"""Matches of the filter: from one to the next, alone or among all events of the scope around them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.reactive import var

from store.model.inert import counted
from store.model.readable_store import ReadableStore
from store.model.timeline import Event, EventRow
from tui.presentation.places.found import phrases_of
from tui.questions import ways
from tui.questions.answers import QuestionFailed, RowsLoaded, ScopeLoaded
from tui.questions.arrivals import Arrived
from tui.questions.filters import Filter
from tui.questions.pages import Asked
from tui.questions.places import MOST_MATCHES, MatchCounted, MatchesFound, match_counted, matches_among
from tui.questions.ways import Nearest, NotReached, Reached
from tui.screens.asking import Asking
from tui.screens.filtering.filtering import Filtering
from tui.screens.reader import Reader
from tui.screens.toasts import say
from tui.view import View
from tui.widgets.search_line import SearchLine
from tui.widgets.timeline import Timeline

GROUP = "match"

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.question import Question


class Searching(Container):
    """Holds the panes; `store` is what is read, `shown` is the event looked at.

    `around` is the filter whose matches are shown among all other events; None while only they are.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "o",
            "around",
            "Around",
            tooltip="All events around the matches, and only the matches again",
            id="match.around",
            show=False,
        ),
        Binding("n", "match(1)", "Next match", tooltip="To the next match of the filter", id="match.next", show=False),
        Binding("N", "match(-1)", "Match before", tooltip="Back to the match before", id="match.previous", show=False),
        Binding(
            "escape",
            "only_matches",
            "Only matches",
            tooltip="Only the matches again",
            id="match.only",
            show=False,
            # the panes inside use the same key to go back
            priority=True,
        ),
    ]

    store: var[ReadableStore | None] = var(None)
    shown: var[Event | None] = var(None)
    around: var[Filter | None] = var(None)

    reader = getters.query_one(Reader)
    filtering = getters.query_one(Filtering)
    timeline = getters.query_one(Timeline)

    def __init__(self, panes: Container, *, view: View) -> None:
        super().__init__(panes)
        self._view = view
        self._asking = Asking(self, lambda: None)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if self.store is None:
            return "no store is open"
        if self.around is None and self.reader.asked.question is None:
            return "nothing is filtered, so nothing matches"
        return "no event is selected" if action == "match" and self.timeline.selected is None else None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if action == "only_matches":
            # escape does something else then
            search = self.query_one(SearchLine)
            return self.around is not None and self.timeline.has_focus and not search.is_open
        return None if self.why_not(action) else True

    def watch_store(self, store: ReadableStore | None) -> None:
        self._asking.store = store
        self.refresh_bindings()

    def watch_shown(self) -> None:
        self.refresh_bindings()

    def watch_around(self) -> None:
        self._note()
        self.refresh_bindings()

    @on(ScopeLoaded)
    def note_list(self, answer: ScopeLoaded) -> None:
        """Find the matches among what is listed now; a filter that is in force again ends the look around."""
        asked = answer.page.asked
        if asked != self.reader.asked:
            return
        if asked.question is not None:
            self.around = None
        self._note()
        self._find_matches(asked, answer.page.rows, known=frozenset())
        self._count()

    @on(RowsLoaded)
    def note_rows(self, answer: RowsLoaded) -> None:
        self._find_matches(answer.asked, answer.rows, known=self.timeline.notes.matches or frozenset())

    @on(Arrived)
    def note_arrived(self, arrived: Arrived) -> None:
        self._find_matches(arrived.asked, arrived.rows, known=frozenset(), group=f"{GROUP}es arrived")

    @on(Timeline.Unseen)
    def count_more(self) -> None:
        """Count anew: others have come, and the cursor stays where it is."""
        self._count()

    @on(MatchesFound)
    def show_matches(self, found: MatchesFound) -> None:
        found.stop()
        if self.around is not None and found.asked == self.timeline.asked:
            known = self.timeline.notes.matches or frozenset()
            self._note(found.uids | known if len(known) < MOST_MATCHES else found.uids)

    @on(Timeline.EventSelected)
    def count_match(self) -> None:
        self._count()

    @on(MatchCounted)
    def show_number(self, answer: MatchCounted) -> None:
        """Say which match is looked at, out of how many."""
        answer.stop()
        if self.around is not None and self._uid == answer.uid:
            total = counted(answer.total) if answer.is_exact else f"{self._view.signs.at_least}{counted(answer.total)}"
            number = self._view.signs.dot if answer.number is None else counted(answer.number)
            self._say(f"{number}/{total}" if answer.total or not answer.is_exact else "none")

    @on(Reached)
    def go(self, reached: Reached) -> None:
        """Go to the match that was found."""
        reached.stop()
        if self.around is None or not reached.is_listed:
            return
        self.reader.go_to(reached.row.uid)

    @on(NotReached)
    def say_so(self, answer: NotReached) -> None:
        answer.stop()
        say(self.screen, answer.words)

    @on(Nearest)
    def list_only_matches(self, nearest: Nearest) -> None:
        """List only the matches again, the cursor on the one that was nearest."""
        nearest.stop()
        if self.around is not None:
            self.reader.filter_by(self.around.question, nearest.uid, must=nearest.uid is not None)

    @on(QuestionFailed)
    def say_why(self, failed: QuestionFailed) -> None:
        if failed.group.startswith(GROUP):
            failed.stop()
            say(self.screen, str(failed.error))

    @on(Filtering.Changed)
    def follow_filter(self, changed: Filtering.Changed) -> None:
        """Another filter, or none, has other matches."""
        if self.around is not None and changed.filter != self.around:
            self.around = None

    def action_around(self) -> None:
        if self.around is not None:
            self.action_only_matches()
        elif self.filtering.filter.question is not None:
            self.around = self.filtering.filter
            selected = self.timeline.selected
            self.reader.filter_by(None, selected.uid if selected else None, must=True)

    def action_only_matches(self) -> None:
        if (matching := self._matching) is not None:
            asked, row = self.timeline.asked, self.timeline.selected
            self._asking.ask(GROUP, partial(ways.nearest_match, asked=asked, matching=matching, row=row))

    def action_match(self, steps: int) -> None:
        row = self.timeline.selected
        if row is None:
            return
        if (matching := self._matching) is None:
            # every row is one
            total = self.timeline.total or 1
            self.timeline.cursor = (self.timeline.cursor + steps) % total
        else:
            way = partial(ways.next_match, asked=self.timeline.asked, matching=matching, row=row, forward=steps > 0)
            self._asking.ask(GROUP, way)

    @property
    def _matching(self) -> "Question | None":
        """What the matches answer that stand among others; None while they stand alone."""
        return self.around.question if self.around is not None else None

    @property
    def _uid(self) -> str | None:
        selected = self.timeline.selected
        return selected.uid if selected else None

    def _note(self, matches: frozenset[str] = frozenset()) -> None:
        """Have the timeline show what matches."""
        question = self._matching or self.reader.asked.question
        noted = None if self.around is None else matches
        self.timeline.notes = replace(self.timeline.notes, matches=noted, phrases=phrases_of(question))

    def _find_matches(
        self, asked: Asked, rows: Sequence[EventRow], *, known: frozenset[str], group: str = f"{GROUP}es"
    ) -> None:
        """Ask which of some rows match, beside those that are known to."""
        if rows and (matching := self._matching) is not None:
            self._asking.ask(group, partial(matches_among, asked=asked, matching=matching, rows=rows, known=known))

    def _count(self) -> None:
        """Find out which match is looked at, out of how many."""
        timeline, uid = self.timeline, self._uid
        if uid is None or (self.around is None and timeline.asked.question is None):
            self._say("")
        elif (matching := self._matching) is not None:
            counting = partial(match_counted, asked=timeline.asked, matching=matching, uid=uid)
            self._asking.ask_soon(f"{GROUP} count", counting)
        elif timeline.counted is None:
            self._say(f"{counted(timeline.cursor + 1)}/{counted(timeline.total or 0)}")
        else:
            self._say(f"{self._view.signs.dot}/{self._view.signs.at_least}{counted(timeline.counted)}")

    def _say(self, place: str) -> None:
        self.timeline.notes = replace(self.timeline.notes, place=place)
