"""What has come into a store: the events for the list, and what else of them is in sight."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from store.model.timeline import EventRow
from tui.presentation.branches import Branches
from tui.questions import browsing
from tui.questions.filtering.listing import answers
from tui.questions.pages import Asked

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store


@dataclass
class Arrived(Message):
    """The events among what was appended `after` one sequence up to another that belong to what is listed.

    They are in append order. There may be `more` than could be taken in at once.
    """

    asked: Asked
    after: int | None
    rows: tuple[EventRow, ...]
    reached: int
    more: bool = False


@dataclass
class Recounted(Message):
    """So many events there are of what is listed, of those appended up to a sequence."""

    asked: Asked
    reached: int
    number: int


def arrived(store: "Store", asked: Asked, after: int | None) -> Arrived:
    """Return what of those listed was appended after a sequence, as much as can be taken in at once.

    Without one it is nothing, up to now.
    """
    from store.database.following.reach import AT_MOST

    until = store.reached(after)
    if after is None or until == after:
        return Arrived(asked, after, (), until)
    found = store if asked.question is None else answers(store, asked.question)
    return Arrived(asked, after, found.appended(asked.scope, after, until), until, more=until - after == AT_MOST)


def surroundings(store: "Store", asked: Asked, branches: Branches) -> Iterator[Message]:
    """Give what is in sight beside the list as it is now, and how many events are to be listed.

    To count answers that no column tells takes too long for that.
    """
    yield browsing.tree_again(store, branches, unasked=True)
    if asked.question is None or not asked.question.residual:
        reached = store.reached()
        number = _number(store, asked)
        if store.reached() == reached:
            yield Recounted(asked, reached, number)


def _number(store: "Store", asked: Asked) -> int:
    return (
        store.count(asked.scope) if asked.question is None else answers(store, asked.question).count(asked.scope).number
    )
