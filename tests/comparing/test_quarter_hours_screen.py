"""The quarter-hours of an event on the real application, driven by keys."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store.database.opening import open_store
from store.diff.changes import MISSING
from store.diff.days.day_comparison import DayComparison
from store.errors import StoreError
from store.model.timeline import EVERYTHING
from tests.comparing.compared_days import compared, laid_out
from tests.support.beside import REAL, needs_real
from tests.support.pane_events import event, points, series, version
from tests.support.screens import app_on, press, settle, shown, store_of
from tui.app import GridtrailApp
from tui.presentation.signs import UNICODE
from tui.questions.differences.event_comparison import event_comparison, why_no_quarter_hours
from tui.screens.differences.quarter_hours import QuarterHoursScreen
from tui.settings import Settings


def changed(before: object, after: object, uid: str = "changed") -> dict[str, object]:
    """Return an entry of a log."""
    known = {"uid": uid, "type": "version.status_changed", "created_ts": "2026-03-25T12:00:00.000Z"}
    return {**known, "schedule_uid": "s", "data": {"before": before, "after": after}}


def logged(path: Path, *entries: object) -> str:
    """Make a store that holds entries."""
    source = path / "log.jsonl"
    source.write_text("\n".join(json.dumps(entry) for entry in entries), encoding="utf-8")
    return store_of(path / "log.db", [str(source)])


def uids(target: str, event_type: str) -> list[str]:
    """Return the events of a type, oldest first."""
    store = open_store(target)
    found = [row.uid for row in store.rows(EVERYTHING, 0, 500) if row.type == event_type]
    store.close()
    return found


@asynccontextmanager
async def opened(
    target: str, uid: str, size: tuple[int, int] = (120, 36), *, ascii_only: bool = False
) -> AsyncIterator[Pilot[None]]:
    """Open the quarter-hours of an event."""
    app: GridtrailApp = app_on(target, event_uid=uid, settings=Settings(ascii=ascii_only))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "d")
        yield pilot


def quarters(pilot: Pilot[None]) -> QuarterHoursScreen:
    screen = pilot.app.screen
    assert isinstance(screen, QuarterHoursScreen)
    return screen


def reading(pilot: Pilot[None]) -> str:
    return shown(quarters(pilot).query_one("#reading")).strip()


TWO = (
    version(series("TS-1", [5.0] * 96), series("TS-2", [8.0] * 96), series("TS-3", [1.0] * 96)),
    version(
        series("TS-1", [5.0] * 32 + [10.0] * 32 + [5.0] * 32),
        series("TS-2", [8.0] * 95 + [7.5]),
        series("TS-3", [1.0] * 96),
    ),
)


@pytest.fixture
def two(tmp_path: Path) -> str:
    """Give a store with one event that changes two of three series."""
    return logged(tmp_path, changed(*TWO))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_strip_chart_and_table_show_where_and_how_much(two: str, size: tuple[int, int]) -> None:
    async with opened(two, "changed", size) as pilot:
        text = shown(pilot.app)
        assert "~ TS-1" in text
        assert "~ TS-2" in text
        assert "TS-3" not in text
        assert "33–64    08:00–16:00    32 ×           5.000 →          10.000     +5.000" in text
        assert "32 of 96" in text
        assert "Δ +40.000 MWh" in text
        assert reading(pilot) == "08:00–08:15 #33 · before 5.000 MW · after 10.000 MW · Δ +5.000 MW"


async def test_the_cursor_moves_through_chart_and_table_together(two: str) -> None:
    async with opened(two, "changed") as pilot:
        await press(pilot, "left")
        assert reading(pilot).startswith("07:45–08:00 #32")
        await press(pilot, "l", "l")
        assert reading(pilot).startswith("08:15–08:30 #34")
        await press(pilot, "end")
        assert reading(pilot).startswith("23:45–24:00 #96")
        await press(pilot, "home")
        assert reading(pilot).startswith("00:00–00:15 #1 ")
        await press(pilot, "tab", "j")
        assert reading(pilot).startswith("08:00–08:15 #33")


async def test_n_goes_to_the_next_difference_also_of_the_next_series(two: str) -> None:
    async with opened(two, "changed") as pilot:
        await press(pilot, "n")
        assert reading(pilot) == "23:45–24:00 #96 · before 8.000 MW · after 7.500 MW · Δ −0.500 MW"
        await press(pilot, "n")
        assert [notice.message for notice in pilot.app._notifications] == ["no further difference"]
        await press(pilot, "N")
        assert reading(pilot).startswith("08:00–08:15 #33")


async def test_unchanged_series_come_and_go_and_are_counted(two: str) -> None:
    async with opened(two, "changed") as pilot:
        assert "1 unchanged, x" in shown(pilot.app)
        await press(pilot, "x")
        assert "TS-3" in shown(pilot.app)
        await press(pilot, "G")
        assert "96 quarter-hours, unchanged" in shown(pilot.app)
        await press(pilot, "x")
        assert "TS-3" not in shown(pilot.app)


async def test_folds_open_and_close(two: str) -> None:
    async with opened(two, "changed") as pilot:
        await press(pilot, "tab", "enter")
        assert "08:15                         5.000 →          10.000" in shown(pilot.app)
        await press(pilot, "enter")
        assert "08:15                         5.000" not in shown(pilot.app)


async def test_escape_goes_back_and_the_copy_menu_offers_the_table(two: str) -> None:
    async with opened(two, "changed") as pilot:
        await press(pilot, "y")
        assert "Table as Markdown" in shown(pilot.app)
        await press(pilot, "escape", "escape")
        assert not isinstance(pilot.app.screen, QuarterHoursScreen)


@pytest.mark.parametrize(
    ("source", "labels"),
    [("06_clock_change_spring.jsonl", ["01:45", "03:00"]), ("07_clock_change_autumn.jsonl", ["02:00A", "02:00B"])],
)
async def test_days_on_which_the_clocks_change_are_read_by_local_time(
    tmp_path: Path, source: str, labels: Sequence[str]
) -> None:
    target = store_of(tmp_path / "clock.db", [source])
    async with opened(target, uids(target, "version.submitted")[0]) as pilot:
        await press(pilot, *["l"] * (7 if "spring" in source else 8))
        assert reading(pilot).startswith(labels[0])
        await press(pilot, *["l"] * (1 if "spring" in source else 4))
        assert reading(pilot).startswith(labels[1])


async def test_a_submission_shows_what_was_sent(tmp_path: Path) -> None:
    target = logged(tmp_path, {**changed(None, TWO[1]), "type": "version.submitted"})
    async with opened(target, "changed") as pilot:
        assert "only after · 96 quarter-hours · Σ 160.000 MWh" in shown(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_before_a_first_version_there_is_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    target = store_of(tmp_path / "first.db", ["07_clock_change_autumn.jsonl"])
    async with opened(target, uids(target, "version.submitted")[0], size) as pilot:
        text = shown(pilot.app)
        assert reading(pilot) == "00:00–00:15 #1 · 1.964 MW · first version, nothing before it"
        assert "first version, nothing before it · 100 quarter-hours · Σ 107.628 MWh" in text
        assert "no difference" not in text
        assert "series changed" not in text


async def test_of_a_later_version_whose_predecessor_is_not_in_the_log_only_what_was_sent_is_shown(
    tmp_path: Path,
) -> None:
    sent = {**changed(TWO[1], TWO[1]), "type": "version.submitted", "version": 2}
    target = logged(tmp_path, sent)
    async with opened(target, "changed") as pilot:
        assert "only after · 96 quarter-hours · Σ 160.000 MWh" in shown(pilot.app)
        assert "first version" not in shown(pilot.app)


async def test_a_submission_of_a_later_version_is_laid_beside_the_version_before(tmp_path: Path) -> None:
    target = store_of(tmp_path / "again.db", ["02_rejected_and_resubmitted.jsonl"])
    first, second = uids(target, "version.submitted")
    async with opened(target, second) as pilot:
        title = shown(pilot.app).splitlines()[0]
        assert "v1 → v2" in title
        assert "0 of" not in title
    async with opened(target, first) as pilot:
        assert "v1 →" not in shown(pilot.app).splitlines()[0]


async def test_in_ascii_every_sign_is_ascii(two: str) -> None:
    async with opened(two, "changed", ascii_only=True) as pilot:
        assert [sign for sign in shown(pilot.app) if not sign.isascii()] == []


@needs_real
async def test_the_four_differing_quarter_hours_of_the_real_anomaly_report_stand_out(tmp_path: Path) -> None:
    (path,) = REAL.glob("cim/*_ANO_*.xml")
    target = store_of(tmp_path / "real.db", [str(path)])
    async with opened(target, uids(target, "anomaly.received")[0]) as pilot:
        text = shown(pilot.app)
        assert "ours → theirs" in text
        assert "4 of 96 quarter-hours differ" in text
        (row,) = [line for line in text.split("\n") if line.startswith("▌~")]
        assert sum(row.count(sign) for sign in "▁▄▲▔▀▼") == 4


async def test_text_of_the_log_is_inert(tmp_path: Path) -> None:
    before, after = version(series("[/b] \x1b[31m", [1.0])), version(series("[/b] \x1b[31m", [2.0]))
    async with opened(logged(tmp_path, changed(before, after)), "changed") as pilot:
        assert "[/b] ␛[31m" in shown(pilot.app)


async def test_an_error_of_the_store_is_said(two: str) -> None:
    def question() -> DayComparison:
        raise StoreError("cannot be read: [/b]")

    async with opened(two, "changed") as pilot:
        await pilot.app.push_screen(QuarterHoursScreen(question, "Amprion", UNICODE))
        await settle(pilot)
        assert "cannot be read: [/b]" in shown(pilot.app)
        assert quarters(pilot).why_not("move") == "there is no series"


async def test_where_there_is_no_series_the_screen_says_so(two: str) -> None:
    async with opened(two, "changed") as pilot:
        await pilot.app.push_screen(QuarterHoursScreen(laid_out().comparison, "Amprion", UNICODE))
        await settle(pilot)
        assert "No series to compare" in shown(pilot.app)
        await press(pilot, "n", "l", "x", "tab", "y")
        assert isinstance(pilot.app.screen, QuarterHoursScreen)


async def test_fifty_series_of_a_hundred_quarter_hours_scroll_with_the_selection(two: str) -> None:
    many = [compared([1.0] * 96, [float(number)] * 96, name=f"many-{number}") for number in range(2, 52)]
    async with opened(two, "changed") as pilot:
        await pilot.app.push_screen(QuarterHoursScreen(laid_out(*many).comparison, "fifty", UNICODE))
        await settle(pilot)
        await press(pilot, "G")
        assert "▌~ many-51" in shown(pilot.app)
        await press(pilot, "pageup", "k")
        assert "▌~ many-51" not in shown(pilot.app)


def test_an_event_that_changes_no_amounts_says_so() -> None:
    same = version(series("TS-1", [1.0] * 4))
    assert why_no_quarter_hours(None) == "no event is selected"
    assert why_no_quarter_hours(event(same, {**same, "status": "rejected"})) == "this event changes no amounts"
    assert why_no_quarter_hours(event(None, {"status": "x"})) == "this event changes no amounts"
    submitted = event(None, {"status": "x"}, type_="version.submitted")
    assert why_no_quarter_hours(submitted) == "this event tells no amounts"
    assert why_no_quarter_hours(event(same, same, type_="version.submitted")) is None


def test_a_submission_without_amounts_before_shows_those_after() -> None:
    sent = event({"status": "created"}, version(series("TS-1", [1.0, 2.0])), type_="version.submitted")
    assert [slot.before for slot in event_comparison(sent).series[0].slots] == [MISSING, MISSING]


def test_another_resolution_is_flagged() -> None:
    hourly = series("TS-1", [])
    hourly["spec"]["data"] = points([8.0] * 24, minutes=60)
    (one,) = event_comparison(event(version(hourly), version(series("TS-1", [8.0] * 96)))).changed
    assert not one.comparable
