"""What is simulated says so itself, and keeps to sandboxes wherever it is taken."""

import json
import signal
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.exchange.exporting import lines
from store.lifecycle.scenarios import SCENARIOS, batches, live, play
from store.lifecycle.simulation import Simulation
from store.model.timeline import EVERYTHING, StoreKind
from tests.support.entries import created, encoded, submitted
from tests.support.played import begun
from tui.cli import importing
from tui.starting.temporary import TemporaryStores

DAY = date(2026, 3, 26)


def played_out(simulation: Simulation) -> Iterator[bytes]:
    while played := simulation.step():
        yield from played.entries


HAPPY_DAY = list(played_out(play("happy-day", seed=1, day=DAY)))
RECORDED = [encoded(created(0, "recorded")), encoded(submitted(1, 1, "recorded"))]


def marks(store: Store) -> list[bool]:
    return [row.simulated for row in store.rows(EVERYTHING, 0, 1000)]


def sandbox(path: Path) -> Store:
    return open_store(str(path), create=StoreKind.SANDBOX)


def import_(*arguments: object) -> Result:
    """Run `gridtrail import`; raises what the command line would print."""
    app = typer.Typer()
    app.callback()(lambda: None)
    importing.register(app)
    result = CliRunner().invoke(app, ["import", *map(str, arguments)])
    if isinstance(result.exception, StoreError):
        raise result.exception
    return result


def test_every_entry_that_is_simulated_says_by_whom() -> None:
    scenarios = (entry for one in SCENARIOS[:-1] for entry in played_out(play(one.name, seed=1, day=DAY)))
    a_day = played_out(live(seed=1, day=DAY, start=datetime(2026, 3, 25, 12, 40, tzinfo=UTC)))
    many = (entry for batch in batches(300, seed=1) for entry in batch)
    for source in (scenarios, a_day, many, begun().entries):
        said = [json.loads(one)["data"]["metadata"]["simulated"] for one in source]
        assert said
        assert all(one == {"by": "gridtrail"} for one in said)


def test_a_record_takes_what_was_recorded_and_refuses_each_entry_that_says_it_is_simulated(store: Store) -> None:
    assert store.kind is StoreKind.RECORD
    appended = store.append([RECORDED[0], HAPPY_DAY[0], RECORDED[1], HAPPY_DAY[1]], origin="an export")
    assert (appended.added, [one.index for one in appended.refused]) == (2, [1, 3])
    for one in appended.refused:
        assert one.reason.startswith("simulated by Gridtrail, and this store is a record: import it into a sandbox")
        assert "gridtrail import --sandbox" in one.reason
    assert marks(store) == [False, False]


def test_a_sandbox_marks_it_as_simulated_however_it_comes_and_after_a_rebuild(tmp_path: Path) -> None:
    store = sandbox(tmp_path / "s.db")
    store.append([*RECORDED, *HAPPY_DAY], origin="an export")
    wanted = [False] * len(RECORDED) + [True] * len(HAPPY_DAY)
    assert sorted(marks(store)) == wanted
    store.rebuild()
    assert sorted(marks(store)) == wanted
    store.close()


def test_what_an_older_program_simulated_without_a_mark_stays_simulated(tmp_path: Path) -> None:
    store = sandbox(tmp_path / "s.db")
    store.append(RECORDED, origin="simulated", simulated=True)
    store.rebuild()
    assert marks(store) == [True, True]
    store.close()


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """Give the export of a sandbox in which two entries were recorded."""
    store = sandbox(tmp_path / "first.db")
    store.append(RECORDED, origin="a copy")
    store.append(HAPPY_DAY, origin="simulated", simulated=True)
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"".join(lines(store.contents())))
    store.close()
    return path


def test_an_export_of_a_sandbox_is_imported_into_another_with_its_marks(tmp_path: Path, exported: Path) -> None:
    first = open_store(str(tmp_path / "first.db"), read_only=True)
    assert import_(tmp_path / "second.db", exported, "--sandbox").exit_code == 0
    second = open_store(str(tmp_path / "second.db"), read_only=True)
    assert second.kind is StoreKind.SANDBOX
    assert list(second.contents()) == list(first.contents())
    assert marks(second) == marks(first)
    assert True in marks(second)
    assert import_(tmp_path / "second.db", exported).exit_code == 0
    for one in (first, second):
        one.close()


def test_imported_into_a_record_the_rest_goes_in_and_each_refusal_says_where_it_belongs(
    tmp_path: Path, exported: Path
) -> None:
    result = import_(tmp_path / "record.db", exported)
    assert result.exit_code == 1
    assert f"2 new events, {len(HAPPY_DAY)} rejected" in result.stdout
    assert (
        "export.jsonl:3: simulated by Gridtrail, and this store is a record: import it into a sandbox" in result.stderr
    )
    assert "gridtrail import --sandbox" in result.stderr
    kept = (tmp_path / "record.db.rejects.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(one)["content"].encode() for one in kept] == HAPPY_DAY


def test_a_record_that_would_hold_nothing_but_what_is_simulated_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes(b"\n".join(HAPPY_DAY))
    assert import_(tmp_path / "record.db", path).exit_code == 2
    assert not (tmp_path / "record.db").exists()


def test_a_record_does_not_become_a_sandbox(tmp_path: Path, exported: Path) -> None:
    import_(tmp_path / "record.db", exported)
    with pytest.raises(StoreError, match=r"'record\.db' is a record and stays one: name another file"):
        import_(tmp_path / "record.db", exported, "--sandbox")


@pytest.fixture
def temporary() -> Iterator[TemporaryStores]:
    """Give temporary stores; how the process takes signals is afterwards as it was before."""
    before = {one: signal.getsignal(one) for one in (signal.SIGHUP, signal.SIGTERM)}
    with TemporaryStores() as stores:
        yield stores
    for one, handler in before.items():
        signal.signal(one, handler)


def test_opened_as_it_lies_an_export_of_a_sandbox_is_a_sandbox(
    exported: Path, tmp_path: Path, temporary: TemporaryStores
) -> None:
    of_record = tmp_path / "record.jsonl"
    of_record.write_bytes(b"\n".join(RECORDED))
    for path, kind, count in (
        (exported, StoreKind.SANDBOX, len(RECORDED) + len(HAPPY_DAY)),
        (of_record, StoreKind.RECORD, len(RECORDED)),
    ):
        store = open_store(temporary.store_for(str(path)), read_only=True)
        assert (store.kind, store.count(EVERYTHING)) == (kind, count)
        store.close()
