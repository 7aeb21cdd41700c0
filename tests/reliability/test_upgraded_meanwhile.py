"""A store that is upgraded while others have it open, or while another upgrades it too."""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import text

from store.database.engine import store_url, writing_engine
from store.database.opening import open_store
from store.database.store import Store
from store.database.upkeep.upgrading import Upgraded, upgrade
from store.errors import StoreError
from store.model.timeline import EVERYTHING
from tests.reliability.older_stores import undo_narrower
from tests.support.entries import created, encoded, life

CONTENTS = [encoded(one) for one in life()]
MORE = [encoded(created(99, "more"))]


def by_a_newer_program(store: Store) -> None:
    """Do to a store what a newer Gridtrail does that knows one migration more."""
    engine = writing_engine(store_url(store.location))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()


WRITES: dict[str, Callable[[Store], object]] = {
    "append": lambda store: store.append(MORE, origin="test"),
    "rebuild": lambda store: store.rebuild(),
    "check": lambda store: store.check(),
    "index": lambda store: list(store.text_index().go_on(threading.Event())),
    "clear": lambda store: store.text_index().clear(),
}


@pytest.mark.both_databases
@pytest.mark.parametrize("write", WRITES)
def test_an_older_program_writes_nothing_into_a_schema_it_does_not_know(
    new_store: Callable[[], Store], write: str
) -> None:
    store = new_store()
    store.append(CONTENTS, origin="test")
    by_a_newer_program(store)
    with pytest.raises(StoreError, match=r"was upgraded by a newer Gridtrail while this one had it open"):
        WRITES[write](store)
    assert store.count(EVERYTHING) == len(CONTENTS)
    assert store.text_index().state().entries == 0
    # the lock is let go of: a newer one writes on
    by_a_newer_program(store)


def test_an_older_program_that_finds_a_table_gone_says_that_the_store_is_another(store: Store) -> None:
    store.append(CONTENTS, origin="test")
    with closing(sqlite3.connect(store.location)) as database:
        database.execute("ALTER TABLE schedule RENAME COLUMN standing TO stands")
        database.execute("ALTER TABLE version RENAME TO versions")
    with pytest.raises(StoreError, match="was it upgraded by a newer one"):
        store.versions("anything")
    with pytest.raises(StoreError, match="was it upgraded by a newer one"):
        store.days()


def test_of_two_upgrades_at_once_one_does_it_and_the_other_finds_it_done(store: Store) -> None:
    store.append(CONTENTS, origin="test")
    store.close()
    path = Path(store.location)
    with closing(sqlite3.connect(path)) as database:
        undo_narrower(database)
    start = Barrier(2, timeout=60)

    def one(_: int) -> Upgraded | None:
        start.wait()
        return upgrade(str(path))

    with ThreadPoolExecutor(2) as pool:
        done = [result for result in pool.map(one, range(2)) if result]
    assert [each.before for each in done] == ["0004"]
    backups = list(path.parent.glob("*.bak"))
    assert backups == [done[0].backup]
    with closing(sqlite3.connect(backups[0])) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0004",)
    upgraded = open_store(str(path))
    assert list(upgraded.contents()) == CONTENTS
    upgraded.close()
