"""The lock that the writers of a PostgreSQL store wait for: one a store, however the store is reached."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from store.database.engine import store_url, writing_engine
from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.model.timeline import EVERYTHING, StoreKind
from tests.support.databases import needs_postgres, new_target, schema_of
from tests.support.entries import created, encoded

pytestmark = needs_postgres
CONTENTS = [encoded(created())]


def impatient(target: str, *also: str) -> Store:
    """Open a store on a server by a search path with more in it, to wait for no lock."""
    path = ",".join([schema_of(target), *also])
    options = f"-csearch_path={path} -clock_timeout=100ms"
    return open_store(make_url(target).update_query_dict({"options": options}).render_as_string(hide_password=False))


@pytest.fixture
def targets(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Give two stores in one database, of which the first is being written to."""
    with new_target("postgresql", tmp_path) as one, new_target("postgresql", tmp_path) as other:
        for target in (one, other):
            open_store(target, create=StoreKind.RECORD).close()
        writer = writing_engine(store_url(one))
        with writer.begin():
            yield one, other
        writer.dispose()


@pytest.mark.parametrize("also", [(), ("public",), ("missing", "public")])
def test_a_second_writer_of_a_store_waits_by_whatever_search_path(targets: tuple[str, str], also: tuple[str]) -> None:
    store = impatient(targets[0], *also)
    with pytest.raises(StoreError, match="lock timeout"):
        store.append(CONTENTS, origin="test")
    store.close()


def test_a_writer_of_another_store_in_the_same_database_does_not_wait(targets: tuple[str, str]) -> None:
    store = impatient(targets[1], "public")
    assert store.append(CONTENTS, origin="test").added == 1
    assert store.count(EVERYTHING) == 1
    store.close()


def test_a_search_path_that_begins_with_another_schema_is_another_place(targets: tuple[str, str]) -> None:
    one, other = map(schema_of, targets)
    both = make_url(targets[0]).update_query_dict({"options": f"-csearch_path={other},{one}"})
    store = open_store(both.render_as_string(hide_password=False))
    assert store.append(CONTENTS, origin="test").added == 1
    store.close()
    found = open_store(targets[1])
    assert found.count(EVERYTHING) == 1
    found.close()
