"""The head line: the day, the next gate and the live mode, at every width."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from store.model.timeline import Scope, StoreKind
from tests.lists.tree_nodes import day_node
from tests.support.screens import shown
from tui.presentation.branches import Branch
from tui.presentation.head.countdown import countdown, short_countdown
from tui.presentation.head.head import Head, SealState, StoreLabel
from tui.presentation.head.live_text import live_clock, live_line
from tui.presentation.pieces import Piece, cells, plain
from tui.presentation.signs import ASCII, UNICODE, Signs
from tui.simulator.live import LiveClock, LiveState, Pace
from tui.widgets.lines.head_line import HeadLine

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 25, 13, 48, 48, tzinfo=BERLIN)
DAY = date(2026, 3, 26)
PLACE = "local time, Berlin"
NODE = day_node(DAY, schedules=5, accepted=3, rejected=1, waiting=1)


def state(pace: Pace = Pace.RUNNING, speed: int = 60) -> LiveState:
    return LiveState(pace, LiveClock(NOW, NOW, speed, runs=pace is Pace.RUNNING))


def head(signs: Signs = UNICODE) -> Head:
    return Head(
        store=StoreLabel("demo.db", StoreKind.SANDBOX, read_only=False),
        day=NODE,
        when="tomorrow",
        times=PLACE,
        gate=countdown(DAY, ("DE",), NOW, signs),
        short_gate=short_countdown(DAY, ("DE",), NOW, signs),
        live=live_line(state(), signs),
        clock=live_clock(NOW),
    )


def text(width: int, signs: Signs = UNICODE) -> str:
    return plain(head(signs).line(width, signs))


def test_a_wide_head_line_says_everything() -> None:
    line = text(200)
    assert line.startswith(" gridtrail   demo.db · sandbox ")
    assert " tomorrow, Thu 26 Mar  3/5 accepted · 1 rejected · 1 waiting " in line
    assert line.endswith("   DE gate 14:30 in 00:41:12   ⏵ live 60× 13:48:48   local time, Berlin ")


def test_at_120_the_name_of_the_program_the_zone_and_the_clock_are_left_out() -> None:
    line = text(120)
    assert line.startswith(" demo.db · sandbox ")
    assert " tomorrow, Thu 26 Mar  3/5 accepted · 1 rejected · 1 waiting " in line
    assert line.endswith("  DE gate 14:30 in 00:41:12   ⏵ live 60× ")


def test_at_80_the_counts_are_signs_and_sandbox_gate_and_live_stay() -> None:
    line = text(80)
    assert line.startswith(" demo.db · sandbox ")
    assert " tomorrow  3/5 ✘1 …1 " in line
    assert line.endswith("  DE gate 14:30 in 00:41:12   ⏵ live 60× ")


def test_the_counts_of_a_day_add_up_to_all_of_it() -> None:
    node = day_node(DAY, schedules=6, accepted=1, partly=1, rejected=1, waiting=1, unsent=1, anomalies=1)
    line = plain(Head(day=node).line(200, UNICODE))
    assert "1/6 accepted · 1 partly · 1 rejected · 1 waiting · 1 not sent · 1 anomaly" in line


def test_in_ascii_every_sign_is_ascii() -> None:
    for width in (80, 120, 200):
        assert text(width, ASCII).replace("…", "").isascii()
    assert "> live 60x" in text(120, ASCII)


@given(st.integers(10, 240))
def test_the_head_line_is_as_wide_as_it_shall_be(width: int) -> None:
    assert cells(head().line(width, UNICODE)) == width


@given(st.integers(45, 240), st.booleans())
def test_a_sandbox_says_so_at_every_width(width: int, anomaly: bool) -> None:
    day = day_node(DAY, schedules=17, accepted=3, rejected=12, waiting=1, anomalies=int(anomaly))
    named = replace(head(), day=day, store=StoreLabel("a-longer-name.db", StoreKind.SANDBOX, read_only=True))
    assert " sandbox " in plain(named.line(width, UNICODE))


def test_a_broken_seal_is_said_beside_the_word_sandbox_where_room_is_short() -> None:
    label = StoreLabel("demo.db", StoreKind.SANDBOX, read_only=False, seal=SealState.BROKEN)
    line = plain(replace(head(), store=label).line(64, UNICODE))
    assert line.startswith(" sandbox ✘ seal broken ")
    record = replace(label, kind=StoreKind.RECORD)
    assert plain(replace(head(), store=record).line(60, UNICODE)).startswith(" ✘ seal broken ")


@given(st.integers(45, 240))
def test_the_gate_and_the_counts_are_never_left_out(width: int) -> None:
    line = text(width)
    assert re.search(r"DE( gate)? 14:30( in)? 00:41:12", line)
    assert "3/5" in line


def test_the_name_of_the_program_is_left_out_before_how_the_seal_stands() -> None:
    quiet = replace(head(), gate=(), short_gate=(), live=(), clock=())
    lines = [plain(quiet.line(width, UNICODE)) for width in range(60, 160)]
    assert all("seal ?" in line for line in lines if "gridtrail" in line)
    assert any("seal ?" in line for line in lines if "gridtrail" not in line)


def test_where_all_is_well_the_words_stay_at_80() -> None:
    fine = replace(head(), day=day_node(DAY))
    assert "  tomorrow  5/5 accepted " in plain(fine.line(80, UNICODE))


def test_without_gate_and_live_the_zone_stands_at_the_end() -> None:
    line = plain(Head(store=StoreLabel("demo.db", StoreKind.RECORD, read_only=False), times=PLACE).line(80, UNICODE))
    assert line.endswith(f" {PLACE} ")


@pytest.mark.parametrize(
    ("pace", "unicode", "plain_text"),
    [
        (Pace.RUNNING, "⏵ live 60×", "> live 60x"),
        (Pace.PAUSED, "⏸ paused 60×", "= paused 60x"),
        (Pace.STOPPED, "⏹ stopped", ". stopped"),
        (Pace.FINISHED, "✔ all played", "+ all played"),
    ],
)
def test_the_live_mode_has_a_sign_a_word_and_a_speed(pace: Pace, unicode: str, plain_text: str) -> None:
    assert plain(live_line(state(pace), UNICODE)) == unicode
    assert plain(live_line(state(pace), ASCII)) == plain_text


class Heads(App[None]):
    """A head line with a clock on the wall that the test sets."""

    CSS: ClassVar[str] = "HeadLine { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.wall = NOW

    def compose(self) -> ComposeResult:
        yield HeadLine(BERLIN, lambda: self.wall, UNICODE)

    @property
    def head_line(self) -> HeadLine:
        return self.query_one(HeadLine)


def counts_seconds(app: Heads) -> bool:
    timer = app.head_line._seconds
    return timer is not None and timer._active.is_set()


def path_to(day: date | None) -> tuple[Branch, ...]:
    return (Branch(Scope(day=day, undated=day is None), day_node(day)),)


async def test_the_gate_of_the_chosen_day_is_counted_down() -> None:
    app = Heads()
    async with app.run_test(size=(120, 3)) as pilot:
        app.head_line.path = path_to(DAY)
        await pilot.pause()
        assert "DE gate 14:30 in 00:41:12" in shown(app.head_line)
        app.wall += timedelta(seconds=12)
        app.head_line._tick()
        await pilot.pause()
        assert "DE gate 14:30 in 00:41:00" in shown(app.head_line)
        app.head_line.markets = ("NL",)
        await pilot.pause()
        assert "NL gate 15:00 in 01:11:00" in shown(app.head_line)


async def test_seconds_are_counted_only_while_a_gate_is_to_come() -> None:
    app = Heads()
    async with app.run_test(size=(120, 3)) as pilot:
        assert not counts_seconds(app)
        app.head_line.path = path_to(DAY)
        await pilot.pause()
        assert counts_seconds(app)
        app.head_line.path = path_to(date(2026, 3, 20))
        await pilot.pause()
        assert not counts_seconds(app)
        app.head_line.path = path_to(DAY)
        await pilot.pause()
        app.wall += timedelta(days=5)
        app.head_line._tick()
        assert not counts_seconds(app)
        app.head_line.path = path_to(None)
        await pilot.pause()
        assert not counts_seconds(app)


async def test_while_live_the_simulated_time_counts_and_paused_nothing_does() -> None:
    app = Heads()
    async with app.run_test(size=(200, 3)) as pilot:
        app.head_line.path = path_to(DAY)
        app.head_line.live = state()
        app.wall += timedelta(seconds=10)
        await pilot.pause()
        assert counts_seconds(app)
        line = shown(app.head_line)
        assert "DE gate 14:30 in 00:31:12" in line
        assert "⏵ live 60× 13:58:48" in line
        app.head_line.live = state(Pace.PAUSED)
        await pilot.pause()
        assert not counts_seconds(app)
        assert "⏸ paused 60× 13:48:48" in shown(app.head_line)


def test_a_head_without_a_store_is_not_an_error() -> None:
    assert plain(Head(live=(Piece("live"),)).line(40, UNICODE)).rstrip().endswith("live")
