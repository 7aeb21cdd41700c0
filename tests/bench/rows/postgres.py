"""PostgreSQL beside SQLite: import, pages and filters on the same log."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.engine import make_url

from store.database.engine import store_url, writing_engine
from store.database.opening import open_store
from tests.bench.asked import Asked, thousands
from tests.bench.logs import build_text_index, log_of, store_of
from tests.bench.measuring import OURS, Comparison, Figure, Group, Limit, NotMeasured, Unit, Values, Way
from tests.bench.processes import ran
from tests.bench.rows.filters import answered
from tests.bench.rows.imports import CORE, imported, our_command, plain_command
from tests.bench.rows.pages import by_store, paged
from tests.bench.searching.questions import askings

MOST_EVENTS = 30_000
SQLITE = "ours on SQLite"
VARIABLE = "GRIDTRAIL_TEST_POSTGRES"
WHY = (
    "where it took 3.5 s, one went by before the first entry was written, for what is imported and for the schema, "
    "which is made step by step by its migrations; of Core's 2 s it was 0.4. What comes after that is about 0.7 × Core"
)
NEWEST = (
    "of 5.1 ms the bare driver takes 1.7 and an empty transaction 0.3; the rest is SQLAlchemy's, and making 50 rows of "
    "it, which SQLite's 2.6 ms have as well"
)

TEXT = (
    "of 75 ms some 30 are waiting for the server, which is asked 23 times; the rest is reading what the entries say, "
    "for the words must stand beside each other, and making rows"
)


def postgres(asked: Asked) -> Group:
    """Return the comparison of both databases."""
    events = min(asked.events, MOST_EVENTS)
    size = f"{thousands(events)} events"
    questions = askings(log_of(asked, events), events)
    return Group(
        title="PostgreSQL beside SQLite",
        note="The same import, pages and queries on a PostgreSQL server on this machine, in a schema of their own.",
        comparisons=[
            Comparison(
                figures=[
                    Figure(
                        "rate", f"JSONL → committed, {size}", Unit.RATE, [Limit(0.6, times=CORE, at_least=True)], WHY
                    ),
                    Figure("newest", f"newest page, {size}", limits=[Limit(0.005)], why=NEWEST),
                    Figure("worst", f"page at any place, slowest, {size}", limits=[Limit(0.05)]),
                    *(
                        Figure(
                            one.name,
                            f"{one.name}, {size}",
                            limits=[Limit(0.05)],
                            why=TEXT if one.query.startswith('"') else "",
                        )
                        for one in questions
                    ),
                ],
                ways=[
                    Way(OURS, partial(_on_server, asked, events)),
                    Way(SQLITE, partial(_on_file, asked, events)),
                    Way(CORE, partial(_core, asked, events)),
                ],
            )
        ],
        packages=("psycopg",),
    )


@contextmanager
def a_schema() -> Iterator[str]:
    """Give the URL of an empty schema on the server, which is dropped afterwards."""
    if not (server := os.environ.get(VARIABLE)):
        raise NotMeasured(f"no server is named in ${VARIABLE}")
    schema = f"bench_{uuid4().hex[:12]}"
    url = store_url(server)
    engine = writing_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    try:
        own = make_url(url).update_query_dict({"options": f"-csearch_path={schema}"})
        yield own.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


def _on_server(asked: Asked, events: int) -> Values:
    with a_schema() as url:
        seconds = ran(our_command(log_of(asked, events), url))["seconds"]
        build_text_index(url)
        return {"rate": events / seconds, **_read(asked, events, url)}


def _on_file(asked: Asked, events: int) -> Values:
    rate = imported(asked, events, our_command)["rate"]
    return {"rate": rate, **_read(asked, events, str(store_of(asked, events)))}


def _read(asked: Asked, events: int, target: str) -> Values:
    store = open_store(target, read_only=True)
    try:
        answers = {one.name: answered(store, one) for one in askings(log_of(asked, events), events)}
        return {**paged(by_store(store), events), **answers}
    finally:
        store.close()


def _core(asked: Asked, events: int) -> Values:
    with a_schema() as url:
        return {"rate": events / ran(plain_command("core", log_of(asked, events), url))["seconds"]}
