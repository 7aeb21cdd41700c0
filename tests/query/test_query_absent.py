"""Values that no event has: an empty answer says which they are, and which may be meant."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.database.store import Store
from store.model.timeline import EVERYTHING, Moment
from store.query.absent import Absent
from store.query.language.fields import Field
from store.query.resolving import question
from tests.query.queries import CLOCK
from tests.query.query_stores import stored
from tests.support.command_line import gridtrail
from tests.support.databases import DATABASES
from tests.support.screens import Typed, app_on, main_screen, press, settle, shown, store_of
from tui.presentation.filtering.absent_text import absent_text
from tui.questions.filtering.absent import absent_from


@pytest.fixture(scope="module", params=DATABASES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with stored(request.param, tmp_path_factory.mktemp("absent")) as store:
        yield store


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox with some of the samples."""
    return store_of(tmp_path_factory.mktemp("samples") / "demo.db", ["02_rejected_and_resubmitted.jsonl"])


def absent(store: Store, text: str) -> tuple[Absent, ...]:
    """Return the values of a query that no event of a store has."""
    return absent_from(store, question(text, CLOCK))


@pytest.mark.parametrize(
    ("text", "field", "written", "meant"),
    [
        ("status:rejcted", Field.STATUS, "rejcted", "rejected"),
        ("status:REJECTD", Field.STATUS, "REJECTD", "rejected"),
        ("type:version.submited", Field.TYPE, "version.submited", "version.submitted"),
        ("type:versions.*", Field.TYPE, "versions.*", "version.*"),
        ("type:*submited", Field.TYPE, "*submited", ""),
        ("tso:ampron", Field.TSO, "ampron", "Amprion"),
        ("tso:ampri", Field.TSO, "ampri", "Amprion"),
        ("user:ana", Field.USER, "ana", "anna"),
    ],
)
def test_a_mistyped_value_has_the_nearest_that_occurs(
    filled: Store, text: str, field: Field, written: str, meant: str
) -> None:
    found = absent(filled, text)
    assert [(one.field, one.text) for one in found] == [(field, written)]
    assert (found[0].nearest or "").casefold() == meant.casefold()


@pytest.mark.parametrize("cased", [str.lower, str.upper])
def test_the_beginning_of_an_id_is_offered_with_a_star(filled: Store, cased: Callable[[str], str]) -> None:
    uid = filled.rows(EVERYTHING, 0, 1)[0].uid
    assert absent(filled, f"uid:{uid}") == ()
    (one,) = absent(filled, f"uid:{cased(uid[:8])}")
    assert (one.field, one.nearest) == (Field.UID, f"{uid[:8]}*")
    assert question(f"uid:{one.nearest}", CLOCK)


def test_what_a_type_begins_with_is_offered_with_a_star_and_what_holds_it_comes_first(filled: Store) -> None:
    for text in ("type:version", "type:Version"):
        (family,) = absent(filled, text)
        assert family.nearest == "version.*"
    (part,) = absent(filled, "type:rejected")
    assert (part.nearest, part.others[0]) == (None, "version.rejected")


def test_what_is_like_no_value_has_some_that_occur(filled: Store) -> None:
    (one,) = absent(filled, "reason:Z99")
    assert (one.nearest, len(one.others)) == (None, 5)
    known = [value.text for value in filled.known_values(Field.REASON)]
    assert one == Absent(Field.REASON, "Z99", None, tuple(known[:5]), len(known) - 5)
    assert absent_text(one).startswith(f"no event has reason Z99; there are {known[0]}, ")
    assert absent_text(one).endswith(f" and {len(known) - 5} more")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "status:rejected",
        "status:partly-confirmed",
        "status:weird*",
        "tso:TTG_DE",
        "market:germany",
        "level:none",
        "-status:rejcted",
        "uid:zzz",
        "party:zzz",
        "word",
        "delta:>1000",
    ],
)
def test_of_what_occurs_and_of_what_is_not_known_nothing_is_said(filled: Store, text: str) -> None:
    assert absent(filled, text) == ()


def test_only_the_values_that_no_event_has_are_named_and_not_too_many(filled: Store) -> None:
    assert [one.text for one in absent(filled, "status:rejcted,rejected tso:nobody")] == ["rejcted", "nobody"]
    assert [one.text for one in absent(filled, "reason:Z1,Z2,Z3,Z4")] == ["Z1", "Z2", "Z3"]


def test_of_a_store_as_of_a_moment_nothing_is_said(filled: Store) -> None:
    past = filled.as_of(Moment.of(filled.rows(EVERYTHING, 0, 1)[0]))
    assert absent_from(past, question("status:rejcted", CLOCK)) == ()


def test_a_single_other_value_is_one() -> None:
    assert absent_text(Absent(Field.TSO, "x", others=("Amprion",))) == "no event has tso x; there is Amprion"
    assert absent_text(Absent(Field.TSO, "x")) == "no event has tso x"


def test_what_is_said_can_do_nothing_to_a_terminal() -> None:
    said = absent_text(Absent(Field.STATUS, "a\x1b[2J", "b\x1b[2J"))
    assert said.isprintable()


def test_events_and_check_say_what_may_be_meant(samples: str) -> None:
    result = gridtrail("events", samples, "tso:tennet", "status:rejcted")
    assert (result.returncode, result.stdout) == (0, b"")
    assert result.stderr.decode().splitlines() == ["no event has status rejcted; did you mean rejected?"]
    newest = gridtrail("events", samples, "status:rejcted", "--limit", "3", "--json")
    assert newest.stderr == result.stderr
    checked = gridtrail("check", samples, "status:rejcted").stderr.decode().splitlines()
    assert checked == [
        "no event has status rejcted; did you mean rejected?",
        "0 schedules with 0 events: nothing found",
    ]


def test_where_something_answers_nothing_is_said(samples: str) -> None:
    assert gridtrail("events", samples, "status:rejected,rejcted").stderr == b""


async def test_the_empty_list_says_what_may_be_meant_wherever_one_stands(samples: str) -> None:
    async with app_on(samples).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", Typed("status:rejcted"))
        timeline = main_screen(pilot).timeline
        assert timeline.total == 0
        assert "No event has status rejcted; did you mean rejected?" in shown(timeline)
        await press(pilot, "enter", "slash", *["backspace"] * 5, Typed("ected"), "enter")
        assert "did you mean" not in shown(timeline)


async def test_the_empty_list_says_how_many_events_elsewhere_answer(sample_store: Path) -> None:
    async with app_on(str(sample_store)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        timeline = main_screen(pilot).timeline
        assert timeline.asked.scope != EVERYTHING
        await press(pilot, "slash", Typed("status:rejected"), "enter")
        assert timeline.total == 0
        assert "3 events elsewhere: choose All schedules in the tree" in shown(timeline)
        await press(pilot, "1", "home", "2")
        assert timeline.total == 3
        await press(pilot, "slash", "ctrl+u", Typed("status:rejcted"), "enter")
        assert "elsewhere" not in shown(timeline)
