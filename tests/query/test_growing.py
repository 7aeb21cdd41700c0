"""What was counted and grew is what a store that counts for the first time finds, on every database."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy import Connection

from store.database.following.reach import reached
from store.database.opening import open_store
from store.database.query import growing
from store.database.query.growing import Counting, Growing
from store.database.query.values import known_values
from store.database.store import Store
from store.database.tables import event
from store.errors import StoreError
from store.model.timeline import EVERYTHING, StoreKind
from store.query.language.fields import Field
from store.query.question import EVERY_EVENT
from tests.query.query_stores import varied
from tests.support.databases import DATABASES, new_target
from tests.support.entries import MINUTE, encoded, entry

OFFERED = (Field.TYPE, Field.STATUS, Field.LEVEL, Field.REASON, Field.USER)


@pytest.fixture(params=DATABASES)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with new_target(request.param, tmp_path) as found:
        yield found


def counts(store: Store) -> list[object]:
    """Return all that is counted and grows."""
    histogram = store.answers(EVERY_EVENT).histogram(EVERYTHING, UTC, 60)
    return [*(store.known_values(field) for field in OFFERED), histogram]


@pytest.mark.parametrize(("most_later", "rebuilt_at"), [(0, None), (5, 3), (20_000, None), (20_000, 2), (20_000, 6)])
def test_counts_that_grew_are_those_of_a_store_that_counts_anew(
    target: str, monkeypatch: pytest.MonkeyPatch, most_later: int, rebuilt_at: int | None
) -> None:
    monkeypatch.setattr(growing, "MOST_LATER", most_later)
    contents = [encoded(one) for one in varied()]
    store = open_store(target, create=StoreKind.SANDBOX)
    try:
        for step, first in enumerate(range(0, len(contents), 4)):
            store.append(contents[first : first + 4], origin="test")
            if step == rebuilt_at:
                store.rebuild()
            other = open_store(target)
            try:
                assert counts(store) == counts(other)
            finally:
                other.close()
    finally:
        store.close()


def test_an_event_later_than_all_or_earlier_than_all_widens_the_histogram(target: str) -> None:
    store = open_store(target, create=StoreKind.SANDBOX)
    try:
        assert not store.answers(EVERY_EVENT).histogram(EVERYTHING, UTC, 60).buckets
        for minutes in (100, 101, 5000, -5000):
            store.append([encoded(entry("odd", minutes * MINUTE, schedule=None))], origin="test")
            found = store.answers(EVERY_EVENT).histogram(EVERYTHING, UTC, 60)
            assert sum(one.events for one in found.buckets) == store.count(EVERYTHING)
    finally:
        store.close()


def test_who_began_earlier_is_told_no_word_that_came_later(target: str) -> None:
    store = open_store(target, create=StoreKind.SANDBOX)
    try:
        store.append([encoded(entry("odd", MINUTE, schedule=None))], origin="test")
        reading = open_store(target)
        with reading._reading() as earlier:
            assert reached(earlier) == 1
            store.append([encoded(entry("new", 2 * MINUTE, schedule=None))], origin="test")
            assert [one.text for one in reading.known_values(Field.TYPE)] == ["new", "odd"]
            reading._words.forget()
            found = known_values(earlier, reading._words, reading._growing, Field.TYPE)
            assert [one.text for one in found] == ["odd"]
        reading.close()
    finally:
        store.close()


def test_only_what_came_since_is_counted_and_a_count_that_failed_is_made_anew(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "new.db"), create=StoreKind.SANDBOX)
    kept, wholes = Growing(), []
    fails = [True]

    def whole(connection: Connection) -> int:
        if fails.pop():
            raise StoreError("given up")
        wholes.append(connection)
        return store.count(EVERYTHING)

    counting = Counting((event.c.sequence,), whole, lambda found, rows: found + len(rows))
    try:
        for number in range(5):
            store.append([encoded(entry("odd", number * MINUTE, schedule=None))], origin="test")
            with store._reading() as connection:
                if number == 0:
                    with pytest.raises(StoreError, match="given up"):
                        kept.counted(connection, "all", counting)
                    fails += [False] * 3
                assert kept.counted(connection, "all", counting) == number + 1
                assert kept.counted(connection, "all", counting) == number + 1
        assert len(wholes) == 1
        with store._reading() as connection:
            assert kept.counted(connection, "all", counting, variant="other") == 5
        assert len(wholes) == 2
    finally:
        store.close()
