"""The screen of findings, driven by keys in an app of its own."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import pytest
from textual.app import App
from textual.pilot import Pilot

from store.database.opening import open_store
from store.errors import StoreError
from store.lifecycle.findings.finding import Finding, Severity
from store.model.timeline import EVERYTHING, Scope
from tests.support.screens import settle, shown, store_of
from tui.presentation.lists.found_list import MOST_LISTED, Checked, FoundList
from tui.presentation.signs import ASCII, UNICODE, Signs
from tui.questions.lives import conversation_question
from tui.questions.watching.checks import Checks
from tui.screens.lives.findings import Check, FindingsScreen

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 3, 26, 13, 2, 7, tzinfo=UTC)


def finding(number: int, severity: Severity = Severity.ERROR, sentence: str = "", *, events: int = 1) -> Finding:
    uids = tuple(f"event-{number}-{one}" for one in range(events))
    sentence = sentence or f"Sentence {number}."
    return Finding("no-acknowledgement", severity, "schedule", number, uids, sentence, f"Advice {number}.", AT)


def schedule(done: int, of: int, *findings: Finding, tso: str = "DE-AMPRION-TSO") -> Checked:
    return Checked(done, of, f"schedule {done}", date(2026, 3, 27), tso, findings)


class Checking(App[None]):
    """Keeps what the screen was left with."""

    left_with: str | None = "not left"

    def keep(self, uid: str | None) -> None:
        self.left_with = uid


@asynccontextmanager
async def screen(
    check: Check, size: tuple[int, int] = (120, 36), signs: Signs = UNICODE
) -> AsyncIterator[tuple[Pilot[None], Checking, FindingsScreen]]:
    app = Checking()
    finding_screen = FindingsScreen(check, lambda: AT, "Thu 26 Mar 2026", signs, BERLIN)
    async with app.run_test(size=size) as pilot:
        await app.push_screen(finding_screen, app.keep)
        await settle(pilot)
        yield pilot, app, finding_screen


def giving(*schedules: Checked) -> Check:
    return lambda _now: iter(schedules)


THREE = giving(
    schedule(1, 2, finding(1, Severity.INFO), finding(2)),
    schedule(2, 2, finding(3, Severity.WARNING, events=2), tso="TTG_DE"),
)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_findings_stand_by_day_and_tso_the_worst_first_with_advice_below(size: tuple[int, int]) -> None:
    async with screen(THREE, size) as (_, app, _screen):
        text = shown(app)
        places = [text.index(word) for word in ("Fri 27 Mar 2026 · Amprion", "✘ error   v2", "info    v1", "TenneT DE")]
        assert places == sorted(places)
        assert "⚠ warning v3" in text
        assert "Findings · Thu 26 Mar 2026 · ✘ 1 error · ⚠ 1 warning · 1 info" in text
        assert "2 schedules checked" in text
        assert "✘ error · no-acknowledgement · since 26 Mar 14:02:07 · rests on 1 event" in text
        assert "→ Advice 2." in text


async def test_moving_shows_the_advice_of_the_finding_under_the_cursor_and_skips_headings() -> None:
    async with screen(THREE) as (pilot, app, _):
        await pilot.press("j", "j")
        await settle(pilot)
        assert "→ Advice 3." in shown(app)
        await pilot.press("g")
        await settle(pilot)
        assert "→ Advice 2." in shown(app)


async def test_enter_goes_to_the_first_event_of_a_finding() -> None:
    async with screen(THREE) as (pilot, app, _):
        await pilot.press("G", "enter")
        await settle(pilot)
        assert app.left_with == "event-3-0"


async def test_a_finding_without_an_event_cannot_be_gone_to() -> None:
    async with screen(giving(schedule(1, 1, finding(1, events=0)))) as (pilot, app, finding_screen):
        await pilot.press("enter")
        await settle(pilot)
        assert app.left_with == "not left"
        assert finding_screen.why_not("go") == "this finding rests on no event"


async def test_escape_closes_without_an_event() -> None:
    async with screen(THREE) as (pilot, app, _):
        await pilot.press("escape")
        await settle(pilot)
        assert app.left_with is None


async def test_a_key_leaves_one_severity_after_the_other_and_then_all() -> None:
    seen = []
    async with screen(THREE) as (pilot, app, _):
        for _press in range(4):
            await pilot.press("s")
            await settle(pilot)
            text = shown(app)
            seen.append([number for number in (1, 2, 3) if f"Sentence {number}." in text])
    assert seen == [[2], [3], [1], [1, 2, 3]]


async def test_the_cursor_stays_on_its_finding_when_the_others_come_back() -> None:
    async with screen(THREE) as (pilot, app, _):
        await pilot.press("s", "s", "s", "s")
        await settle(pilot)
        assert "→ Advice 1." in shown(app)


async def test_nothing_found_says_in_how_many_schedules() -> None:
    async with screen(giving(schedule(1, 2), schedule(2, 2))) as (pilot, app, finding_screen):
        assert "Nothing found in 2 schedules" in shown(app)
        assert finding_screen.why_not("go") == "nothing was found"
        await pilot.press("s", "enter")
        await settle(pilot)
        assert "No error found in 2 schedules" in shown(app)


async def test_findings_show_while_the_check_goes_on() -> None:
    go_on = Event()

    def check(_now: datetime) -> Iterator[Checked]:
        yield schedule(1, 3, finding(1))
        # more time than the screen takes between two looks at what was found
        go_on.wait(0.2)
        yield schedule(2, 3)
        go_on.wait(20)
        yield schedule(3, 3, finding(2))

    app = Checking()
    async with app.run_test(size=(120, 36)) as pilot:
        await app.push_screen(FindingsScreen(check, lambda: AT, "all", UNICODE, BERLIN))
        while "Sentence 1." not in shown(app):
            await pilot.pause(0.05)
        assert "2 of 3 schedules…" in shown(app)
        go_on.set()
        await settle(pilot)
        assert "Sentence 2." in shown(app)
        assert "3 schedules checked" in shown(app)


async def test_an_error_is_said_and_what_was_found_stays() -> None:
    def check(_now: datetime) -> Iterator[Checked]:
        yield schedule(1, 3, finding(1))
        raise StoreError("the store cannot be read: [/b]")

    async with screen(check) as (_, app, _screen):
        assert "the store cannot be read: [/b]" in shown(app)
        assert "Sentence 1." in shown(app)


async def test_checking_again_begins_anew() -> None:
    rounds = [[schedule(1, 1)], [schedule(1, 1, finding(7))]]
    async with screen(lambda _now: iter(rounds.pop())) as (pilot, app, _):
        assert "Sentence 7." in shown(app)
        await pilot.press("r")
        await settle(pilot)
        assert "Nothing found in 1 schedule" in shown(app)


async def test_text_of_the_log_is_inert_and_ascii_signs_are_ascii() -> None:
    hostile = finding(1, sentence="[/b] \x1b[31m x")
    async with screen(giving(schedule(1, 1, hostile)), signs=ASCII) as (_, app, _screen):
        assert "x error   v1" in shown(app)
        assert "[/b] ␛[31m x" in shown(app)


def test_what_is_too_much_to_be_listed_is_counted() -> None:
    found = FoundList()
    found.put(schedule(1, 1, *(finding(number) for number in range(MOST_LISTED + 5))))
    assert len(list(found.not_listed())) == MOST_LISTED
    assert found.left_out == 5
    found.begin_again("warning")
    assert list(found.not_listed()) == []
    assert found.left_out == 0


def codes(schedules: Sequence[Checked]) -> list[str]:
    return [one.code for each in schedules for one in each.findings]


def test_the_schedules_of_a_store_are_checked_one_after_the_other(tmp_path: Path) -> None:
    store = open_store(store_of(tmp_path / "a.db", ["02_rejected_and_resubmitted.jsonl", "05_status_request.jsonl"]))
    try:
        found = list(Checks(store, EVERYTHING).checked(AT))
        assert [(one.done, one.schedules) for one in found] == [(1, 2), (2, 2)]
        assert [one.day for one in found] == [date(2026, 3, 27), date(2026, 3, 26)]
        assert "not-in-balance" in codes(found)
        (uid,) = store.schedule_uids(Scope(day=date(2026, 3, 26)))
        mended = list(Checks(store, Scope(schedule_uid=uid, version=2)).checked(AT))
        assert "not-in-balance" not in codes(mended)
        assert conversation_question(store, uid)(None, AT).number == 2
    finally:
        store.close()
