"""`gridtrail events --follow`: each event of another process once, whatever its place in time."""

import json
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Timer

import pytest

from store.database.store import Store
from tests.query.query_stores import stored, varied
from tests.support.command_line import ENVIRONMENT
from tests.support.databases import DATABASES
from tests.support.entries import encoded, entry
from tui.cli.log.following import interruption

if sys.platform == "win32":
    pytest.skip("signals as Unix has them", allow_module_level=True)

WRITER = """
import sys
from store.database.opening import open_store
store = open_store(sys.argv[1])
lines = sys.stdin.buffer.read().splitlines()
for start in range(0, len(lines), 7):
    store.append(lines[start : start + 7], origin="writer")
"""

PATIENCE_SECONDS = 90

Following = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture(params=DATABASES)
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with stored(request.param, tmp_path) as store:
        yield store


@pytest.fixture
def following(filled: Store) -> Iterator[Following]:
    """Give a function that follows the store in a process of its own, its output in a pipe."""
    running: list[subprocess.Popen[bytes]] = []

    def run(*arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tui.cli.main", "events", filled.location, "--follow", *arguments]
        # the program under test
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT))  # noqa: S603
        return running[-1]

    yield run
    for process in running:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def lines(process: "subprocess.Popen[bytes]", number: int) -> list[str]:
    """Return so many lines, waiting for them."""
    assert process.stdout is not None
    # a line that never comes ends what is to print it
    patience = Timer(PATIENCE_SECONDS, process.kill)
    patience.start()
    try:
        return [process.stdout.readline().decode().rstrip("\r\n") for _ in range(number)]
    finally:
        patience.cancel()


def write(store: Store, entries: Sequence[object]) -> None:
    """Append entries in another process, in several batches."""
    # our own program
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", WRITER, store.location],
        input=b"\n".join(map(encoded, entries)),
        env=ENVIRONMENT,
        check=True,
    )


def test_what_another_process_writes_is_printed_once_wherever_it_belongs(filled: Store, following: Following) -> None:
    before = len(varied())
    everything, some = following("--json"), following("type:odd", "--limit", "2", "--csv")
    assert len(set(lines(everything, before))) == before
    head, *newest = lines(some, 3)
    assert head.startswith("sequence,")
    assert [",odd," in line for line in newest] == [True, True]

    places = list(range(-400, 400, 2))
    random.Random(5).shuffle(places)
    added = [entry(("odd", "even")[place % 4 // 2], place * 1000, name=f"new {place}") for place in places]
    write(filled, added)
    found = [json.loads(line) for line in lines(everything, len(added))]
    assert [one["uid"] for one in found] == [one["uid"] for one in added]
    odd = [one["uid"] for one in added if one["type"] == "odd"]
    assert [line.split(",")[17] for line in lines(some, len(odd))] == odd

    everything.send_signal(signal.SIGINT)
    assert everything.wait(60) == 130
    assert everything.stdout is not None
    assert some.stdout is not None
    assert everything.stdout.read() == b""
    some.stdout.close()
    write(filled, [entry("odd", name="to nobody")])
    assert some.wait(60) == -signal.SIGPIPE


def test_a_store_that_was_moved_away_is_said_to_be_and_followed_when_it_is_back(tmp_path: Path) -> None:
    with stored("sqlite", tmp_path) as store:
        path = Path(store.location)
        command = [sys.executable, "-m", "tui.cli.main", "events", str(path), "--follow", "--json", "--limit", "1"]
        # ended first: leaving the process waits for it, and nobody else ends what follows
        with (
            subprocess.Popen(  # noqa: S603 - the program under test
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
            ) as process,
            ExitStack() as last,
        ):
            last.callback(process.kill)
            lines(process, 1)
            path.rename(tmp_path / "away")
            assert process.stderr is not None
            assert b"not there any more: put it back; trying again" in process.stderr.readline()
            (tmp_path / "away").rename(path)
            write(store, [entry("odd", name="back again")])
            assert json.loads(lines(process, 1)[0])["type"] == "odd"


def test_ctrl_c_ends_it_also_where_the_exception_is_lost() -> None:
    with interruption() as is_interrupted:
        assert not is_interrupted()
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert is_interrupted()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
