"""Events and schedules named by the beginning of their uid, as the list of events shows it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.model.timeline import EVERYTHING, StoreKind
from tests.support.command_line import gridtrail
from tests.support.databases import DATABASES, new_target
from tests.support.entries import MINUTE, created, encoded, life, uid
from tui.cli.log.naming import case_beginning, event_beginning, event_named, schedule_beginning

TENNET = "1914b75a-a42e-4a37-baa4-df2b908236c0"
ALIKE = [f"abcd{number}000-0000-4000-8000-000000000000" for number in range(1, 8)]


@pytest.fixture(scope="module", params=DATABASES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store with a usual schedule, seven events whose uids begin alike, and ids that are no UUIDs."""
    others = [created((50 + place) * MINUTE, "other") | {"uid": one} for place, one in enumerate(ALIKE)]
    odd = [created(70 * MINUTE, f"odd {number}") | {"uid": f"EVT_%-{number}x*"} for number in (1, 2)]
    with new_target(request.param, tmp_path_factory.mktemp("naming")) as target:
        store = open_store(target, create=StoreKind.RECORD)
        store.append([encoded(one) for one in [*life(), *others, *odd]], origin="test")
        yield store
        store.close()


def test_every_event_is_named_by_its_uid_and_by_its_beginning(filled: Store) -> None:
    for row in filled.rows(EVERYTHING, 0, 100):
        if row.uid not in ALIKE:
            for text in (row.uid, row.uid[:8], row.uid[:9]):
                named = event_named(filled, text)
                assert named is not None
                assert named.row == row


def test_capitals_do_where_the_uid_has_small_letters(filled: Store) -> None:
    row = event_beginning(filled, ALIKE[2][:6].upper())
    assert row is not None
    assert row.uid == ALIKE[2]


@pytest.mark.parametrize(
    "text", ["", "abc", "abce", "abcd9", "EVT*", "abcd*", "evt_", "EVT__", "\udcff\udcff\udcff\udcff"]
)
def test_what_is_too_short_or_begins_nothing_names_nothing(filled: Store, text: str) -> None:
    assert event_named(filled, text) is None
    assert case_beginning(filled, text) is None


def test_of_several_the_first_few_are_listed_with_type_and_time(filled: Store) -> None:
    with pytest.raises(StoreError) as caught:
        event_named(filled, "abcd")
    said, *lines = str(caught.value).splitlines()
    assert said == "7 events are meant by 'abcd', name one with more of its uid:"
    assert [line.split()[0] for line in lines] == ALIKE[:5]
    assert lines[0].endswith("schedule.created")
    assert "2026-03-25 13:" in lines[0]


def test_a_schedule_is_named_by_the_beginning_of_its_uid_or_of_that_of_its_events(filled: Store) -> None:
    other = uid("other")
    assert schedule_beginning(filled, other[:8]) == other
    assert case_beginning(filled, other[:8]) == other
    assert case_beginning(filled, ALIKE[0][:5]) == other
    assert schedule_beginning(filled, "EVT_") is None
    with pytest.raises(StoreError, match="7 events are meant by 'abcd'"):
        case_beginning(filled, "abcd")


def test_of_several_schedules_the_day_and_tso_are_told(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "two.db"), create=StoreKind.RECORD)
    uids = [f"5c4ed{number}00-0000-4000-8000-000000000000" for number in (1, 2)]
    store.append([encoded(created(place, "x") | {"schedule_uid": one}) for place, one in enumerate(uids)], origin="t")
    with pytest.raises(StoreError) as caught:
        schedule_beginning(store, "5c4ed")
    store.close()
    assert str(caught.value).splitlines()[0] == "2 schedules are meant by '5c4ed', name one with more of its uid:"
    assert str(caught.value).splitlines()[1] == f"  {uids[0]}  2026-03-26  Amprion"


def newest(store: Path) -> tuple[str, str]:
    """Return the beginning of the uid of the newest event as the list shows it, and that uid."""
    shown = gridtrail("events", store, "--limit", 1).stdout.decode().split()[2]
    whole: str = json.loads(gridtrail("events", store, "--limit", 1, "--json").stdout)["uid"]
    assert whole.startswith(shown)
    assert len(shown) == 8
    return shown, whole


def test_what_the_list_shows_names_the_event_to_every_command(sample_store: Path) -> None:
    short, whole = newest(sample_store)
    for command in (
        ["show"],
        ["show", "--json"],
        ["diff", "--json"],
        ["prove"],
        ["report", "--at", "2026-11-01T00:00Z"],
    ):
        named, meant = (gridtrail(command[0], sample_store, one, *command[1:]) for one in (short, whole))
        assert meant.stdout, command
        assert (named.returncode, named.stdout) == (meant.returncode, meant.stdout), command
    as_of = gridtrail("tree", sample_store, "--at", short)
    assert as_of == gridtrail("tree", sample_store, "--at", whole)


def test_schedules_are_named_by_their_beginning(sample_store: Path) -> None:
    for command in (["diff", "--versions", 1, 2], ["reconcile"], ["report", "--at", "2026-11-01T00:00Z"]):
        named, meant = (gridtrail(command[0], sample_store, one, *command[1:]) for one in (TENNET[:6], TENNET))
        assert meant.stdout, command
        assert named == meant, command
    version = gridtrail("diff", sample_store, f"{TENNET[:6]}:2")
    assert version == gridtrail("diff", sample_store, f"{TENNET}:2")


def test_what_names_nothing_is_said(sample_store: Path) -> None:
    for command in ("show", "diff", "prove", "report", "reconcile"):
        result = gridtrail(command, sample_store, "zzzz")
        assert (result.returncode, result.stdout) == (2, b"")
        assert b"'zzzz'" in result.stderr, command
        assert b"None" not in result.stderr


def test_a_name_longer_than_any_path_is_that_of_nothing() -> None:
    for command in ("show", "prove", "report", "diff"):
        told = gridtrail(command, "x" * 300)
        assert (told.returncode, told.stdout) == (2, b"")
        assert b"Traceback" not in told.stderr


def test_a_schedule_whose_uid_begins_those_of_its_events_is_meant_by_it(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "log.db"), create=StoreKind.RECORD)
    uids = [f"desk-7-00{number}" for number in range(3)]
    entries = [
        created(number * MINUTE, "x") | {"uid": one, "schedule_uid": "desk-7"} for number, one in enumerate(uids)
    ]
    store.append([encoded(one) for one in entries], origin="test")
    told = gridtrail("diff", store.location, "desk-7")
    assert b"'desk-7' is a schedule: compare two of its versions" in told.stderr
    assert case_beginning(store, "desk-7-00") == "desk-7"
    store.close()
