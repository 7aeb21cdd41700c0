"""The entries in partitions, made by the very statements of docs/postgresql.md."""

import re
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from store.database.engine import store_url
from store.database.opening import open_store
from store.model.timeline import EVERYTHING, StoreKind
from store.query.resolving import question
from tests.query.queries import CLOCK, plain_answer
from tests.support.databases import needs_postgres, new_target
from tests.support.entries import encoded, submitted

GUIDE = Path(__file__).parents[2] / "docs" / "postgresql.md"
LAST_OF_FIRST = 90


def entries(start: int, end: int) -> list[bytes]:
    return [encoded(submitted(at % 9 + 1, at, f"s{at % 5}")) for at in range(start, end)]


@pytest.fixture
def partitioned(tmp_path: Path) -> Iterator[str]:
    """Give a store whose entries are in two partitions: as many as there are, and what comes."""
    found = re.search(r"```sql\nBEGIN;\n(.*?)COMMIT;\n```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    statements = found[1].replace("1000000", str(LAST_OF_FIRST + 1)).split(";\n")
    with new_target("postgresql", tmp_path) as target:
        with closing(open_store(target, create=StoreKind.RECORD)) as store:
            store.append(entries(0, LAST_OF_FIRST), origin="test")
        engine = create_engine(store_url(target))
        with engine.begin() as connection:
            for statement in filter(None, statements):
                connection.execute(text(statement))
        engine.dispose()
        yield target


@needs_postgres
def test_a_store_whose_entries_are_in_partitions_does_all_it_did(partitioned: str) -> None:
    asked = question("version:1", CLOCK)
    with closing(open_store(partitioned)) as store, closing(store.watch()) as watch:
        watch.changed()
        # few go in row by row, many by COPY
        store.append(entries(LAST_OF_FIRST, LAST_OF_FIRST + 3), origin="test")
        store.append(entries(LAST_OF_FIRST + 3, 1000), origin="test")
        assert watch.changed()
        assert store.count(EVERYTHING) == store.reached() == 1000
        assert list(store.contents()) == entries(0, 1000)
        assert store.sealed.verify().broken is None
        assert (store.rebuild(), store.check()) == (1000, [])
        assert [one.is_complete for one in store.text_index().go_on(threading.Event())][-1]
        assert store.answers(asked).newest(EVERYTHING, 1000) == plain_answer(store, asked)


@needs_postgres
def test_no_partition_lets_an_entry_be_changed_or_removed(partitioned: str) -> None:
    engine = create_engine(store_url(partitioned))
    for table in ("entry", "entry_until_2026_06", "entry_from_2026_07"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET content = ''", f"TRUNCATE {table}"):  # noqa: S608
            with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
                connection.execute(text(statement))
    engine.dispose()
