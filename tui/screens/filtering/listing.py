"""What the reader lists: to which event the cursor goes, and where the blocks of many answers begin."""

from collections.abc import Iterable, Sequence
from functools import partial

from textual.message import Message

from store.model.readable_store import ReadableStore
from store.model.timeline import EventRow, Moment
from tui.questions.filtering import listing
from tui.questions.pages import Asked, Page
from tui.questions.superseding import Superseding, Turn
from tui.screens.asking import Ask
from tui.widgets.timeline.timeline import Timeline


class Listing:
    """Makes the questions for what is listed: `wanted` is the event to go to, `kept` the one to stay on if near.

    Who `insists` on the event is told when it is not among what is listed.

    Of several questions only the newest is read on.
    """

    def __init__(self, wanted: str | None) -> None:
        self.wanted = wanted
        self.insists = wanted is not None
        self.kept: str | None = None
        self._landmarks: tuple[Moment | None, ...] = ()
        self._superseding = Superseding()

    def question(self, asked: Asked, selected: EventRow | None, *, again: bool = False) -> Ask:
        """Return the question for what is listed, the cursor on the selected event; `again` wherever that is."""
        kept, self.kept = self.kept or (selected.uid if selected else None), None
        turn = self._superseding.next_turn()
        wanted = self.wanted or (kept if again else None)
        return partial(self._listed, turn=turn, asked=asked, wanted=wanted, kept=kept)

    def rows(self, wanted: Timeline.RowsWanted) -> Ask:
        """Return the question for more rows."""
        rows = partial(listing.more_rows, asked=wanted.asked, start=wanted.start, limit=wanted.limit)
        return partial(rows, landmarks=self._landmarks)

    def take(self, page: Page) -> bool:
        """Take note of a page that has come; tell whether the event to go to is among what is listed."""
        wanted, self.wanted = self.wanted, None
        insists, self.insists = self.insists, False
        self._landmarks = page.landmarks
        return (
            not insists or wanted is None or page.asked.question is None or any(row.uid == wanted for row in page.rows)
        )

    def take_in(self, arrived: Sequence[EventRow]) -> None:
        """Take note of events that have come into what is listed: later blocks begin elsewhere."""
        self._landmarks = listing.still_right(self._landmarks, arrived)

    def give_up(self) -> None:
        """Read no further; may take a round trip to the database."""
        self._superseding.give_up()

    def _listed(
        self, store: ReadableStore, turn: Turn, asked: Asked, wanted: str | None, kept: str | None
    ) -> Iterable[Message]:
        """Return what is listed, in a worker; nothing where something else is asked for by now."""
        found = None if asked.question is None else listing.answers(store, asked.question)
        if not turn.read_on(found):
            return ()
        reached = listing.reached_by(store)
        if found is None:
            return listing.up_to(reached, (listing.scope_page(store, asked, wanted or kept),))
        listed = listing.listed(found, asked, wanted, kept)
        return listing.up_to(reached, listing.explained(store, asked, listed))
