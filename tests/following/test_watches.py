"""Noticing that another process has written: once for each writing, told by the server where it tells."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from store.database.following import server_watch
from store.database.following.server_watch import ServerWatch
from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.model.timeline import StoreKind
from tests.support.databases import needs_postgres, new_target
from tests.support.entries import created, encoded

FOR_EVER = 120.0


@pytest.mark.both_databases
def test_a_watch_tells_once_of_each_writing(store: Store) -> None:
    with closing(store.watch()) as watch:
        assert [watch.changed(), watch.changed()] == [True, False]
        store.append([encoded(created())], origin="test")
        assert [watch.changed(), watch.changed()] == [True, False]
        store.rebuild()
        assert [watch.changed(), watch.changed()] == [True, False]


@pytest.mark.both_databases
def test_who_rests_is_woken_also_when_it_rests_later_only(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.database.following.file_watch.POLL_SECONDS", FOR_EVER)
    for name in ("POLL_SECONDS", "TOLD_SECONDS"):
        monkeypatch.setattr(server_watch, name, FOR_EVER)
    with closing(store.watch()) as watch, ThreadPoolExecutor(1) as pool:
        watch.changed()
        resting = pool.submit(watch.rest)
        watch.wake()
        resting.result(60)
        watch.rest()


def test_a_file_that_is_another_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    store = open_store(str(path), create=StoreKind.RECORD)
    with closing(store.watch()) as watch:
        watch.changed()
        path.rename(tmp_path / "away.db")
        path.touch()
        with pytest.raises(StoreError, match="another file was put in the place"):
            watch.changed()
    store.close()


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Store]:
    """Give an empty store on a server, for others to write to."""
    with new_target("postgresql", tmp_path) as target, closing(open_store(target, create=StoreKind.RECORD)) as store:
        yield store


@needs_postgres
def test_a_server_tells_of_what_is_committed_and_nothing_waits_to_be_asked(
    written: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_watch, "TOLD_SECONDS", FOR_EVER)
    with closing(written.watch()) as watch, ThreadPoolExecutor(1) as pool:
        watch.changed()
        for at in range(3):
            resting = pool.submit(watch.rest)
            written.append([encoded(created(at))], origin="test")
            resting.result(60)
            assert watch.changed()
            watch.changed()


@needs_postgres
def test_where_nothing_is_told_of_what_is_written_it_is_asked_for_until_something_is(
    written: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_watch, "TOLD_SECONDS", FOR_EVER)
    with closing(written.watch()) as watch:
        assert isinstance(watch, ServerWatch)
        watch.changed()
        assert watch._connection is not None
        # as behind a pooler that gives the connection of the server to others meanwhile
        driver = watch._driver(watch._connection)
        driver.execute("UNLISTEN *")
        for at in range(2):
            written.append([encoded(created(at))], origin="test")
            assert watch.changed()
            watch.rest()
        assert not watch._is_told
        driver.execute("LISTEN gridtrail")
        written.append([encoded(created(9))], origin="test")
        deadline = time.monotonic() + 30
        while not watch._is_told and time.monotonic() < deadline:
            watch.changed()
        assert watch._is_told


@needs_postgres
def test_what_is_written_to_another_store_of_the_server_is_not_taken_for_this_one(
    written: Store, tmp_path: Path
) -> None:
    with closing(written.watch()) as watch, new_target("postgresql", tmp_path) as target:
        watch.changed()
        open_store(target, create=StoreKind.RECORD).close()
        watch.rest()
        assert not watch.changed()
