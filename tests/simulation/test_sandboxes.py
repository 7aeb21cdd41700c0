"""Sandboxes made of a record: what is copied, where to, and that the record stays as it is."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from textual.app import App

from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.model.timeline import EVERYTHING, Scope, StoreKind
from tests.support.entries import encoded, life, uid
from tests.support.screens import app_on, press, settle, shown, store_of
from tui.screens.lives.moves import MovesScreen
from tui.simulator.sandboxes import AskSandbox, copy_into_sandbox, sandbox_path


@pytest.fixture
def record(new_store: Callable[[], Store]) -> Store:
    """Give a record with the life of one schedule in it."""
    store = new_store()
    store.append([encoded(one) for one in life()], origin="test")
    return store


def test_the_sandbox_lies_beside_its_record(tmp_path: Path) -> None:
    assert sandbox_path(str(tmp_path / "desk.db")) == tmp_path / "desk.sandbox.db"
    assert sandbox_path(str(tmp_path / "desk.sqlite")) == tmp_path / "desk.sqlite.sandbox.db"


def test_a_taken_name_is_numbered(tmp_path: Path) -> None:
    (tmp_path / "desk.sandbox.db").touch()
    assert sandbox_path(str(tmp_path / "desk.db")) == tmp_path / "desk.sandbox-2.db"
    taken = {tmp_path / "desk.sandbox.db", tmp_path / "desk.sandbox-2.db"}
    assert sandbox_path(str(tmp_path / "desk.db"), taken.__contains__) == tmp_path / "desk.sandbox-3.db"


def test_where_nothing_can_be_written_it_lies_with_the_users_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    assert sandbox_path(str(tmp_path / "desk.db")).name == "desk.sandbox.db"
    assert sandbox_path(str(tmp_path / "desk.db")).parent != tmp_path


def test_the_sandbox_of_a_database_url_lies_with_the_users_data() -> None:
    path = sandbox_path("postgresql+psycopg://anna@host:5432/audit?sslmode=require")
    assert path.name == "audit.sandbox.db"
    assert path.parent.name == "gridtrail"


def test_the_entries_of_a_schedule_are_copied_byte_for_byte_and_not_as_simulated(record: Store, tmp_path: Path) -> None:
    target = str(tmp_path / "desk.sandbox.db")
    count = copy_into_sandbox(record, [uid("schedule")], target)
    sandbox = open_store(target)
    assert sandbox.kind is StoreKind.SANDBOX
    assert count == len(life())
    assert list(sandbox.contents()) == list(record.contents())
    assert not any(row.simulated for row in sandbox.rows(EVERYTHING, 0, 100))
    assert sandbox.versions(uid("schedule")) == record.versions(uid("schedule"))
    sandbox.close()


def test_only_what_is_selected_is_copied_and_once(record: Store, tmp_path: Path) -> None:
    record.append([encoded(one) for one in life_of("other")], origin="test")
    target = str(tmp_path / "one.db")
    copy_into_sandbox(record, [uid("other"), uid("other")], target)
    sandbox = open_store(target)
    assert sandbox.schedule_uids(EVERYTHING) == (uid("other"),)
    assert sandbox.count(EVERYTHING) == record.count(Scope(schedule_uid=uid("other")))
    sandbox.close()


def test_what_is_there_is_never_written_over(record: Store, tmp_path: Path) -> None:
    target = tmp_path / "taken.db"
    target.write_bytes(b"mine")
    with pytest.raises(StoreError, match="already"):
        copy_into_sandbox(record, [uid("schedule")], str(target))
    assert target.read_bytes() == b"mine"


def test_without_a_schedule_nothing_is_made(record: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="choose a schedule"):
        copy_into_sandbox(record, ["unknown"], str(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()


def test_the_folder_of_the_users_data_is_made_for_a_sandbox(record: Store, tmp_path: Path) -> None:
    copy_into_sandbox(record, [uid("schedule")], str(tmp_path / "data" / "gridtrail" / "desk.db"))
    assert (tmp_path / "data" / "gridtrail" / "desk.db").is_file()


def test_a_folder_that_cannot_be_made_is_said(record: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot create"):
        copy_into_sandbox(record, [uid("schedule")], str(tmp_path / "file" / "desk.db"))


def test_a_record_is_byte_equal_after_every_attempt_to_simulate_on_it(record: Store, tmp_path: Path) -> None:
    path = Path(record.location)
    record.close()
    before = path.read_bytes()
    opened = open_store(str(path))
    with pytest.raises(StoreError, match="sandbox only"):
        opened.append([encoded(one) for one in life_of("other")], origin="simulated", simulated=True)
    copy_into_sandbox(opened, [uid("schedule")], str(sandbox_path(opened.location)))
    with pytest.raises(StoreError, match="choose a schedule"):
        copy_into_sandbox(opened, [], str(tmp_path / "none.db"))
    opened.close()
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.glob("store*")] == [path.name, "store0.sandbox.db"]


class Asking(App[None]):
    CSS_PATH: ClassVar[str] = str(Path(__file__).parents[2] / "tui" / "styles" / "panes.tcss")


@pytest.mark.parametrize(("key", "wanted"), [("enter", True), ("y", True), ("escape", False), ("n", False)])
async def test_a_key_takes_the_offer_or_leaves_it(key: str, wanted: bool, tmp_path: Path) -> None:
    answers: list[bool | None] = []
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(AskSandbox("desk.db", tmp_path / "desk.sandbox.db", "50Hertz [/b] 26 Mar", 12), answers.append)
        await pilot.pause()
        assert "nothing is simulated" in shown(app)
        assert "desk.sandbox.db" in shown(app)
        assert "50Hertz [/b] 26 Mar, 12 entries" in shown(app)
        await pilot.press(key)
        assert answers == [wanted]


def life_of(schedule: str) -> list[dict[str, object]]:
    """Return the life of another schedule."""
    return [{**one, "uid": uid(f"{schedule} {one['uid']}"), "schedule_uid": uid(schedule)} for one in life()]


async def test_a_sandbox_of_a_record_that_is_only_read_can_be_played_in(tmp_path: Path) -> None:
    target = store_of(tmp_path / "desk.db", ["01_two_good_days.jsonl"], StoreKind.RECORD)
    async with app_on(target, read_only=True).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "1", "home", "down", "s")
        assert "the schedule of this event: Thu 26 Mar 2026 · " in shown(pilot.app)
        await press(pilot, "enter")
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, MovesScreen)
