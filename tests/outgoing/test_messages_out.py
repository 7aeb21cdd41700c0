"""A recorded conversation is written as message files that import back to the same tree."""

import json
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.exchange.importing import Import
from store.exchange.messages.reading import message as read_message
from store.exchange.outgoing.writing import MessagesWritten, Syntax, write_messages
from store.exchange.rejects import Rejected
from store.exchange.samples import samples_path
from store.lifecycle.scenarios import SCENARIOS
from store.model.status import Status
from store.model.timeline import StoreKind
from tests.outgoing.outgoing_conversation import OURS, SYNTAXES, Conversation, played, with_every_answer
from tests.support.entries import encoded

LOGS = sorted(samples_path().glob("0[1-7]_*.jsonl"))
UNTOLD_AMOUNTS = "59a3d853-1f09-40ad-9959-e3960bbbd760"
"""The request of the one confirmation in these logs that cannot be written: its imposed amounts are not in the log."""


def imported(store: Store, folder: Path) -> int:
    """Import all files of a folder; return how many messages they were."""
    rejected: list[Rejected] = []
    result = Import(store, reject=rejected.append).run([str(folder)])
    assert rejected == []
    return result.messages


def tree(store: Store) -> dict[object, object]:
    """Return what the operator sees of each schedule that was sent: statuses, reasons, series and their energy."""
    found: dict[object, object] = {}
    for day in store.days():
        for one in store.schedules(day.day):
            versions = [
                (
                    *(version.number, version.status, version.is_active, version.superseded),
                    *(version.anomaly_open, version.reason_codes),
                    sorted(
                        (str(s.time_series_uid), s.status, s.energy_mwh) for s in store.series(one.uid, version.number)
                    ),
                )
                for version in store.versions(one.uid)
            ]
            if versions:
                key = (one.day, one.tso, one.party)
                assert key not in found
                found[key] = (one.status, one.latest_version, one.active_version, one.anomaly_open, versions)
    return found


def told_and_written(
    new_store: Callable[[], Store], contents: Iterable[bytes], folder: Path, syntax: Syntax
) -> tuple[MessagesWritten, dict[object, object], dict[object, object]]:
    """Return what was written, the tree of the entries, and that of the files imported into an empty store."""
    entries = list(contents)
    folder = folder / "messages"
    back = new_store()
    written = write_messages(entries, folder, syntax)
    assert imported(back, folder) == written.written == len(list(folder.iterdir()))
    # a record takes nothing that is simulated
    with closing(open_store(str(folder.with_name("told.db")), create=StoreKind.SANDBOX)) as told:
        told.append(entries, origin="test")
        return written, tree(told), tree(back)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_sample_logs_import_back_to_the_same_tree(
    new_store: Callable[[], Store], tmp_path: Path, syntax: Syntax
) -> None:
    contents = [line for path in LOGS for line in path.read_bytes().splitlines()]
    writable = [one for one in contents if UNTOLD_AMOUNTS.encode() not in one]
    assert len(contents) - len(writable) == 4
    written, told, back = told_and_written(new_store, writable, tmp_path, syntax)
    assert (written.written, written.skipped) == (46, ())
    assert len(told) == 10
    assert told == back


@pytest.mark.parametrize("log", ["08_older_words.json", "09_model_page_words.jsonl"])
def test_other_words_import_back_to_the_same_tree_but_for_the_day_without_amounts(
    new_store: Callable[[], Store], tmp_path: Path, log: str
) -> None:
    text = (samples_path() / log).read_bytes()
    contents = [encoded(one) for one in json.loads(text)] if log.endswith(".json") else text.splitlines()
    written, told, back = told_and_written(new_store, contents, tmp_path, "cim")
    assert written.skipped[0].reason == "the log does not hold the amounts of TS-001 in version 1"
    without_amounts = max(told, key=str)
    assert told.keys() == back.keys()
    assert [key for key in told if told[key] != back[key]] == [without_amounts]


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    ("day", "code", "party"),
    [
        (date(2026, 3, 26), "DE-AMPRION-TSO", OURS),
        (date(2026, 3, 29), "TTG_DE", OURS),
        (date(2026, 10, 25), "50HERTZ_DE_TSO", OURS),
        (date(2026, 3, 26), "TENNET_TSO", "49XPOLDERSTROOM7"),
    ],
    ids=["a day", "spring", "autumn", "the Netherlands"],
)
def test_every_answer_imports_back_to_the_same_tree(
    new_store: Callable[[], Store], tmp_path: Path, syntax: Syntax, day: date, code: str, party: str
) -> None:
    made = with_every_answer(day, code, party)
    written, told, back = told_and_written(new_store, made.contents, tmp_path, syntax)
    assert (written.written, written.skipped) == (12, ())
    (shown,) = told.values()
    assert told == back
    assert "imposed" in str(shown)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_refusing_confirmation_imports_back_to_the_same_tree(
    new_store: Callable[[], Store], tmp_path: Path, syntax: Syntax
) -> None:
    made = Conversation()
    made.submit()
    made.acknowledge("A01")
    made.confirm("rejected", "A08")
    _, told, back = told_and_written(new_store, made.contents, tmp_path, syntax)
    assert told == back
    assert f"{Status.REJECTED!r}" in str(back)


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("name", [one.name for one in SCENARIOS])
def test_every_scenario_imports_back_to_the_same_tree(
    new_store: Callable[[], Store], tmp_path: Path, syntax: Syntax, name: str
) -> None:
    # importing more than a hundred versions takes seconds
    written, told, back = told_and_written(new_store, played(name)[:60], tmp_path, syntax)
    assert written.skipped == ()
    assert told == back != {}


@pytest.mark.slow
def test_a_whole_storm_imports_back_to_the_same_tree(new_store: Callable[[], Store], tmp_path: Path) -> None:
    contents = played("intraday-storm")
    assert len(contents) > 200
    written, told, back = told_and_written(new_store, contents, tmp_path, "cim")
    assert written.skipped == ()
    assert told == back != {}


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("clock-change", date(2026, 3, 29), "50HERTZ_DE_TSO"),
        ("clock-change", date(2026, 10, 25), "TTG_DE"),
        ("imposed-by-exchange", date(2026, 3, 26), "TENNET_TSO"),
    ],
)
def test_scenarios_of_other_days_and_operators_import_back_to_the_same_tree(
    new_store: Callable[[], Store], tmp_path: Path, syntax: Syntax, name: str, day: date, code: str
) -> None:
    written, told, back = told_and_written(new_store, played(name, day, code), tmp_path, syntax)
    assert written.skipped == ()
    assert told == back != {}


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_entries_made_of_messages_are_written_as_the_same_messages(
    store: Store, tmp_path: Path, syntax: Syntax
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write_messages(with_every_answer().contents, first, syntax)
    imported(store, first)
    assert write_messages(store.contents(), second, syntax) == MessagesWritten(12, 0, ())
    for path in first.iterdir():
        assert (second / path.name).read_bytes() == path.read_bytes()


def test_writing_again_finds_the_files_there_and_changes_none(tmp_path: Path) -> None:
    contents = with_every_answer().contents
    folder = tmp_path / "new" / "messages"
    assert write_messages(contents, folder, "ess") == MessagesWritten(12, 0, ())
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    newest_first = sorted(contents, key=lambda content: str(json.loads(content)["created_ts"]), reverse=True)
    assert write_messages(newest_first, folder, "ess") == MessagesWritten(0, 12, ())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_another_file_of_the_same_name_is_not_written_over(tmp_path: Path) -> None:
    contents = with_every_answer().contents
    write_messages(contents, tmp_path, "ess")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(StoreError, match="another file of this name is there; choose an empty folder"):
        write_messages(contents, tmp_path, "cim")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="cannot make the folder"):
        write_messages([], tmp_path / "file" / "messages", "cim")


def test_an_answer_without_its_codes_still_says_what_it_decides(new_store: Callable[[], Store], tmp_path: Path) -> None:
    made = Conversation()
    made.submit()
    made.acknowledge()
    made.confirm("accepted")
    for one in made.entries:
        one["data"]["metadata"].pop("message", None)
    _, told, back = told_and_written(new_store, made.contents, tmp_path, "cim")
    assert [str(shown).count(repr(Status.CONFIRMED)) for shown in (told, back)] == [2, 2]
    codes = [
        reason.code
        for path in sorted((tmp_path / "messages").iterdir())
        for reason in read_message(path.read_bytes()).reasons
    ]
    assert codes == ["A01", "A06"]
