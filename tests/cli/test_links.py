"""Links to a view: what they say is read back, what is secret is left out, a mistake has its place."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.database.opening import open_store
from store.model.timeline import EVERYTHING, Scope
from store.query.language.mistake import QueryError
from tests.support.command_line import gridtrail
from tests.support.screens import Typed, app_on, main_screen, press, settle, shown, store_of
from tui.cli.log.linking import wish_of
from tui.links import Link, link_in, link_text
from tui.presentation.branches import path_text
from tui.presentation.signs import UNICODE
from tui.remembered import store_key
from tui.screens.filtering import views
from tui.screens.filtering.filtering import Filtering
from tui.screens.filtering.views import SavedViews
from tui.view import Wish

DAY = date(2026, 3, 26)
SCOPES = [
    (None, None),
    (EVERYTHING, None),
    (Scope(day=DAY), DAY),
    (Scope(undated=True), None),
    (Scope(schedule_uid="s", version=3, series_uid="TS 4"), DAY),
    (Scope(schedule_uid="s"), None),
]


@given(
    st.text(st.characters(exclude_categories=["Cs"])), st.text(max_size=9, alphabet="ab-&=? é"), st.sampled_from(SCOPES)
)
def test_what_a_link_says_is_read_back(query: str, event: str, place: tuple[Scope | None, date | None]) -> None:
    link = Link("/data/demo store.db", query, event, *place)
    text = link_text(link)
    assert text.isascii()
    assert " " not in text
    assert link_in(text) == Link(store_key("/data/demo store.db"), query, event, *place)


def test_a_link_names_a_database_without_what_is_secret() -> None:
    text = link_text(Link("postgresql://anna:hunter2@host/db?sslmode=require&password=hunter2"))
    assert "hunter2" not in text
    assert link_in(text).store == "postgresql://anna@host/db?sslmode=require"


def test_a_link_names_a_database_also_where_its_user_has_odd_signs() -> None:
    text = link_text(Link("postgresql://us[er:secret@host/db?password=hid@den"))
    assert link_in(text).store == "postgresql://us[er@host/db"


def test_a_link_keeps_the_name_of_a_file_that_is_no_utf_8() -> None:
    name = os.fsdecode(b"/data/caf\xe9.db")
    assert link_in(link_text(Link(name, 'uid:"\udce9"'))) == Link(name, 'uid:"\udce9"')


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("gridtrail://open?store=a&querry=b", "querry", "'querry'"),
        ("gridtrail://open?store=a&day=tomorrow", "day=tomorrow", "no day"),
        ("gridtrail://open?store=a&day=none&schedule=s&version=v", "version=v", "no version"),
        ("gridtrail://open?query=b", "", "names no store"),
        ("gridtrail://close?store=a", "gridtrail://close?store=a", "no link"),
    ],
)
def test_what_is_wrong_with_a_link_has_its_place(text: str, place: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        link_in(text)
    assert text[caught.value.start : caught.value.end] == place


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_is_too_odd_to_be_told_from_a_link(text: str) -> None:
    for one in (text, f"gridtrail://open?{text}", f"gridtrail://open?store=a&{text}"):
        try:
            link_in(one)
        except QueryError as error:
            place = (error.start, error.end)
        else:
            continue
        assert 0 <= place[0] <= place[1] <= len(one)


@pytest.mark.parametrize(
    "arguments", [["gridtrail://open?store=a&querry=b"], ["--query", "typ:x"], ["open", "--query", "-typ:x"]]
)
def test_a_wrong_link_or_query_is_underlined_and_opens_nothing(arguments: list[str]) -> None:
    done = gridtrail(*arguments)
    assert done.returncode == 2
    assert b"^^^" in done.stderr
    assert b"did you mean" in done.stderr


async def test_a_link_opens_the_same_view_and_a_view_that_was_saved_is_in_the_palette(tmp_path: Path) -> None:
    target = store_of(tmp_path / "demo.db", ["01_two_good_days.jsonl", "02_rejected_and_resubmitted.jsonl"])
    state = tmp_path / "state.json"
    async with app_on(target, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await press(pilot, "slash", Typed("type:version.*"), "enter", "g", "j")
        assert screen.shown is not None
        uid, scope, listed = screen.shown.row.uid, screen.reader.scope, screen.timeline.total
        copy = screen.query_one(SavedViews).link(screen.shown)
        link = copy.text()
        await press(pilot, "y")
        assert "Link to this view" in shown(pilot.app)
        await press(pilot, "escape", "ctrl+p", Typed("save this"), "enter", Typed("Versions sent"), "enter")
        assert "the view 'Versions sent' is in the palette" in [one.message for one in pilot.app._notifications]
        await press(pilot, "ctrl+p")
        offered = [line for line in shown(pilot.app).splitlines() if "iew" in line]
        assert ["Save this view" in offered[0], "View: Versions sent" in offered[1]] == [True, True]
        await press(pilot, "escape", "X", "ctrl+p", Typed("view: vers"), "enter")
        assert screen.query_one(Filtering).filter.text == "type:version.*"
        await press(pilot, "ctrl+p", Typed("delete view"), "enter")
        assert "View: Versions sent" not in [one.title for one in screen.query_one(SavedViews).commands()]
        await press(pilot, "ctrl+p", Typed("bring back"), "enter", "q")
    wish = wish_of(link_in(link), None, None)
    async with app_on(target, wish=wish, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        assert screen.reader.scope == scope
        assert screen.timeline.total == listed
        assert screen.shown is not None
        assert screen.shown.row.uid == uid
        assert "View: Versions sent" in [one.title for one in screen.query_one(SavedViews).commands()]
    async with app_on(target, wish=Wish(uid=uid, query="type:schedule.*")).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert any("the filter leaves that event out: X" in one.message for one in pilot.app._notifications)


async def test_the_palette_says_what_a_view_is_filtered_by_and_in_which_branch(tmp_path: Path) -> None:
    target = store_of(tmp_path / "demo.db", ["01_two_good_days.jsonl"])
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await press(pilot, "1", "home", "down", "right", "down", "slash", Typed("type:version.*"), "enter")
        await press(pilot, "ctrl+p", Typed("save this"), "enter", Typed("sent"), "enter", "ctrl+p")
        about = f"type:version.*  in {path_text(screen.path, UNICODE)}"
        assert len(screen.path) == 2
        assert about in shown(pilot.app)
        await press(pilot, "escape", "X", "slash", Typed("is:active"), "enter", "ctrl+p", Typed("view: sent"), "enter")
        assert screen.query_one(Filtering).queries == ("is:active", "type:version.*")


async def test_one_view_too_many_takes_no_other_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_VIEWS", 1)
    target = store_of(tmp_path / "demo.db", ["01_two_good_days.jsonl"])
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        saved = main_screen(pilot).query_one(SavedViews)
        for text, name in (("type:version.*", "b"), ("is:late", "c"), ("is:active", "a")):
            main_screen(pilot).query_one(Filtering).apply(text)
            await settle(pilot)
            await press(pilot, "ctrl+p", Typed("save this"), "enter", Typed(name), "enter")
        assert [one.title for one in saved.commands() if one.title.startswith("View")] == ["View: b"]
        said = [one.message for one in pilot.app._notifications]
        assert said == ["no more than 1 views are kept: delete one in the palette first"]


async def test_a_view_opens_the_branch_it_was_saved_in_and_an_older_one_only_filters(tmp_path: Path) -> None:
    target = store_of(tmp_path / "demo.db", ["01_two_good_days.jsonl"])
    state = tmp_path / "state.json"
    async with app_on(target, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await press(pilot, "1", "home", "down")
        saved, listed = screen.reader.scope, screen.timeline.total
        await press(pilot, "ctrl+p", Typed("save this"), "enter", Typed("that day"), "enter")
        await press(pilot, "home", "slash", Typed("type:version.*"), "enter", "q")
    memory = json.loads(state.read_bytes())
    (remembered,) = memory["stores"].values()
    remembered["views"].append({"name": "older", "query": "is:active"})
    state.write_text(json.dumps(memory))
    async with app_on(target, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        assert screen.reader.scope == EVERYTHING
        await press(pilot, "ctrl+p", Typed("view: that"), "enter")
        assert (screen.reader.scope, screen.timeline.total) == (saved, listed)
        assert screen.query_one(Filtering).filter.text == ""
        await press(pilot, "H")
        assert (screen.reader.scope, screen.query_one(Filtering).filter.text) == (EVERYTHING, "type:version.*")
        assert screen.query_one(Filtering).queries == ("type:version.*",)
        await press(pilot, "L", "ctrl+p", Typed("view: older"), "enter")
        assert (screen.reader.scope, screen.query_one(Filtering).filter.text) == (saved, "is:active")


async def test_the_beginning_of_a_uid_opens_at_the_event(tmp_path: Path) -> None:
    target = store_of(tmp_path / "demo.db", ["01_two_good_days.jsonl"])
    store = open_store(target, read_only=True)
    (row, *_) = store.rows(EVERYTHING, 3, 1)
    store.close()
    async with app_on(target, wish=Wish(uid=row.uid[:8])).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert main_screen(pilot).timeline.selected == row
        assert not pilot.app._notifications
    async with app_on(target, wish=Wish(uid=row.uid[:3])).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        (notice,) = pilot.app._notifications
        assert notice.message.startswith("there is no event")


async def test_a_link_to_an_event_among_all_schedules_lists_them_all(tmp_path: Path) -> None:
    target = store_of(tmp_path / "demo.db", ["01_two_good_days.jsonl", "02_rejected_and_resubmitted.jsonl"])
    async with app_on(target).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await press(pilot, "escape", "slash", Typed("type:version.*"), "enter", "2", "g", "j")
        assert screen.reader.scope == EVERYTHING
        assert screen.shown is not None
        uid, listed = screen.shown.row.uid, screen.timeline.total
        link = screen.query_one(SavedViews).link(screen.shown).text()
    async with app_on(target, wish=wish_of(link_in(link), None, None)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        assert screen.reader.scope == EVERYTHING
        assert screen.timeline.total == listed
        assert screen.shown is not None
        assert screen.shown.row.uid == uid


@pytest.mark.parametrize("place", ["", "&day=all"])
async def test_a_link_to_an_event_that_is_not_there_says_so(tmp_path: Path, place: str) -> None:
    target = store_of(tmp_path / "demo.db", ["01_two_good_days.jsonl"])
    link = f"gridtrail://open?store={target}&query=type:version.*&event=nowhere{place}"
    async with app_on(target, wish=wish_of(link_in(link), None, None)).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        said = [one.message for one in pilot.app._notifications]
        assert said == ["there is no event 'nowhere' in demo.db"]
        assert main_screen(pilot).timeline.total
