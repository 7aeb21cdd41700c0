"""What tests share: a real store in a temporary folder."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.app import App

from store.database.opening import open_store
from store.database.store import Store
from store.model.timeline import StoreKind


@pytest.fixture(autouse=True)
def lasting_notifications(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the screen told until the test has looked, however slow the machine is."""
    monkeypatch.setattr(App, "NOTIFICATION_TIMEOUT", 600)


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the path of an empty record store, to be copied: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    open_store(str(path), create=StoreKind.RECORD).close()
    return path


@pytest.fixture
def new_store(tmp_path: Path, empty_store: Path) -> Iterator[Callable[[], Store]]:
    """Give a function that makes one more empty record store in a SQLite file."""
    opened: list[Store] = []

    def make() -> Store:
        path = tmp_path / f"store{len(opened)}.db"
        shutil.copy(empty_store, path)
        opened.append(open_store(str(path)))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    """Give an empty record store in a SQLite file."""
    return new_store()
