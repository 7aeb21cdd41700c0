"""What a fault leaves behind: everything that was acknowledged, and a sentence that says what to do."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, text

from store.database import engine
from store.database.engine import store_url, writing_engine
from store.database.opening import open_store
from store.database.store import Store
from store.database.tables import source
from store.errors import StoreError
from store.model.timeline import EVERYTHING, StoreKind
from tests.faults.kills import appending, importing, killed, made_log
from tests.support.command_line import gridtrail
from tests.support.databases import POSTGRES, needs_postgres, new_target
from tests.support.entries import created, encoded


def entries(count: int, first: int = 0) -> list[bytes]:
    """Return entries that no compression makes small."""
    return [
        encoded(created(at, schedule=f"schedule {at}") | {"noise": os.urandom(1500).hex()})
        for at in range(first, first + count)
    ]


@pytest.mark.parametrize("command", [appending, importing])
@pytest.mark.parametrize("grown_bytes", [60_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
def test_what_a_killed_import_acknowledged_is_there_and_the_same_command_goes_on(
    tmp_path: Path, command: Callable[[str, Path], list[str]], grown_bytes: int
) -> None:
    log = made_log(tmp_path / "log.jsonl", 400)
    target = str(tmp_path / "log.db")
    outcome = killed(target, log, command(target, log), grown_bytes)
    assert outcome.was_killed
    assert outcome.is_well


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that is a disk of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if not mount or not umount or subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603
        pytest.skip("a small disk can only be mounted by root")
    yield folder
    subprocess.run([umount, str(folder)], check=True)  # noqa: S603 - as above


def test_a_full_disk_is_said_and_loses_nothing_that_was_acknowledged(small_disk: Path) -> None:
    path = small_disk / "log.db"
    store = open_store(str(path), create=StoreKind.RECORD)
    acknowledged, told = 0, ""
    while not told and acknowledged < 10_000:
        try:
            acknowledged += store.append(entries(20, acknowledged), origin="test").added
        except StoreError as error:
            told = str(error)
    store.close()
    assert acknowledged
    assert told == f"the disk of the store {str(path)!r} is full: nothing of the last step was written"
    again = open_store(str(path), read_only=True)
    assert again.count(EVERYTHING) == acknowledged
    assert again.sealed.verify().broken is None
    again.close()


def test_a_locked_store_is_said_to_be_and_the_same_append_goes_in_afterwards(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_SECONDS", 0.05)
    other = sqlite3.connect(store.location, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="is locked by another program"):
        store.append(entries(3), origin="test")
    assert store.count(EVERYTHING) == 0
    other.execute("ROLLBACK")
    other.close()
    assert store.append(entries(3), origin="test").added == 3


@pytest.mark.parametrize("command", [["events"], ["tree"], ["verify"], ["export"], ["import"]])
def test_a_damaged_file_is_a_sentence_and_no_traceback(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "log.db"
    store = open_store(str(path), create=StoreKind.RECORD)
    store.append(entries(500), origin="test")
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + os.urandom(len(whole) - 8192))
    more = [str(made_log(tmp_path / "more.jsonl", 2))] if command == ["import"] else []
    told = gridtrail(*command, path, *more)
    assert told.returncode == 2
    assert b"is damaged" in told.stderr


def _write_and_be_cut(store: Store, server: Engine) -> None:
    """Begin to write, lose the connection, and go on."""
    with store._log()._transaction() as connection:
        connection.execute(insert(source).values(id=9, name="cut", simulated=False, received_at=0))
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
        with server.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        connection.execute(text("SELECT 1"))


@needs_postgres
def test_a_connection_that_is_cut_while_it_writes_is_said_and_the_same_append_goes_in_afterwards(
    tmp_path: Path,
) -> None:
    server = writing_engine(store_url(POSTGRES or ""))
    with new_target("postgresql", tmp_path) as target:
        store = open_store(target, create=StoreKind.RECORD)
        contents = entries(8)
        store.append(contents[:3], origin="test")
        with pytest.raises(StoreError, match="was cut: nothing of the last step was written"):
            _write_and_be_cut(store, server)
        assert store.count(EVERYTHING) == 3
        assert store.append(contents, origin="test").added == 5
        assert store.sealed.verify().broken is None
        store.close()
    server.dispose()
