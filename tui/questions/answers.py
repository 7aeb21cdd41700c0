"""What the store answered, as messages from the workers to the main screen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from store.errors import StoreError
from store.model.schedules.tree import StoreFacts
from store.model.timeline import Event, EventRow, Scope
from tui.questions.filtering.filters import NO_FILTER, Filter
from tui.questions.pages import Asked, Levels, Page

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store


@dataclass
class StoreOpened(Message):
    """The store is open; `scope`, `filter` and `uid` say what to look at first, `notice` why not what was asked."""

    store: "Store"
    facts: StoreFacts
    levels: Levels
    scope: Scope
    notice: str | None = None
    filter: Filter = NO_FILTER
    uid: str | None = None


@dataclass
class Foreseen(Message):
    """What the store begins with, found before it was opened here: what is listed, and the selected event of it."""

    levels: Levels
    scope: Scope
    facts: StoreFacts
    page: Page
    event: Event | None


@dataclass
class BranchesLoaded(Message):
    """Children of branches have come; `select` is where the cursor shall go, None if it stays.

    They are `unasked` where they came by following: the user waits for something else, if for anything.
    """

    levels: Levels
    select: Scope | None = None
    facts: StoreFacts | None = None
    unasked: bool = False


@dataclass
class ScopeLoaded(Message):
    """The events that are listed."""

    page: Page


@dataclass
class Counted(Message):
    """So many events answer at least what is listed; they are still being counted."""

    asked: Asked
    number: int


@dataclass
class BadgesLoaded(Message):
    """How many findings there are, by what they are below."""

    badges: Mapping[Scope, int]


@dataclass
class RowsLoaded(Message):
    """More rows of what is listed."""

    asked: Asked
    start: int
    rows: tuple[EventRow, ...]


@dataclass
class EventLoaded(Message):
    """One event whole; None when it is not there."""

    event: Event | None


@dataclass
class QuestionFailed(Message):
    """The store could not answer; `question` can be asked again."""

    group: str
    question: Callable[[], Message | Iterable[Message]]
    error: StoreError
