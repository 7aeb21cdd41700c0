"""Opening a store: found, made, brought up to date, or refused in one sentence."""

import sqlite3
import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event

from store.database import engine
from store.database.engine import reading_engine, store_url, writing_engine
from store.database.opening import open_store
from store.database.store import Store
from store.database.tables import HEAD, metadata
from store.database.upkeep.upgrading import upgrade
from store.errors import StoreError
from store.model.timeline import EVERYTHING, StoreKind
from store.query.resolving import question
from tests.query.queries import CLOCK, plain_answer
from tests.query.query_stores import varied
from tests.reliability.older_stores import undo_narrower
from tests.support.entries import created, encoded


@pytest.mark.both_databases
def test_the_migrations_make_the_tables_of_the_program(store: Store) -> None:
    # the tables of the text index are SQLite's own
    options = {"include_name": lambda name, _kind, _parents: not str(name).startswith("event_text")}
    reading = reading_engine(store_url(store.location))
    with reading.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    reading.dispose()
    columns = {
        step: {one.name: [column.name for column in one.columns] for name, one in found if name == step}
        for step in ("remove_index", "add_index")
    }
    if reading.dialect.name == "postgresql":
        # SQLite ends each index with the sequence by itself, here it stands in them
        added = {name: [*names, "sequence"] for name, names in columns["add_index"].items()}
        assert columns["remove_index"] == added
        assert len(found) == 2 * len(added)
    else:
        assert found == []


def test_a_store_of_the_first_schema_is_brought_up_to_date(store: Store) -> None:
    store.append([encoded(one) for one in varied()], origin="test")
    asked = [
        question(text, CLOCK)
        for text in ("has:warning", "has:before", "-has:before", "is:late", "is:trouble", "amprion")
    ]
    before = [plain_answer(store, one) for one in asked]
    assert all(before)
    store.close()
    with sqlite3.connect(store.location) as older:
        undo_narrower(older)
        for trigger in ("entry_no_replace", "source_no_replace", "dictionary_no_replace"):
            older.execute(f"DROP TRIGGER {trigger}")
        for index in ("ix_event_warned", "ix_event_delta", "ix_schedule_late", "ix_event_trouble"):
            older.execute(f"DROP INDEX {index}")
        for table, column in (("event", "traits"), ("event", "trouble"), ("schedule", "late")):
            older.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        for table in ("event_text", "schedule_text", "seal_tile"):
            older.execute(f"DROP TABLE {table}")
        older.execute("UPDATE alembic_version SET version_num = '0001'")
    upgrade(store.location)
    newer = open_store(store.location)
    assert [newer.answers(one).newest(EVERYTHING, 1000) for one in asked] == before


def test_the_program_knows_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "store.database:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


@pytest.mark.parametrize("kind", list(StoreKind))
def test_a_store_stays_what_it_was_born_as(tmp_path: Path, kind: StoreKind) -> None:
    path = str(tmp_path / "s.db")
    open_store(path, create=kind).close()
    other = StoreKind.SANDBOX if kind is StoreKind.RECORD else StoreKind.RECORD
    assert open_store(path, create=other).kind is kind
    assert open_store(path, read_only=True).kind is kind


def test_a_new_store_belongs_to_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    open_store(str(path), create=StoreKind.RECORD).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_missing_store_is_not_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        open_store(str(tmp_path / "s.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_store_in_a_folder_that_is_not_there_is_refused_and_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no folder '.*no', make it first"):
        open_store(str(tmp_path / "no" / "s.db"), create=StoreKind.SANDBOX)
    assert not list(tmp_path.iterdir())


def test_a_folder_a_text_and_another_database_are_refused(tmp_path: Path) -> None:
    text, other = tmp_path / "a.txt", tmp_path / "other.db"
    text.write_text("hello " * 1000)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE people (name)")
    connection.close()
    for path, reason in ((tmp_path, "is a folder"), (text, "not a Gridtrail store"), (other, "not a Gridtrail store")):
        with pytest.raises(StoreError, match=reason):
            open_store(str(path), create=StoreKind.RECORD)
    assert text.read_text() == "hello " * 1000


def test_a_store_of_a_newer_program_is_left_alone(store: Store) -> None:
    with sqlite3.connect(store.location) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StoreError, match="newer Gridtrail"):
        open_store(store.location)


def test_an_unknown_kind_of_database_is_one_sentence() -> None:
    with pytest.raises(StoreError, match="mysql is not supported"):
        open_store("mysql://host/name")
    with pytest.raises(StoreError, match="not a database URL"):
        open_store("://")


def test_a_store_that_cannot_be_written_is_opened_for_reading(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.append([encoded(created())], origin="test")
    store.close()
    # the tests may run as root, whom no permission stops: what the system would say is said here
    monkeypatch.setattr("store.database.opening.os.access", lambda *_: False)
    opened = open_store(store.location)
    assert opened.read_only
    assert opened.count(EVERYTHING) == 1
    with pytest.raises(StoreError, match="reading only"):
        opened.append([encoded(created())], origin="test")
    opened.close()


def test_a_store_without_the_files_beside_it_is_read_as_it_lies(store: Store, tmp_path: Path) -> None:
    store.append([encoded(created())], origin="test")
    store.close()
    for path in tmp_path.glob("*.db-*"):
        path.unlink()
    reader = open_store(store.location, read_only=True)
    assert reader.count(EVERYTHING) == 1
    reader.close()


def test_a_store_in_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot create the store"):
        open_store(str(tmp_path / "file" / "s.db"), create=StoreKind.RECORD)


def test_a_store_is_opened_while_another_writes_or_rebuilds_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_SECONDS", 0.1)
    writer = writing_engine(store_url(store.location))
    with writer.begin():
        opened = open_store(store.location)
        assert opened.count(EVERYTHING) == 0
        opened.close()
    writer.dispose()


def test_a_store_whose_making_was_cut_short_is_made_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    open_store(str(path), create=StoreKind.RECORD).close()
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM setting")
    with pytest.raises(StoreError, match="gridtrail init"):
        open_store(str(path))
    for _ in (1, 2):
        again = open_store(str(path), create=StoreKind.SANDBOX)
        assert again.kind is StoreKind.SANDBOX
        again.close()


@pytest.mark.both_databases
def test_who_reads_while_a_store_is_closed_or_afterwards_leaves_no_connection_open(store: Store) -> None:
    store.append([encoded(one) for one in varied()], origin="test")
    opened: list[object] = []
    ended: list[object] = []
    event.listen(store._engine, "connect", lambda connection, _record: opened.append(connection))
    event.listen(store._engine, "close", lambda connection, _record: ended.append(connection))
    event.listen(store._engine, "close_detached", ended.append)

    store.close()

    assert store.sealed.verify(lambda _done, _all: store.close()).broken is None
    assert store.count(EVERYTHING) == len(varied())

    assert len(opened) == 2
    assert ended == opened
