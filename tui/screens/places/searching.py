"""Matches of the filter: from one to the next, alone or among all events of the scope around them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.reactive import var

from store.model.texts.inert import counted
from store.model.timeline import EventRow
from tui.presentation.places.found import phrases_of
from tui.questions import ways
from tui.questions.answers import RowsLoaded, ScopeLoaded
from tui.questions.filtering.filters import Filter
from tui.questions.pages import Asked
from tui.questions.places import MOST_MATCHES, MatchCounted, MatchesFound, match_counted, matches_among
from tui.questions.watching.arrivals import Arrived
from tui.questions.ways import Nearest, Reached
from tui.screens.filtering.filtering import Filtering
from tui.screens.places.guiding import Guiding
from tui.view import View
from tui.widgets.layer import Layer
from tui.widgets.lines.search_line import SearchLine
from tui.widgets.timeline.row_blocks import BLOCK, MOST_BLOCKS
from tui.widgets.timeline.timeline import Timeline

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.question import Question

MOST_UNMATCHED = BLOCK * MOST_BLOCKS
"""Rows of which it can be asked at once whether they match: as many as are in memory."""


class Searching(Guiding):
    """Holds the panes; `around` is the filter whose matches are shown among all other events.

    It is None while only they are.
    """

    GROUP = "match"

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

    around: var[Filter | None] = var(None)

    filtering = getters.query_one(Filtering)
    timeline = getters.query_one(Timeline)

    def __init__(self, panes: Layer, *, view: View) -> None:
        super().__init__(panes)
        self._view = view
        self._unmatched: tuple[EventRow, ...] = ()

    def why_not(self, action: str) -> str | None:
        if self.store is None:
            return "no store is open"
        if self.around is None and self.reader.asked.question is None:
            return "nothing is filtered, so nothing matches"
        return "no event is selected" if action == "match" and self.timeline.selected is None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "only_matches":
            # escape does something else then
            search = self.query_one(SearchLine)
            return self.around is not None and self.timeline.has_focus and not search.is_open
        return super().check_action(action, parameters)

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
        self._unmatched = ()
        self._find_matches(asked, answer.page.rows)
        self._count()

    @on(RowsLoaded)
    def note_rows(self, answer: RowsLoaded) -> None:
        self._find_matches(answer.asked, answer.rows)

    @on(Arrived)
    def note_arrived(self, arrived: Arrived) -> None:
        self._find_matches(arrived.asked, arrived.rows)

    @on(Timeline.Unseen)
    def count_more(self) -> None:
        """Count anew: others have come, and the cursor stays where it is."""
        self._count()

    @on(MatchesFound)
    def show_matches(self, found: MatchesFound) -> None:
        found.stop()
        if self.around is not None and found.asked == self.timeline.asked:
            self._unmatched = tuple(row for row in self._unmatched if row.sequence not in found.sequences)
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

    def go(self, reached: Reached) -> None:
        """Go to the match that was found."""
        if self.around is not None:
            self.reader.go_to(reached.row.uid)

    @on(Nearest)
    def list_only_matches(self, nearest: Nearest) -> None:
        """List only the matches again, the cursor on the one that was nearest."""
        nearest.stop()
        if self.around is not None:
            self.reader.filter_by(self.around.question, nearest.uid, must=nearest.uid is not None)

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
            self.ask_way(partial(ways.nearest_match, matching=matching, row=self.timeline.selected))

    def action_match(self, steps: int) -> None:
        row = self.timeline.selected
        if row is None:
            return
        if (matching := self._matching) is None:
            # every row is one
            total = self.timeline.total or 1
            self.timeline.cursor = (self.timeline.cursor + steps) % total
        else:
            self.ask_way(partial(ways.next_match, matching=matching, row=row, forward=steps > 0))

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
        noted, of = (None, "") if self.around is None else (matches, self.around.text)
        self.timeline.notes = replace(self.timeline.notes, matches=noted, of=of, phrases=phrases_of(question))

    def _find_matches(self, asked: Asked, rows: Sequence[EventRow]) -> None:
        """Ask which of some rows match, and of those that were asked about before and are not told yet."""
        matching = self._matching
        if rows and matching is not None and asked == self.reader.asked:
            self._unmatched = (*self._unmatched, *rows)[-MOST_UNMATCHED:]
            self._asking.ask("matches", partial(matches_among, asked=asked, matching=matching, rows=self._unmatched))

    def _count(self) -> None:
        """Find out which match is looked at, out of how many."""
        timeline, uid = self.timeline, self._uid
        if uid is None or (self.around is None and timeline.asked.question is None):
            self._say("")
        elif (matching := self._matching) is not None:
            counting = partial(match_counted, asked=timeline.asked, matching=matching, uid=uid)
            self._asking.ask_soon("match count", counting)
        elif timeline.counted is None:
            self._say(f"{counted(timeline.cursor + 1)}/{counted(timeline.total or 0)}")
        else:
            self._say(f"{self._view.signs.dot}/{self._view.signs.at_least}{counted(timeline.counted)}")

    def _say(self, place: str) -> None:
        self.timeline.notes = replace(self.timeline.notes, place=place)
