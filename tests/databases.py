"""Where the tests keep their stores: SQLite files and, where there is one, a PostgreSQL server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from store.database.engine import store_url, writing_engine

POSTGRES = os.environ.get("GRIDTRAIL_TEST_POSTGRES")
needs_postgres = pytest.mark.skipif(not POSTGRES, reason="no GRIDTRAIL_TEST_POSTGRES")
DATABASES = ["sqlite", pytest.param("postgresql", marks=needs_postgres)]


@contextmanager
def new_target(database: str, folder: Path) -> Iterator[str]:
    """Give where a store can be made; on a server it has a schema to itself, which is dropped afterwards."""
    if database == "sqlite":
        yield str(folder / "store.db")
        return
    schema = f"test_{uuid4().hex[:12]}"
    server = writing_engine(store_url(POSTGRES or ""))
    with server.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    own = make_url(POSTGRES or "").update_query_dict({"options": f"-csearch_path={schema}"})
    try:
        yield own.render_as_string(hide_password=False)
    finally:
        with server.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        server.dispose()
