"""The events that are listed: those of a scope, or of them those that answer a question."""

from typing import TYPE_CHECKING

from store.errors import StoreError
from store.model.readable_store import ReadableStore
from tui.questions.answers import RowsLoaded, ScopeLoaded
from tui.questions.pages import Asked, Page
from tui.widgets.row_blocks import BLOCK

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.query.answers import Answers
    from store.query.question import Question


def listed_page(store: ReadableStore, asked: Asked, uid: str | None) -> ScopeLoaded:
    """Return what is listed around one of its events, around the newest when that is not there."""
    scope = asked.scope
    listed = store if asked.question is None else answers(store, asked.question)
    counted = listed.count(scope)
    total = counted if isinstance(counted, int) else counted.number
    at = listed.index_of(scope, uid) if uid else None
    cursor = max(0, total - 1) if at is None else at
    start = max(0, cursor // BLOCK - 1) * BLOCK
    return ScopeLoaded(Page(asked, total, cursor, start, listed.rows(scope, start, 3 * BLOCK)))


def more_rows(store: ReadableStore, asked: Asked, start: int, limit: int) -> RowsLoaded:
    """Return more rows of what is listed."""
    listed = store if asked.question is None else answers(store, asked.question)
    return RowsLoaded(asked, start, listed.rows(asked.scope, start, limit))


def answers(store: ReadableStore, question: "Question") -> "Answers":
    """Return the events that answer a question; raises StoreError where none can be asked."""
    from store.database.store import Store

    if not isinstance(store, Store):
        raise StoreError("of another moment than now no question can be asked")
    return store.answers(question)
