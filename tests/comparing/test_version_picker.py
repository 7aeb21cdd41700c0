"""The versions of a schedule, two of which are chosen by keys."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from textual.app import App
from textual.pilot import Pilot

from store.errors import StoreError
from store.model.schedules.tree import VersionNode
from store.model.status import Status
from tests.support.screens import settle, shown
from tui.presentation.comparing.choosing import Choosing, Picked
from tui.presentation.comparing.marked import MarkedVersion
from tui.presentation.comparing.version_rows import version_row
from tui.presentation.pieces import cells, plain
from tui.presentation.signs import ASCII, UNICODE, Signs
from tui.questions.differences.comparing import VersionChoice
from tui.screens.differences.version_picker import VersionPicker

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 3, 25, 13, 9, 3, tzinfo=UTC)


def choice(number: int, *, status: Status = Status.CONFIRMED, raw: str = "accepted", **more: object) -> VersionChoice:
    node = VersionNode(
        uid=f"v{number}",
        schedule_uid="schedule",
        number=number,
        status=status,
        raw_status=raw,
        acceptance_level="cnf",
        is_active=number == 3,
        superseded=number < 3,
        anomaly_open=False,
        reason_codes=("A54",) if status is Status.REJECTED else (),
        message_id=None,
        submitted_at=AT,
        last_at=AT,
        events=3,
    )
    known = {"series": 4, "is_known": True, "has_amounts": True, **more}
    # the keywords are those of the choice
    return VersionChoice(node, **known)  # type: ignore[arg-type]


THREE = (choice(3), choice(2, status=Status.REJECTED, raw="rejected"), choice(1))


class Picking(App[None]):
    """Keeps what the picker answered."""

    # anything may be compared with it
    answer: object = "none yet"

    def keep(self, picked: Picked | None) -> None:
        self.answer = picked


@asynccontextmanager
async def picker(
    choices: Sequence[VersionChoice] | StoreError = THREE,
    choosing: Choosing | None = None,
    size: tuple[int, int] = (100, 24),
    signs: Signs = UNICODE,
) -> AsyncIterator[tuple[Pilot[None], Picking]]:
    def question() -> Sequence[VersionChoice]:
        if isinstance(choices, StoreError):
            raise choices
        return choices

    app = Picking()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(VersionPicker(question, choosing or Choosing("50Hertz"), signs, BERLIN), app.keep)
        await settle(pilot)
        yield pilot, app


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
        await settle(pilot)


async def test_the_two_newest_are_chosen_already_with_status_time_and_series() -> None:
    async with picker() as (pilot, app):
        rows = shown(app).splitlines()
        first, second = (next(row for row in rows if words in row and "25 Mar" in row) for words in ("v3 ", "v2 "))
        assert "B   v3    ✔ confirmed" in first
        assert "25 Mar 14:09" in first
        assert "4 series    active" in first
        assert "A   v2    ✘ rejected A54" in second
        assert "enter: what differs from A v2 to B v3" in shown(app)
        await keys(pilot, "enter")
        assert app.answer == Picked(2, 3)


async def test_b_follows_the_cursor_and_space_makes_a() -> None:
    async with picker() as (pilot, app):
        await keys(pilot, "space", "G", "enter")
        assert app.answer == Picked(3, 1)


async def test_a_version_is_not_compared_with_itself() -> None:
    async with picker() as (pilot, app):
        await keys(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, VersionPicker)
        assert "v2 is A: move to another version" in shown(app)
        await keys(pilot, "j", "enter")
        assert app.answer == Picked(2, 1)


@pytest.mark.parametrize(("version", "answer"), [(2, Picked(1, 2)), (1, Picked(1, 2)), (9, Picked(2, 3))])
async def test_it_begins_at_a_version_against_the_one_before(version: int, answer: Picked) -> None:
    async with picker(choosing=Choosing("50Hertz", version)) as (pilot, app):
        await keys(pilot, "enter")
        assert app.answer == answer


async def test_what_was_marked_elsewhere_is_a() -> None:
    marked = MarkedVersion("Wed 25 Mar 2026 · Amprion · v7", "other", 7)
    async with picker(choosing=Choosing("50Hertz", marked=marked)) as (pilot, app):
        assert "from A Wed 25 Mar 2026 · Amprion · v7 to B v3" in shown(app)
        await keys(pilot, "down", "enter")
        assert app.answer == Picked(None, 2)


async def test_a_version_is_only_marked_and_escape_answers_nothing() -> None:
    async with picker() as (pilot, app):
        await keys(pilot, "down", "m")
        assert app.answer == Picked(2, None)
    async with picker() as (pilot, app):
        await keys(pilot, "escape")
        assert app.answer is None


async def test_a_version_without_a_state_cannot_be_chosen() -> None:
    choices = (choice(2, is_known=False, has_amounts=False, series=0), choice(1, has_amounts=False))
    async with picker(choices) as (pilot, app):
        await keys(pilot, "enter", "space", "m")
        assert app.answer == "none yet"
        text = shown(app)
        assert "no state in the log" in text
        assert "no amounts in the log" in text
        assert "the log does not say what v2 holds" in text


async def test_a_single_version_is_only_marked() -> None:
    async with picker((choice(1),)) as (pilot, app):
        assert "this is the only version: m marks it" in shown(app)
        await keys(pilot, "enter", "m")
        assert app.answer == Picked(1, None)


async def test_a_failing_store_is_one_sentence() -> None:
    async with picker(StoreError("the disk [red]is\x1b gone")) as (pilot, app):
        assert "✘ the disk [red]is␛ gone" in shown(app)
        await keys(pilot, "enter", "space")
        assert app.answer == "none yet"


async def test_ascii_draws_nothing_else() -> None:
    async with picker(signs=ASCII) as (_, app):
        lines = [line.strip("│╭╮╰╯─ ▏") for line in shown(app).splitlines()[1:-2]]
        assert all(line.isascii() for line in lines)


@pytest.mark.parametrize("width", [20, 40, 79, 200])
def test_a_row_is_never_wider_than_its_list(width: int) -> None:
    hostile = choice(2, status=Status.UNKNOWN, raw="[b]\x1b[31m" + "x" * 500)
    line = version_row(hostile, "AB", width, UNICODE, BERLIN)
    assert cells(line) <= width
    assert "\x1b" not in plain(line)
