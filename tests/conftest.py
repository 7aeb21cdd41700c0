"""What tests share: a real store in a temporary folder."""

import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from textual.app import App

from store.database.opening import open_store
from store.database.store import Store
from store.model.timeline import StoreKind
from tests.databases import DATABASES, new_target


@pytest.fixture(autouse=True)
def lasting_notifications(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the screen told until the test has looked, however slow the machine is."""
    monkeypatch.setattr(App, "NOTIFICATION_TIMEOUT", 600)


@pytest.fixture(autouse=True)
def pipes_that_break_harmlessly() -> Iterator[None]:
    """Take back what a command set for its own process: to end without a word when its reader has."""
    yield
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked `both_databases` on PostgreSQL too."""
    if metafunc.definition.get_closest_marker("both_databases") and "database" in metafunc.fixturenames:
        metafunc.parametrize("database", DATABASES, indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Give the name of the database that stores are made in."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the path of an empty record store, to be copied: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    open_store(str(path), create=StoreKind.RECORD).close()
    return path


@pytest.fixture
def new_store(tmp_path: Path, empty_store: Path, database: str) -> Iterator[Callable[[], Store]]:
    """Give a function that makes one more empty record store."""
    opened: list[Store] = []
    with ExitStack() as made:

        def make() -> Store:
            for earlier in opened:
                # one that is used again connects again; a server has only so many connections
                earlier.close()
            if database == "sqlite":
                path = tmp_path / f"store{len(opened)}.db"
                shutil.copy(empty_store, path)
                store = open_store(str(path))
            else:
                store = open_store(made.enter_context(new_target(database, tmp_path)), create=StoreKind.RECORD)
            made.callback(store.close)
            opened.append(store)
            return store

        yield make


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    """Give an empty record store."""
    return new_store()
