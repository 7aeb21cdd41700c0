"""Any two sides in the change panes: what differs anyway is folded, two days meet by local time."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.diff.days.local_times import local_counterparts, renamed
from store.diff.versions.sides import Side, Sides
from store.model.market.delivery_day import quarter_hours, zone_of
from tests.panes.pane_app import Panes, rows, settle, title
from tests.support.pane_events import OWN, points, series, version
from tests.support.screens import shown as on_screen
from tui.presentation.panes.lines.change_lines import drawn
from tui.presentation.panes.pane_lines import Unfolded, text_of
from tui.presentation.panes.pane_rows import row_spans, unified_rows
from tui.presentation.signs import UNICODE
from tui.widgets.panes.change_panes import ChangePanes

DAY, AUTUMN, SPRING = date(2026, 3, 26), date(2026, 10, 25), date(2026, 3, 29)


def sides(before: object, after: object, *days: date) -> Sides:
    one, other = days or (DAY, DAY)
    return (
        Side("50Hertz v1", before, "version.submitted", one, "DE", OWN),
        Side("50Hertz v2", after, "version.submitted", other, "DE", OWN),
    )


def shown(subject: Sides, *opened: str, width: int = 110) -> list[str]:
    """Return the rows of two sides, with those lines open whose text holds one of the words."""
    one = drawn(subject, None, Unfolded(), width)
    unfolded = Unfolded()
    for line in one.lines:
        if line.fold and any(words in text_of(line.label) for words in opened):
            unfolded = unfolded.toggled(line)
    one = drawn(subject, one, unfolded, width)
    return [text_of(row_spans(row, width))[1:].rstrip() for row in unified_rows(one.lines, width)]


def sent(number: int, *all_series: dict[str, Any], **more: Any) -> dict[str, Any]:
    found = {**version(*all_series), "uid": f"version-{number}", "version": number, "created_ts": f"2026 {number}"}
    return {**found, **more}


def of_version(number: int, name: str, amounts: list[float]) -> dict[str, Any]:
    return {**series(name, amounts), "uid": f"{name} of v{number}"}


def test_what_differs_between_any_two_versions_is_folded_last_and_counted() -> None:
    found = shown(sides(sent(1, status="rejected"), sent(2, status="accepted")))
    assert found[0].split() == ["~", "status", "rejected", "→", "accepted"]
    assert found[1].split() == ["⋯", "3", "differ", "in", "bookkeeping:", "uid,", "version,", "created_ts"]
    assert "2026 1" not in "".join(found)
    opened = shown(sides(sent(1, status="rejected"), sent(2, status="accepted")), "bookkeeping")
    assert any("2026 1 → 2026 2" in row for row in opened)


def test_series_that_differ_in_their_uid_alone_are_bookkeeping_and_others_show_their_amounts() -> None:
    before = sent(1, *(of_version(1, name, [1.0, 2.0]) for name in ("TS-1", "TS-2", "TS-3")))
    after = sent(2, *(of_version(2, name, [1.0, 2.0 if name != "TS-2" else 2.5]) for name in ("TS-1", "TS-2", "TS-3")))
    found = shown(sides(before, after))
    told = [row.split() for row in found]
    assert told[0][:3] == ["▾", "series", "TS-2"]
    assert "+0.125 in 1 quarter-hour" in found[0]
    assert any(row[:2] == ["~", "00:15"] and row[-1] == "+0.500" for row in told)
    assert ["⋯", "1", "differs", "in", "bookkeeping:", "uid"] in told
    assert ["⋯", "2", "differ", "in", "bookkeeping:", "series", "TS-1,", "series", "TS-3"] in told
    stops = drawn(sides(before, after), None, Unfolded(), 110).stops
    assert len(stops) == 1


def test_of_an_event_bookkeeping_stays_in_sight() -> None:
    one = drawn(sides(sent(1), sent(2)), None, Unfolded(), 110)
    assert one.comparison.event is None
    assert not one.stops


def day_of(day: date, *amounts: float) -> dict[str, Any]:
    first = quarter_hours(day, zone_of("DE"))[0]
    found = series("TS-1", [])
    found["spec"]["data"] = points(list(amounts), first.strftime("%Y-%m-%dT%H:%M"))
    return found


def test_a_series_on_two_days_meets_by_local_time() -> None:
    found = shown(sides(day_of(DAY, 1.0, 2.0, 3.0), day_of(SPRING, 1.0, 2.5, 3.0), DAY, SPRING))
    told = [row.split() for row in found]
    assert ["~", "00:15", "2.000", "MW", "│", "2.500", "MW", "+0.500"] in told
    assert not any(row[:1] in (["+"], ["-"]) for row in told)


def test_the_hour_that_one_day_has_twice_has_no_counterpart_the_second_time() -> None:
    before, after = day_of(DAY, *[1.0] * 96), day_of(AUTUMN, *[1.0] * 100)
    found = [row.split() for row in shown(sides(before, after, DAY, AUTUMN))]
    assert [row[2] for row in found if row[:1] == ["+"]] == ["02:00B–03:00"]


_DAYS = st.sampled_from([DAY, AUTUMN, SPRING, date(2026, 7, 1)])


@given(_DAYS, _DAYS)
def test_every_counterpart_is_the_same_local_time_and_none_is_met_twice(one: date, other: date) -> None:
    zone = zone_of("DE")
    sizes = [len(quarter_hours(day, zone)) for day in (one, other)]
    before, after = sides(day_of(one, *[1.0] * sizes[0]), day_of(other, *[1.0] * sizes[1]), one, other)
    times = local_counterparts(before, after)
    assert len(times) == (0 if one == other else min(sizes))
    assert len(set(times.values())) == len(times)
    for old, new in times.items():
        clocks = [datetime.fromisoformat(text).astimezone(zone) for text in (old, new)]
        assert [at.date() for at in clocks] == [one, other]
        assert clocks[0].time() == clocks[1].time()


def test_what_a_side_holds_of_another_day_has_no_counterpart() -> None:
    before, after = sides(day_of(DAY, *[1.0] * 192), day_of(AUTUMN, *[1.0] * 192), DAY, AUTUMN)
    for one, other, day in ((before, after, DAY), (after, before, AUTUMN)):
        times = local_counterparts(one, other)
        assert len(times) == len(set(times.values())) == 96
        assert {datetime.fromisoformat(text).astimezone(zone_of("DE")).date() for text in times} == {day}


def test_renaming_leaves_everything_else_and_the_state_itself_alone() -> None:
    state = {"a": [{"ts": "x", "amount": 1}, "ts"], "ts": 5, "b": None}
    assert renamed(state, {"x": "y"}) == {"a": [{"ts": "y", "amount": 1}, "ts"], "ts": 5, "b": None}
    assert state["a"] == [{"ts": "x", "amount": 1}, "ts"]


@pytest.mark.parametrize(
    ("width", "words"), [(120, ["50Hertz v1 ─", "50Hertz v2 ──"]), (70, ["50Hertz v1 → 50Hertz v2"])]
)
async def test_the_panes_name_both_sides_and_seek_a_series(width: int, words: list[str]) -> None:
    both = sides(
        sent(1, *(of_version(1, name, [1.0]) for name in ("TS-1", "TS-2"))),
        sent(2, *(of_version(2, name, [2.0]) for name in ("TS-1", "TS-2"))),
    )
    app = Panes(None, UNICODE)
    async with app.run_test(size=(width, 20)) as pilot:
        panes = app.query_one(ChangePanes)
        panes.seek("TS-2")
        panes.sides = both
        await settle(pilot)
        assert all(one in title(panes) for one in words)
        assert "2 changes" in title(panes)
        assert "TS-2" in next(row for row in rows(panes) if row.startswith("▌"))


async def test_hostile_titles_and_values_are_inert() -> None:
    before, after = sides({"a": "[red]\x1b[31m"}, {"a": "[/b] \u202ex"})
    hostile = (Side("[bold]\x1b]0;x\x07\u202eA" * 5, before.state), Side("[/b] B\n", after.state))
    app = Panes(None, UNICODE)
    async with app.run_test(size=(100, 20)) as pilot:
        app.query_one(ChangePanes).sides = hostile
        await settle(pilot)
        text = on_screen(app)
        assert "[bold]" in text
        assert "\x1b" not in text
        assert "\u202e" not in text
