"""`gridtrail init` and `upgrade`: who may use a store, and one of an older program brought up to date."""

import json
import sqlite3
import stat
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from typer.testing import CliRunner

from store.database.engine import store_url, writing_engine
from store.database.opening import open_store
from store.errors import StoreError
from store.model.timeline import EVERYTHING, StoreKind
from store.seal.breaks import Break, Harm
from tests.reliability.older_stores import tampering, undo_narrower
from tests.support.databases import POSTGRES, needs_postgres, new_target
from tests.support.entries import created, encoded, life
from tui.cli.main import app

RUNNER = CliRunner()
CONTENTS = [encoded(one) for one in life()]


def test_init_makes_a_store_for_its_owner_only_and_leaves_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    assert "the record desk.db is ready" in RUNNER.invoke(app, ["init", str(path)]).stdout
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "the record desk.db is there" in RUNNER.invoke(app, ["init", str(path)]).stdout
    refused = RUNNER.invoke(app, ["init", str(path), "--sandbox"])
    assert isinstance(refused.exception, StoreError)
    assert "is a record and stays one" in str(refused.exception)


def test_a_file_has_no_roles_to_grant_anything(tmp_path: Path) -> None:
    refused = RUNNER.invoke(app, ["init", str(tmp_path / "desk.db"), "--grant", "desk"])
    assert "is for a PostgreSQL database" in str(refused.exception)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Give a store as it was before there was a seal."""
    path = tmp_path / "older.db"
    store = open_store(str(path), create=StoreKind.RECORD)
    store.append(CONTENTS, origin="test")
    store.close()
    with tampering(path) as database:
        undo_narrower(database)
        database.execute("DROP TABLE seal_tile")
        database.execute("UPDATE alembic_version SET version_num = '0003'")
    return path


def test_an_older_store_is_left_alone_until_it_is_upgraded_and_a_backup_is_kept(older: Path) -> None:
    with pytest.raises(StoreError, match="gridtrail upgrade"):
        open_store(str(older))
    told = RUNNER.invoke(app, ["upgrade", str(older)])
    backup = older.with_name("older.db.before-0003.bak")
    assert str(backup) in told.stdout
    with sqlite3.connect(backup) as database:
        assert database.execute("SELECT count(*) FROM entry").fetchone() == (len(CONTENTS),)
    store = open_store(str(older))
    assert list(store.contents()) == CONTENTS
    assert store.sealed.verify().head.size == len(CONTENTS)
    store.close()
    assert RUNNER.invoke(app, ["upgrade", str(older)]).stdout == "the store is up to date\n"
    assert json.loads(RUNNER.invoke(app, ["verify", str(older), "--json"]).stdout)["holds"]


def test_a_store_with_a_damaged_entry_is_upgraded_too_and_verify_names_it(older: Path) -> None:
    with tampering(older) as database:
        database.execute("UPDATE entry SET content = substr(content, 1, length(content) - 9) WHERE sequence = 2")
    RUNNER.invoke(app, ["upgrade", str(older)])
    store = open_store(str(older))
    store.append([encoded(created(5, "later"))], origin="test")
    assert store.sealed.verify().broken == Break(1, Harm.CHANGED)
    assert store.sealed.head().size == len(CONTENTS) + 1
    store.close()


def test_a_backup_that_cannot_be_made_leaves_the_store_as_it_was(older: Path) -> None:
    for number in ("", ".2"):
        older.with_name(f"older.db.before-0003{number}.bak").write_text("kept")
    RUNNER.invoke(app, ["upgrade", str(older)])
    assert older.with_name("older.db.before-0003.bak").read_text() == "kept"
    assert older.with_name("older.db.before-0003.3.bak").stat().st_size > 1000


@dataclass
class Granted:
    """A store on a server, and how a role with rights on it reaches it."""

    owner: str
    role: str
    as_role: str


@pytest.fixture
def granted(tmp_path: Path) -> Iterator[Granted]:
    role = f"role_{uuid4().hex[:12]}"
    server = writing_engine(store_url(POSTGRES or ""))
    with new_target("postgresql", tmp_path) as target:
        with server.begin() as connection:
            connection.execute(text(f"CREATE ROLE {role} LOGIN"))
        open_store(target, create=StoreKind.RECORD).close()
        yield Granted(target, role, make_url(target).set(username=role, password=None).render_as_string())
        with server.begin() as connection:
            connection.execute(text(f"DROP OWNED BY {role}"))
            connection.execute(text(f"DROP ROLE {role}"))
    server.dispose()


REFUSED = [
    "DELETE FROM entry",
    "UPDATE entry SET content = ''",
    "TRUNCATE entry",
    "UPDATE source SET name = ''",
    "DELETE FROM seal_tile",
    "UPDATE seal_tile SET hashes = ''",
    "ALTER TABLE entry DISABLE TRIGGER ALL",
    "DROP TABLE entry",
    "DROP TRIGGER entry_append_only ON entry",
    "INSERT INTO setting VALUES ('other', '')",
]


@needs_postgres
def test_an_appending_role_appends_and_reads_and_can_do_nothing_else(granted: Granted) -> None:
    told = RUNNER.invoke(app, ["init", granted.owner, "--grant", granted.role])
    assert f"{granted.role} may append and read" in told.stdout
    store = open_store(granted.as_role)
    assert store.append(CONTENTS, origin="test").added == len(CONTENTS)
    assert store.count(EVERYTHING) == len(CONTENTS)
    assert [one.is_complete for one in store.text_index().go_on(threading.Event())] == [True]
    assert (store.rebuild(), store.check()) == (len(CONTENTS), [])
    store.close()
    engine = create_engine(store_url(granted.as_role))
    for statement in REFUSED:
        with (
            engine.connect() as connection,
            pytest.raises(DBAPIError, match=r"permission denied|must be owner|append-only|row-level security"),
        ):
            connection.execute(text(statement))
    with engine.begin() as connection:
        assert connection.execute(text("UPDATE setting SET value = 'sandbox' WHERE key = 'kind'")).rowcount == 0
        assert connection.execute(text("DELETE FROM setting WHERE key = 'kind'")).rowcount == 0
    engine.dispose()


@needs_postgres
def test_a_reading_role_reads_only_also_when_it_could_append_before(granted: Granted) -> None:
    RUNNER.invoke(app, ["init", granted.owner, "--grant", granted.role])
    RUNNER.invoke(app, ["init", granted.owner, "--grant", granted.role, "--read-only"])
    store = open_store(granted.as_role)
    with pytest.raises(StoreError, match="your role may not do that"):
        store.append(CONTENTS, origin="test")
    with pytest.raises(StoreError, match="your role may not do that"):
        store.text_index().clear()
    assert store.count(EVERYTHING) == 0
    store.close()
