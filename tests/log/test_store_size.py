"""How much room a store takes: nothing is kept twice, and what fell empty is given back."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from store.database.opening import open_store
from store.database.store import Store
from store.database.upkeep.upgrading import upgrade
from store.model.timeline import EVERYTHING
from tests.reliability.older_stores import undo_narrower
from tests.support.entries import created, encoded, life, submitted

SENT = [one for at in range(400) for one in (created(at, f"s{at}"), submitted(1, at, f"s{at}"))]
CONTENTS = [encoded(one) for one in [*life(), *SENT]]


def number(path: str, pragma: str) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])


def schema(path: str) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as database:
        return dict(database.execute("SELECT name, replace(sql, '\"', '') FROM sqlite_master WHERE sql IS NOT NULL"))


def test_an_older_store_is_brought_to_the_schema_of_a_new_one_and_takes_less_room(store: Store, tmp_path: Path) -> None:
    store.append(CONTENTS, origin="test")
    rows = store.rows(EVERYTHING, 0, 100)
    versions = store.versions(rows[0].schedule_uid or "")
    store.close()
    new, older = schema(store.location), tmp_path / "older.db"
    with closing(sqlite3.connect(store.location)) as database:
        undo_narrower(database)
        database.execute("VACUUM INTO ?", (str(older),))
    assert schema(str(older)) != new
    size = number(str(older), "page_count")
    assert upgrade(str(older))
    assert schema(str(older)) == new
    assert number(str(older), "page_count") - number(str(older), "freelist_count") < size
    upgraded = open_store(str(older))
    assert upgraded.rows(EVERYTHING, 0, 100) == rows
    assert upgraded.versions(rows[0].schedule_uid or "") == versions != ()
    assert upgraded.check() == []
    upgraded.close()


def test_the_pages_that_the_text_index_left_empty_are_given_back(store: Store) -> None:
    store.append([encoded(created(at, f"s{at}")) for at in range(400)], origin="test")
    index = store.text_index()
    list(index.go_on(threading.Event(), 20))
    full = number(store.location, "page_count")
    index.clear()
    assert number(store.location, "freelist_count") > 0
    store.append([encoded(created(999, "last"))], origin="test")
    list(index.go_on(threading.Event(), 500))
    assert number(store.location, "freelist_count") == 0
    assert number(store.location, "page_count") <= full
    store.close()
