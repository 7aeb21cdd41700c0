"""The events that are listed: those of a scope, or of them those that answer a question."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile
from time import monotonic
from typing import TYPE_CHECKING, cast

from textual.message import Message

from store.model.readable_store import ReadableStore
from store.model.timeline import EVERYTHING, EventRow, Moment
from tui.presentation.notices import MOST_ELSEWHERE
from tui.questions.answers import Counted, RowsLoaded, ScopeLoaded
from tui.questions.filtering.absent import absent_from
from tui.questions.pages import Asked, Page
from tui.widgets.timeline.row_blocks import BLOCK

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.query.answering import AnsweringStore
    from store.database.query.answers import Answers
    from store.query.question import Question

FIRST_COUNTED = 10_000
"""As far as that is counted before the whole is, so that something can be said."""

TELL_SECONDS = 0.2

_LARGEST_BATCH = 2000


def scope_page(store: ReadableStore, asked: Asked, uid: str | None) -> ScopeLoaded:
    """Return the events of a scope around one of them, around the newest when that is not there."""
    scope = asked.scope
    total = store.count(scope)
    at = store.index_of(scope, uid) if uid else None
    cursor = max(0, total - 1) if at is None else at
    start = max(0, cursor // BLOCK - 1) * BLOCK
    return ScopeLoaded(Page(asked, total, cursor, start, store.rows(scope, start, 3 * BLOCK)))


def listed(found: "Answers", asked: Asked, wanted: str | None, kept: str | None) -> Iterator[Message]:
    """Give the answers to a question: the newest of them at once, and how many there are when they are counted.

    The cursor goes to the event `wanted`, wherever it is; else it stays on the one to be `kept` if that is among
    the newest, else it goes to the newest.
    """
    if wanted is not None and (at := found.index_of(asked.scope, wanted)) is not None:
        total = found.count(asked.scope).number
        start = max(0, at // BLOCK - 1) * BLOCK
        yield ScopeLoaded(Page(asked, total, at, start, found.rows(asked.scope, start, 3 * BLOCK)))
        return
    page = None
    for page in _newest(found, asked, kept):
        yield ScopeLoaded(page)
    if page is not None and not page.counted:
        counting = _told if found.question.residual else _told_by_columns
        yield from counting(found, asked, page.cursor)


def explained(store: ReadableStore, asked: Asked, messages: Iterable[Message]) -> Iterator[Message]:
    """Give messages, and after a page without events the same page with why that is.

    That is which values no event has, and how many events elsewhere answer; what reads entries is not looked for there.
    """
    page = None
    for message in messages:
        yield message
        page = message.page if isinstance(message, ScopeLoaded) else page
    if page is not None and not page.total and asked.question is not None:
        absent, elsewhere = absent_from(store, asked.question), 0
        found = answers(store, asked.question)
        if asked.scope != EVERYTHING and not found.question.residual:
            elsewhere = found.count(EVERYTHING, MOST_ELSEWHERE).number
        if absent or elsewhere:
            yield ScopeLoaded(replace(page, absent=absent, elsewhere=elsewhere))


def reached_by(store: ReadableStore) -> int | None:
    """Return the sequence up to which a store holds events now; None where it is one as of a moment."""
    from store.database.store import Store

    return store.reached() if isinstance(store, Store) else None


def up_to(reached: int | None, messages: Iterable[Message]) -> Iterator[Message]:
    """Give messages, the pages among them as what was read when the store reached up to a sequence."""
    for message in messages:
        yield ScopeLoaded(replace(message.page, reached=reached)) if isinstance(message, ScopeLoaded) else message


def more_rows(
    store: ReadableStore, asked: Asked, start: int, limit: int, landmarks: Sequence[Moment | None] = ()
) -> RowsLoaded:
    """Return more rows of what is listed; `start` is the first of a block."""
    if asked.question is None:
        return RowsLoaded(asked, start, store.rows(asked.scope, start, limit))
    found = answers(store, asked.question)
    if not landmarks:
        return RowsLoaded(asked, start, found.rows(asked.scope, start, limit))
    block = min(start // BLOCK, len(landmarks) - 1)
    rows = _rows_after(found, asked, landmarks[block], start - block * BLOCK + limit)
    return RowsLoaded(asked, start, rows[start - block * BLOCK :])


def still_right(landmarks: Sequence[Moment | None], arrived: Sequence[EventRow]) -> tuple[Moment | None, ...]:
    """Return those landmarks that are right when events have come: before which none of them stands."""
    moments = [Moment.of(row) for row in arrived]
    return tuple(takewhile(lambda one: one is None or all(one < moment for moment in moments), landmarks))


def answers(store: ReadableStore, question: "Question") -> "Answers":
    """Return the events that answer a question."""
    # a store is asked questions now and as of a moment; only the type that says so needs the database
    return cast("AnsweringStore", store).answers(question)


def _newest(found: "Answers", asked: Asked, kept: str | None) -> Iterator[Page]:
    """Give the newest events that answer, while they are looked for; where they are few they are all."""
    from store.database.query.answers import AFTER_ALL

    rows: list[EventRow] = []
    told, told_at = 0, monotonic()
    for batch in found.found(asked.scope, BLOCK, before=AFTER_ALL):
        rows += batch.rows
        if len(rows) >= BLOCK:
            yield _page_of(asked, rows[:BLOCK], kept, counted=False)
            return
        if len(rows) > told and monotonic() - told_at > TELL_SECONDS:
            told, told_at = len(rows), monotonic()
            yield _page_of(asked, rows, kept, counted=False)
    yield _page_of(asked, rows, kept, counted=True)


def _page_of(asked: Asked, newest_first: Sequence[EventRow], kept: str | None, *, counted: bool) -> Page:
    rows = tuple(reversed(newest_first))
    at = next((place for place, row in enumerate(rows) if row.uid == kept), max(0, len(rows) - 1))
    return Page(asked, len(rows), at, 0, rows, counted)


def _told_by_columns(found: "Answers", asked: Asked, at: int) -> Iterator[Message]:
    """Count with the database; `at` is where the cursor stands among the newest."""
    count = found.count(asked.scope, FIRST_COUNTED)
    if not count.is_exact:
        yield Counted(asked, count.number)
        count = found.count(asked.scope)
    total = max(BLOCK, count.number)
    start = (total - BLOCK) // BLOCK * BLOCK
    rows = found.rows(asked.scope, start, 3 * BLOCK)
    yield ScopeLoaded(Page(asked, max(total, start + len(rows)), total - BLOCK + at, start, rows))


def _told(found: "Answers", asked: Asked, at: int) -> Iterator[Message]:
    """Count by looking through the entries, oldest first, which finds out where the blocks begin."""
    number, last = 0, None
    landmarks: list[Moment | None] = []
    told_at = monotonic()
    for batch in found.found(asked.scope, _LARGEST_BATCH):
        for row in batch.rows:
            if number % BLOCK == 0:
                landmarks.append(last)
            last = Moment.of(row)
            number += 1
        if monotonic() - told_at > TELL_SECONDS:
            told_at = monotonic()
            yield Counted(asked, number)
    total = max(BLOCK, number)
    block = (total - BLOCK) // BLOCK
    rows = _rows_after(found, asked, landmarks[block], 3 * BLOCK)
    yield ScopeLoaded(Page(asked, total, total - BLOCK + at, block * BLOCK, rows, landmarks=tuple(landmarks)))


def _rows_after(found: "Answers", asked: Asked, after: Moment | None, limit: int) -> tuple[EventRow, ...]:
    batches = found.found(asked.scope, min(limit, _LARGEST_BATCH), after=after)
    return tuple(islice((row for one in batches for row in one.rows), limit))
