"""What is damaged inside of a store's file: each question is answered, or refused in one sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import zstandard

from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.model.timeline import EVERYTHING, StoreKind
from store.query.resolving import question
from tests.query.queries import CLOCK
from tests.support.entries import encoded, entry, life

CONTENTS = [encoded(one) for one in life()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the file of a store that is whole."""
    path = tmp_path / "log.db"
    store = open_store(str(path), create=StoreKind.RECORD)
    store.append(CONTENTS, origin="test")
    store.close()
    return path


def harm(path: Path, statement: str, *values: object) -> None:
    """Change what is in the file of a store, against what it allows."""
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement, values)
        connection.commit()


@pytest.fixture
def opened(path: Path) -> Iterator[Store]:
    """Give the store, opened before it is harmed."""
    store = open_store(str(path))
    yield store
    store.close()


def test_a_store_of_no_known_kind_is_damaged(path: Path) -> None:
    harm(path, "UPDATE setting SET value = 'sandUox' WHERE key = 'kind'")
    with pytest.raises(StoreError, match="is damaged: it is neither a record nor a sandbox"):
        open_store(str(path))


def test_a_schema_whose_own_text_is_damaged_is_said_to_be(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content.replace(b"CREATE TABLE event", b"CREATE \xa0ABLE event"))
    with pytest.raises(StoreError, match=r"the file of the store .* is damaged"):
        open_store(str(path))


def test_an_event_whose_type_is_gone_is_refused_and_the_entries_stay(path: Path, opened: Store) -> None:
    harm(path, "DELETE FROM word")
    with pytest.raises(StoreError, match="is damaged: it lacks the word"):
        opened.rows(EVERYTHING, 0, 10)
    assert list(opened.contents()) == CONTENTS
    assert opened.rebuild() == len(CONTENTS)
    assert len(opened.rows(EVERYTHING, 0, 10)) == 10


def test_a_word_that_is_no_text_does_not_stop_a_question(path: Path, opened: Store) -> None:
    harm(path, "UPDATE word SET text = x'ff00' WHERE text = 'version.submitted'")
    (row,) = opened.answers(question("has:anomaly", CLOCK)).rows(EVERYTHING, 0, 10)
    assert row.type == "anomaly.received"


def test_a_rebuild_of_entries_whose_source_is_gone_is_refused(path: Path, opened: Store) -> None:
    harm(path, "DELETE FROM source")
    with pytest.raises(StoreError, match="is damaged: the entries after number 0 lack their source"):
        opened.check()


def test_a_stored_entry_that_is_no_json_any_more_is_like_no_other(path: Path, opened: Store) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (stored,) = connection.execute("SELECT content FROM entry WHERE sequence = 1").fetchone()
    broken = zstandard.ZstdDecompressor().decompress(stored).replace(b":", b" ", 1)
    harm(path, "UPDATE entry SET content = ? WHERE sequence = 1", zstandard.compress(broken))
    (refusal,) = opened.append(CONTENTS, origin="again").refused
    assert "the store has another entry" in refusal.reason


HUGE = b"\x28\xb5\x2f\xfd\xe0" + (1 << 45).to_bytes(8, "little") + b"\x01\x00\x00"
"""The frame of an entry that claims to be 32 TiB."""


@pytest.mark.parametrize("content", ["text", 5, HUGE], ids=["text", "number", "huge"])
def test_an_event_about_a_series_whose_entry_is_damaged_is_listed_without_its_name(
    tmp_path: Path, content: object
) -> None:
    path = tmp_path / "series.db"
    named = {"uid": "s-1", "time_series_uid": "TS-001", "status": "accepted"}
    told = [entry("series.status_changed", number, time_series_uid="s-1", after=named) for number in range(3)]
    store = open_store(str(path), create=StoreKind.RECORD)
    store.append([encoded(one) for one in told], origin="test")
    store.close()
    harm(path, "UPDATE entry SET content = ? WHERE sequence = 2", content)
    store = open_store(str(path))
    try:
        assert [row.series_name for row in store.page(EVERYTHING, 10)] == ["TS-001", None, "TS-001"]
        with pytest.raises(StoreError, match="damaged"):
            store.event(told[1]["uid"])
    finally:
        store.close()
