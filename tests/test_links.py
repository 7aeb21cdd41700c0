"""Links to a view: what they say is read back, what is secret is left out, a mistake has its place."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.timeline import Scope
from store.query.mistake import QueryError
from tests.screens import Typed, app_on, main_screen, press, settle, shown, store_of
from tui.cli.linking import wish_of
from tui.links import Link, link_in, link_text
from tui.remembered import store_key
from tui.screens.filtering.filtering import Filtering
from tui.screens.filtering.views import SavedViews
from tui.view import Wish

DAY = date(2026, 3, 26)
SCOPES = [
    (None, None),
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
    done = subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-m", "tui.cli.main", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "^^^" in done.stderr
    assert "did you mean" in done.stderr


async def test_a_link_opens_the_same_view_and_a_view_that_was_saved_is_in_the_palette(tmp_path: Path) -> None:
    target = store_of(tmp_path / "demo.db", ["01_two_good_days.jsonl", "02_rejected_and_resubmitted.jsonl"])
    state = tmp_path / "state.json"
    async with app_on(target, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        await press(pilot, "slash", Typed("type:version.*"), "enter", "g", "j")
        assert screen.shown is not None
        uid, scope, listed = screen.shown.row.uid, screen.scope, screen.timeline.total
        copy = screen.query_one(SavedViews).link(screen.shown)
        link = copy.text()
        await press(pilot, "y")
        assert "Link to this view" in shown(pilot.app)
        await press(pilot, "escape", "ctrl+p", Typed("save this"), "enter", Typed("Versions sent"), "enter")
        assert "the view 'Versions sent' is in the palette" in [one.message for one in pilot.app._notifications]
        await press(pilot, "X", "ctrl+p", Typed("view: vers"), "enter")
        assert screen.query_one(Filtering).filter.text == "type:version.*"
        await press(pilot, "ctrl+p", Typed("delete view"), "enter")
        assert "View: Versions sent" not in [one.title for one in screen.query_one(SavedViews).commands()]
        await press(pilot, "ctrl+p", Typed("bring back"), "enter", "q")
    wish = wish_of(link_in(link), None, None)
    async with app_on(target, wish=wish, state_path=state).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        assert screen.scope == scope
        assert screen.timeline.total == listed
        assert screen.shown is not None
        assert screen.shown.row.uid == uid
        assert "View: Versions sent" in [one.title for one in screen.query_one(SavedViews).commands()]
    async with app_on(target, wish=Wish(uid=uid, query="type:schedule.*")).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert any("the filter leaves that event out: X" in one.message for one in pilot.app._notifications)
