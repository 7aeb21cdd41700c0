"""Searching within the change panes: what is a hit, how hits are marked and walked, and how the search ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from tests.diff.test_diff_laws import LAW
from tests.panes.pane_app import cursor_row, pane, settle, shown, title
from tests.panes.test_change_lines import ANY_TEXT, JSON
from tests.support.pane_events import drawing, event, series, version
from tui.presentation.panes.lines.change_lines import drawn, every_line
from tui.presentation.panes.pane_lines import Extent, Look, Span, Unfolded, text_of
from tui.presentation.panes.pane_search import MOST_HITS, Found, found_in, pattern, search_note, with_hits
from tui.presentation.signs import ASCII
from tui.widgets.panes.pane_pair import LARGE_BYTES

BEFORE = version(series("TS-1", [1.0]), series("TS-2", [2.0]), status="submitted", note="x")
CHANGE = event(BEFORE, {**BEFORE, "status": "rejected", "note": "see ts-2"})


def found(one: object, words: str, extent: Extent = Extent.CHANGES) -> Found:
    """Return what is found in an event with a value that did not change."""
    comparison = drawing(event({"x": 0, "a": one}, {"x": 1, "a": one})).comparison
    return found_in(every_line(comparison, Unfolded(extent, searched=True), 100, 48), words, None)


@pytest.mark.parametrize("extent", Extent)
@pytest.mark.parametrize(
    ("one", "words", "count"),
    [
        ("Straße", "STRASSE", 0),
        ("Straße", "sTRAßE", 1),
        ({"Some Key": 1}, "key", 1),
        ([1.5, 1.5, 2], "1.5", 2),
        ({"b": {"c": {"d": "deep"}}}, "deep", 1),
        (list(range(1000)), "[999]", 1),
        ("first line\nline two\nlast", "line", 2),
        ("z" * 300 + "needle", "needle", 1),
        ("(.*)", ".*", 1),
        ({"unchanged": 7}, "unchanged", 1),
        ([{"in_party": "11XALPHA"}], "11xalpha", 1),
    ],
)
def test_labels_and_values_are_searched_wherever_they_are_folded(
    one: object, words: str, count: int, extent: Extent
) -> None:
    answer = found(one, words, extent)
    assert (len(answer.hits), answer.whole) == (count, True)


def test_what_is_cut_off_is_searched_and_opens() -> None:
    one = event({"a": "x" * 70 + " old"}, {"a": "x" * 70 + " and new at its end"})
    comparison = drawing(one).comparison
    (hit,) = found_in(every_line(comparison, Unfolded(searched=True), 100, 48), "its end", None).hits
    assert not any(line.fold for line in drawn(one, None, Unfolded(), 100, 48).lines if line.change)
    shown = drawn(one, None, Unfolded().with_open(hit.folds), 100, 48)
    assert next(text_of(line.after or ()) for line in shown.lines if line.key == hit.key).endswith("its end")


def test_the_first_hit_is_the_first_one_from_the_cursor_on() -> None:
    shown_ = drawing(CHANGE)
    start = next(line.key for line in shown_.lines if "note" in text_of(line.label))
    lines = list(every_line(shown_.comparison, Unfolded(searched=True), 100, 48))
    hits = found_in(lines, "ts-2", None)
    assert hits.first == 0
    after = found_in(lines, "status", start)
    assert after.hits[after.first].key != after.hits[0].key


def test_more_hits_than_anybody_walks_are_not_looked_for_and_it_says_so() -> None:
    answer = found(["x"] * (MOST_HITS + 5), "x")
    assert (len(answer.hits), answer.whole) == (MOST_HITS, False)
    assert search_note(answer, 2) == "/x 3/≥1 000 · n/N · esc"


def test_a_search_that_is_not_wanted_any_more_stops() -> None:
    lines = list(every_line(drawing(event(None, list(range(900)))).comparison, Unfolded(searched=True), 100, 48))
    assert not found_in(lines, "899", None, lambda: False).hits


@LAW
@given(JSON, JSON, ANY_TEXT.filter(bool), st.sampled_from(Extent))
def test_every_hit_is_a_line_once_its_folds_are_open(before: object, after: object, words: str, extent: Extent) -> None:
    one = event({"a": before, "b": list(range(450))}, {"a": after, "b": [*range(449), "x"]})
    folded = drawn(one, None, Unfolded(extent), 100, 48)
    searched = list(every_line(folded.comparison, Unfolded(extent, searched=True), 100, 48))
    for needle in (words, "4", "a"):
        answer = found_in(searched, needle, None)
        for hit in answer.hits[:: max(1, len(answer.hits) // 3)]:
            lines = drawn(one, folded, Unfolded(extent).with_open(hit.folds), 100, 48).lines
            assert hit.key in {line.key for line in lines}


@given(st.lists(st.builds(Span, st.text("abAB", max_size=5), st.sampled_from(Look))), st.text("ab", min_size=1))
def test_marking_hits_changes_no_text_and_marks_all_of_them(spans: list[Span], words: str) -> None:
    marked = with_hits(tuple(spans), pattern(words))
    text = text_of(spans)
    assert text_of(marked) == text
    if Look.HIT not in {span.look for span in spans}:
        cells = [span.look is Look.HIT for span in marked for _ in span.text]
        inside = {place for match in pattern(words).finditer(text) for place in range(*match.span())}
        assert cells == [place in inside for place in range(len(text))]


async def test_hits_are_walked_by_n_and_their_folds_open() -> None:
    async with shown(CHANGE, height=30) as (pilot, panes):
        await pilot.press("slash", *"ts", "minus", "2", "enter")
        await settle(pilot)
        seen = []
        for _ in range(5):
            seen.append((str(pane(panes).border_subtitle).split()[1], cursor_row(panes)[5:45].split()[0]))
            await pilot.press("n")
        assert seen == [("1/4", "note"), ("2/4", "▸"), ("3/4", "uid"), ("4/4", "time_series_uid"), ("1/4", "note")]
        await pilot.press("N", "N")
        assert "time_series_uid  TS-2" in cursor_row(panes)


async def test_hits_are_marked_by_more_than_a_colour() -> None:
    async with shown(CHANGE) as (pilot, panes):
        await pilot.press("slash", *"rejec", "enter")
        strip = pane(panes).render_line(0)
        assert [one.text for one in strip if one.style and one.style.reverse] == ["rejec"]
        await pilot.press("escape")
        assert not any(one.style and one.style.reverse for one in pane(panes).render_line(0))


async def test_while_hits_are_walked_the_title_does_not_offer_n_for_changes() -> None:
    async with shown(CHANGE) as (pilot, panes):
        assert title(panes).endswith("n/N")
        await pilot.press("slash", *"note", "enter")
        assert not title(panes).endswith("n/N")
        await pilot.press("escape", "n")
        assert title(panes).endswith("n/N")


async def test_escape_leaves_the_line_then_nothing_is_searched_for() -> None:
    async with shown(CHANGE) as (pilot, panes):
        await pilot.press("slash", *"nx")
        assert panes.query_one(Input).value == "nx"
        assert panes.query_one(Input).has_focus
        await pilot.press("escape")
        assert pilot.app.focused is panes
        assert not panes.search_line.display
        assert panes.check_action("search", (False,)) is False


async def test_what_is_not_found_is_said_and_n_can_do_nothing() -> None:
    async with shown(CHANGE) as (pilot, panes):
        await pilot.press("slash", *"zzz", "enter")
        assert str(pane(panes).border_subtitle) == "/zzz not found · esc"
        assert panes.check_action("stop", (1,)) is None


async def test_no_words_end_the_search() -> None:
    async with shown(CHANGE) as (pilot, panes):
        await pilot.press("slash", *"note", "enter")
        assert str(pane(panes).border_subtitle) == "/note 1/1 · n/N · esc"
        await pilot.press("slash", "backspace", "delete", "enter")
        await settle(pilot)
        assert panes.search_line.found is None
        assert str(pane(panes).border_subtitle) == ""


async def test_another_event_ends_the_search_and_x_searches_again() -> None:
    async with shown(CHANGE) as (pilot, panes):
        await pilot.press("slash", *"note", "enter", "x")
        await settle(pilot)
        assert str(pane(panes).border_subtitle) == "/note 1/1 · n/N · esc"
        panes.event = event({"note": 1}, {"note": 2})
        await settle(pilot)
        assert panes.search_line.found is None


async def test_a_large_event_is_searched_too() -> None:
    large = event({"text": "x" * LARGE_BYTES, "a": ["needle"]}, {"text": "x" * LARGE_BYTES, "a": ["needle"], "b": 1})
    async with shown(large) as (pilot, panes):
        await settle(pilot)
        await pilot.press("slash", *"needle", "enter")
        for _ in range(3):
            await settle(pilot)
        assert "needle" in cursor_row(panes)


async def test_the_count_can_be_ascii() -> None:
    async with shown(CHANGE, signs=ASCII) as (pilot, panes):
        await pilot.press("slash", *"note", "enter")
        assert str(pane(panes).border_subtitle).isascii()
