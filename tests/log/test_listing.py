"""What is listed of a question: the newest answers at once, the count as it grows, and then all of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.database.opening import open_store
from store.database.store import Store
from store.model.timeline import EVERYTHING, EventRow, StoreKind
from store.query.resolving import question
from tests.query.queries import CLOCK
from tests.support.entries import MINUTE, created, encoded, entry
from tui.output.exports import Looked, exports
from tui.questions.answers import Counted, RowsLoaded, ScopeLoaded
from tui.questions.filtering import listing
from tui.questions.pages import Asked, Page
from tui.screens.filtering.listing import Listing
from tui.widgets.timeline.row_blocks import BLOCK
from tui.widgets.timeline.timeline import Timeline

TOTAL = 900


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store of 900 events, every third of which was recorded by another client."""
    store = open_store(str(tmp_path_factory.mktemp("many") / "many.db"), create=StoreKind.RECORD)
    entries = [created(number * MINUTE, f"schedule {number}") for number in range(0, TOTAL, 2)]
    others = [entry("odd.thing", number * MINUTE, schedule=f"schedule {number - 1}") for number in range(1, TOTAL, 2)]
    for number, one in enumerate(all_of := [*entries, *others]):
        one["api_client_id"] = "desk" if number % 3 else "night desk"
    store.append([encoded(one) for one in all_of], origin="test")
    yield store
    store.close()


def told(store: Store, text: str, *, wanted: str | None = None, kept: str | None = None) -> list[object]:
    """Return what is told of a question, one after the other."""
    asked = Asked(EVERYTHING, question(text, CLOCK))
    assert asked.question is not None
    return list(listing.listed(store.answers(asked.question), asked, wanted, kept))


def pages(messages: list[object]) -> list[Page]:
    """Return the pages among messages."""
    return [one.page for one in messages if isinstance(one, ScopeLoaded)]


def answering(store: Store, text: str) -> tuple[EventRow, ...]:
    """Return all answers to a question."""
    return store.answers(question(text, CLOCK)).rows(EVERYTHING, 0, TOTAL)


@pytest.mark.parametrize("text", ["type:schedule.created", 'client:"night desk"'])
def test_the_newest_answers_come_first_and_then_all_are_counted(
    filled: Store, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "TELL_SECONDS", -1.0)
    messages, every = told(filled, text), answering(filled, text)
    *growing, whole = pages(messages)
    newest = growing[-1]
    assert len(every) > BLOCK
    assert newest.rows == every[-BLOCK:]
    assert (newest.total, newest.cursor, newest.counted) == (BLOCK, BLOCK - 1, False)
    assert (whole.total, whole.cursor, whole.counted) == (len(every), len(every) - 1, True)
    assert whole.rows == every[whole.start :]
    assert whole.start % BLOCK == 0
    numbers = [one.number for one in messages if isinstance(one, Counted)]
    assert numbers == sorted(numbers)
    assert all(number <= len(every) for number in numbers)


def test_what_is_exported_is_what_is_filtered(filled: Store) -> None:
    for text, asked in (("type:odd.thing", question("type:odd.thing", CLOCK)), ("", None)):
        looked = Looked(filled, None, None, EVERYTHING, "all", "", CLOCK.now, CLOCK.zone, None, asked)
        whole = next(one for one in exports(looked) if one.letter == "j")
        rows = answering(filled, text)
        assert whole.total is not None
        assert whole.total() == len(rows)
        assert b"".join(whole.pieces()).splitlines() == list(filled.contents_of(rows))
        assert text in whole.about
        assert whole.stem.endswith("-filtered") is bool(text)


@pytest.mark.parametrize("text", ["type:schedule.created", 'client:"night desk"'])
def test_every_block_of_the_list_can_be_asked_for(filled: Store, text: str) -> None:
    whole, every = pages(told(filled, text))[-1], answering(filled, text)
    for start in range(0, len(every), BLOCK):
        answer = listing.more_rows(filled, whole.asked, start, BLOCK, whole.landmarks)
        assert answer.rows == every[start : start + BLOCK]


def test_few_answers_are_all_of_them_at_once(filled: Store) -> None:
    (page,) = pages(told(filled, "type:odd.thing date:none uid:zzz*"))
    assert (page.total, page.counted, page.rows) == (0, True, ())


def test_the_cursor_stays_on_an_event_that_is_near_and_goes_to_one_that_is_wanted(filled: Store) -> None:
    every = answering(filled, "type:schedule.created")
    near, far = every[-7], every[3]
    first = pages(told(filled, "type:schedule.created", kept=near.uid))[0]
    assert first.rows[first.cursor] == near
    assert pages(told(filled, "type:schedule.created", kept=far.uid))[0].cursor == BLOCK - 1
    (page,) = pages(told(filled, "type:schedule.created", wanted=far.uid))
    assert page.rows[page.cursor - page.start] == far
    assert page.total == len(every)
    assert pages(told(filled, "type:schedule.created", wanted="not there"))[-1].total == len(every)


def test_rows_are_those_of_the_list_also_after_others_came_among_them(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "some.db"), create=StoreKind.RECORD)
    store.append([encoded(by_night(number)) for number in range(3 * BLOCK)], origin="test")
    (*_, whole) = pages(told(store, 'client:"night desk"'))
    asked, lister = whole.asked, Listing(None)
    lister.take(whole)
    assert len(whole.landmarks) == 3
    for minutes in ([BLOCK + 7.5, 5 * BLOCK], [3.5, 2 * BLOCK + 0.5]):
        reached = store.reached()
        store.append([encoded(by_night(one)) for one in minutes], origin="test")
        assert asked.question is not None
        lister.take_in(store.answers(asked.question).appended(EVERYTHING, reached, store.reached()))
        every = answering(store, 'client:"night desk"')
        for start in range(0, len(every), BLOCK):
            answer = lister.rows(Timeline.RowsWanted(asked, start, BLOCK))(store)
            assert isinstance(answer, RowsLoaded)
            assert answer.rows == every[start : start + BLOCK]
    store.close()


def by_night(minute: float) -> dict[str, Any]:
    """Return an entry that only the client tells."""
    return {**entry("odd.thing", int(minute * MINUTE), name=str(minute)), "api_client_id": "night desk"}
