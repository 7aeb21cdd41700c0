"""The append-only log: each entry once, as the bytes it came in, all or nothing."""

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.event import listen, remove
from sqlalchemy.exc import DBAPIError

from store.database.engine import store_url, writing_engine
from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.model.timeline import EVERYTHING, StoreKind
from tests.support.entries import created, encoded, entry, life, submitted, uid
from tests.support.laws import examples

ODD = (
    b'{ "uid":"odd" , "type":"version.reviewed","created_ts":"2026-03-25T12:00:00.000Z", '
    b'"big":123456789012345678901234567890,"twice":1,"twice":2, '
    b'"data":{"before":null,"after":{"unknown":[1.10,-0,1e400]},"request_id":7}, "user_uid":42 }'
)

pytestmark = pytest.mark.both_databases


def test_an_entry_is_kept_as_the_bytes_it_came_in(store: Store) -> None:
    store.append([ODD], origin="test")
    assert list(store.contents()) == [ODD]


def test_the_same_entry_again_changes_nothing(store: Store) -> None:
    contents = [encoded(one) for one in life()]
    first = store.append(contents, origin="test")
    again = store.append(contents, origin="test")
    assert (first.added, first.known) == (len(contents), 0)
    assert (again.added, again.known) == (0, len(contents))
    assert list(store.contents()) == contents


def test_what_is_new_is_added_without_a_look_at_what_is_there_and_what_is_there_is_written_over(store: Store) -> None:
    written_over: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found = re.match(r"INSERT INTO (schedule|version) .*DO UPDATE", statement, re.DOTALL)
        written_over.extend(found.groups() if found else ())

    listen(Engine, "before_cursor_execute", note)
    try:
        store.append([encoded(created(0)), encoded(submitted(1, 1))], origin="test")
        assert written_over == []
        store.append([encoded(submitted(1, 2)), encoded(submitted(2, 3))], origin="test")
        assert written_over == ["schedule", "version"]
    finally:
        remove(Engine, "before_cursor_execute", note)
    (schedule,) = store.schedules_in(EVERYTHING)
    assert [one.number for one in store.versions(schedule.uid)] == [2, 1]


def test_the_same_entry_with_other_white_space_is_known(store: Store) -> None:
    store.append([encoded(created())], origin="test")
    again = store.append([encoded(created()).replace(b",", b" ,\n")], origin="test")
    assert (again.added, again.known, again.refused) == (0, 1, ())


def test_another_entry_under_the_same_uid_is_a_conflict_and_the_first_stays(store: Store) -> None:
    first, other = encoded(created()), encoded({**created(), "type": "schedule.deleted"})
    store.append([first], origin="test")
    result = store.append([other], origin="test")
    assert result.added == 0
    assert "conflict" in result.refused[0].reason
    assert list(store.contents()) == [first]


def test_a_conflict_within_one_batch_is_found(store: Store) -> None:
    result = store.append([encoded(created()), encoded({**created(), "type": "x"})], origin="test")
    assert (result.added, [one.index for one in result.refused]) == (1, [1])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "not valid JSON"),
        (b"[]", "expected a JSON object"),
        (b'{"type":"x","created_ts":"2026-01-01T00:00:00Z","data":{}}', "the key 'uid' is missing"),
        (b'{"uid":"","type":"x","created_ts":"2026-01-01T00:00:00Z","data":{}}', "'uid'"),
        (b'{"uid":"u","type":"x","created_ts":"yesterday","data":{}}', "'created_ts'"),
        (b'{"uid":"u","type":"x","created_ts":"2026-01-01T00:00:00Z","data":[]}', "'data'"),
        (b'{"uid":"u","type":"x","created_ts":"0000-01-01T00:00:00Z","data":{}}', "'created_ts'"),
        (b"\xff\xfe", "not valid JSON"),
        (b'{"a":' * 100_000, "not valid JSON"),
        (b'{"uid":"u","data":' + b"[" * 400 + b"]" * 400 + b"}", "nested deeper than 200 levels"),
    ],
)
def test_what_is_no_entry_is_refused_with_the_reason_and_the_rest_goes_in(
    store: Store, content: bytes, reason: str
) -> None:
    result = store.append([content, encoded(created())], origin="test")
    assert result.added == 1
    assert [one.index for one in result.refused] == [0]
    assert reason in result.refused[0].reason


def test_ids_of_other_types_than_documented_are_kept_readable(store: Store) -> None:
    store.append([ODD], origin="test")
    row = store.rows(EVERYTHING, 0, 1)[0]
    assert (row.user_uid, row.request_id, row.type) == ("42", "7", "version.reviewed")


def test_a_lone_surrogate_and_a_nul_go_in_and_come_out_unchanged(store: Store) -> None:
    hostile = encoded(entry("a\ud800b", name="surrogate", user_uid="x\0y"))
    assert store.append([hostile], origin="test").added == 1
    assert list(store.contents()) == [hostile]
    assert store.rows(EVERYTHING, 0, 1)[0].type == "a?b"


def test_no_statement_changes_or_removes_an_entry(store: Store) -> None:
    store.append([encoded(one) for one in life()], origin="test")
    engine = writing_engine(store_url(store.location))
    for statement in ("UPDATE entry SET content = ''", "DELETE FROM entry", "DELETE FROM source"):
        with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(statement))
    engine.dispose()


def test_events_are_ordered_by_time_and_then_by_arrival(store: Store) -> None:
    late, tie, early = submitted(2, 5), submitted(1, 1), created(1)
    store.append([encoded(one) for one in (late, tie, early)], origin="test")
    assert [row.uid for row in store.rows(EVERYTHING, 0, 10)] == [tie["uid"], early["uid"], late["uid"]]


def test_two_writers_on_one_file_lose_nothing(store: Store) -> None:
    other = open_store(store.location)
    contents = [encoded(one) for one in life()]
    for start, writer in zip(range(0, len(contents), 2), [store, other] * 10, strict=False):
        writer.append(contents[start : start + 2], origin="test")
    assert list(other.contents()) == contents
    assert store.versions(uid("schedule")) == other.versions(uid("schedule"))
    assert store.count(EVERYTHING) == len(contents)
    other.close()


def test_a_store_that_is_read_only_refuses_to_be_written(store: Store) -> None:
    reader = open_store(store.location, read_only=True)
    with pytest.raises(StoreError, match="reading only"):
        reader.append([encoded(created())], origin="test")
    reader.close()


def test_large_batches_are_compressed_with_a_dictionary_that_the_store_holds(tmp_path: Path) -> None:
    path = tmp_path / "large.db"
    contents = [encoded(submitted(1, number, f"s{number}")) for number in range(3000)]
    writer = open_store(str(path), create=StoreKind.RECORD)
    writer.append(contents[:1500], origin="test")
    writer.append(contents[1500:], origin="test")
    writer.close()
    reader = open_store(str(path), read_only=True)
    assert list(reader.contents()) == contents
    reader.close()
    with sqlite3.connect(path) as connection:
        (stored,) = connection.execute("SELECT sum(length(content)) FROM entry").fetchone()
        (dictionaries,) = connection.execute("SELECT count(*) FROM dictionary").fetchone()
    connection.close()
    assert dictionaries == 1
    assert stored < 0.4 * sum(map(len, contents))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def odd_entries(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw entries that hold anything, also at the top level."""
    kinds = st.sampled_from(["version.submitted", "version.status_changed", "series.status_changed", "odd.type"])
    return [
        {
            **draw(st.dictionaries(st.text(max_size=8), json_values, max_size=3)),
            **entry(
                draw(kinds),
                draw(st.integers(0, 5 * 10**8)),
                before=draw(json_values),
                after=draw(json_values),
                schedule=draw(st.sampled_from([None, "a", "b"])),
                name=str(index),
            ),
        }
        for index in range(draw(st.integers(0, 10)))
    ]


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(odd_entries())
def test_whatever_an_entry_holds_comes_out_as_it_went_in(store: Store, entries: list[dict[str, Any]]) -> None:
    before = store.reached()
    # a store of its own for each example would take longer than all else; no two have a uid in common
    contents = [encoded({**one, "uid": f"{before} {index}"}) for index, one in enumerate(entries)]
    appended = store.append(contents, origin="law")
    assert (appended.added, appended.refused) == (len(contents), ())
    assert list(store.contents(before)) == contents
    assert store.count(EVERYTHING) == before + len(contents)
