"""What tests share: a real store in a temporary folder."""

import gc
import os
import shutil
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from textual.app import App

from store.database.opening import open_store
from store.database.store import Store
from store.model.timeline import StoreKind
from tests.support.databases import DATABASES, EmptyRecords, unreachable
from tests.support.laws import USUAL
from tests.support.made_once import compile_once, copy_empty_stores
from tests.support.screens import store_of
from tests.support.styles import spare_styles

# what is compiled is kept, whatever is usual here: every worker, and every command in a process of its own, would
# compile the program anew
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Ctrl-C ends what the tests start, also where a runner starts them in the background, which lets it be ignored
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# a law holds whatever time it takes; `pytest --hypothesis-profile=long --timeout 0` looks an hour for what breaks one
settings.register_profile("short", max_examples=USUAL, deadline=None)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile("short")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Begin no test where the server that was named for them is not there: none of them is to be left out."""
    if not hasattr(session.config, "workerinput") and (reason := unreachable()):
        pytest.exit(f"GRIDTRAIL_TEST_POSTGRES: {reason}", returncode=pytest.ExitCode.USAGE_ERROR)


@pytest.fixture(autouse=True)
def lasting_notifications(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the screen told until the test has looked, however slow the machine is."""
    monkeypatch.setattr(App, "NOTIFICATION_TIMEOUT", 600)
    monkeypatch.setattr("tui.screens.toasts.SECONDS", 600)


@pytest.fixture(autouse=True)
def drawn_when_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw what a key brought about once, when the test waits for it, not sixty times a second on the way there."""
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 0.2)


@pytest.fixture(autouse=True, scope="session")
def made_once() -> Iterator[None]:
    """Do but once for all tests what none of them is about."""
    with pytest.MonkeyPatch.context() as patch:
        spare_styles(patch)
        compile_once(patch)
        yield


@pytest.fixture(autouse=True)
def copied_stores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make no store in a test by itself, but where that is what a test may be about."""
    if not MAKING.intersection(request.path.parts):
        copy_empty_stores(monkeypatch)


@pytest.fixture(autouse=True)
def pipes_that_break_harmlessly() -> Iterator[None]:
    """Take back what a command set for its own process: to end without a word when its reader has."""
    yield
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)


def pytest_collection_finish() -> None:
    """Let the garbage collector look through what tests leave, not through all that is imported, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


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


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the path of a record store with the sample data."""
    return Path(store_of(tmp_path_factory.mktemp("samples") / "samples.db", ["."], StoreKind.RECORD))


@pytest.fixture(scope="session")
def empty_records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmptyRecords]:
    """Give the empty record stores on the server."""
    with ExitStack() as made:
        yield EmptyRecords(made, tmp_path_factory.getbasetemp())


MAKING = {"reliability", "server"}
"""The folders of tests in which stores are made as users make them, at any cost."""

MOST_RECORDS = 6
"""How many stores on the server a test may use at once: one of each example of a law would be hundreds."""


@pytest.fixture
def new_store(
    tmp_path: Path, empty_store: Path, empty_records: EmptyRecords, database: str
) -> Iterator[Callable[[], Store]]:
    """Give a function that makes one more empty record store; on a server the last few of them are there."""
    opened: list[Store] = []
    lent: deque[ExitStack] = deque()
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
                if len(lent) == MOST_RECORDS:
                    lent.popleft().close()
                lent.append(made.enter_context(ExitStack()))
                store = open_store(lent[-1].enter_context(empty_records.one()))
                lent[-1].callback(store.close)
            made.callback(store.close)
            opened.append(store)
            return store

        yield make


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    """Give an empty record store."""
    return new_store()
