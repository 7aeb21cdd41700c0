"""Several writers at once: every entry once, one order, one tree that all of it is in."""

import gc
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import event, insert

from store.database.appending.bulk import rarely_collecting
from store.database.engine import store_url, writing_engine
from store.database.opening import open_store
from store.database.store import Store
from store.database.tables import word
from store.database.words import Words
from store.model.timeline import EVERYTHING, StoreKind
from store.seal.tiles import TILE
from tests.support.databases import DATABASES, new_target
from tests.support.entries import created, encoded

WRITERS, BATCHES = 4, 12


def batch(writer: int, number: int) -> list[bytes]:
    """Return a few entries of one writer alone, and one that all of them bring."""
    names = [f"{writer}/{number}/{at}" for at in range(1 + number % 3)]
    return [encoded(created(number * 1000, schedule=name)) for name in [*names, f"shared {number}"]]


@pytest.mark.parametrize("database", DATABASES)
def test_writers_at_once_grow_one_tree_without_a_fork(database: str, tmp_path: Path) -> None:
    # broken, not waited for without end, where one of them cannot begin
    start = Barrier(WRITERS, timeout=60)
    with new_target(database, tmp_path) as target:
        open_store(target, create=StoreKind.RECORD).close()

        def write(writer: int) -> int:
            store = open_store(target)
            start.wait()
            added = sum(
                store.append(batch(writer, number), origin=f"writer {writer}").added for number in range(BATCHES)
            )
            store.close()
            return added

        with ThreadPoolExecutor(WRITERS) as pool:
            added = sum(pool.map(write, range(WRITERS)))
        expected = {one for writer in range(WRITERS) for number in range(BATCHES) for one in batch(writer, number)}
        store = open_store(target)
        contents = list(store.contents())
        found = store.sealed.verify()
        counted = store.count(EVERYTHING)
        store.close()
    assert (len(contents), set(contents)) == (len(expected), expected)
    assert found.broken is None
    assert added == counted == found.head.size == len(expected)


@pytest.mark.both_databases
def test_what_comes_while_a_log_is_verified_is_no_break(store: Store) -> None:
    store.append([encoded(created(at, f"s{at}")) for at in range(TILE + 10)], origin="test")
    coming = iter(range(1_000, 2_000))

    def write(_done: int, _all: int) -> None:
        at = next(coming)
        store.append([encoded(created(at, f"s{at}"))], origin="test")

    assert store.sealed.verify(write).broken is None
    assert store.sealed.verify().head.size == store.reached()


def test_words_forgotten_while_they_are_read_leave_no_gap(store: Store) -> None:
    words, engine = Words(), writing_engine(store_url(store.location))
    with engine.begin() as connection:
        words.learn(connection, ["one", "two"])
        connection.execute(insert(word).values(text="of another writer"))

        @event.listens_for(connection, "after_cursor_execute", once=True)
        def roll_back(*_: object) -> None:
            words.forget()

        assert [len(words.numbers_of(connection, lambda _: True)) for _ in (1, 2)] == [3, 3]
    engine.dispose()


def test_the_garbage_collector_looks_as_often_as_before_once_all_have_written() -> None:
    before = gc.get_threshold()
    one, other = rarely_collecting(), rarely_collecting()
    with ExitStack() as last:
        with one:
            last.enter_context(other)
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before
