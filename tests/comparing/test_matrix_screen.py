"""The matrix of versions on the real application: more than a hundred versions, all schedules of a day."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

from store.database.opening import open_store
from store.diff.versions.version_matrix import VersionMatrix, version_matrix
from store.lifecycle.scenarios.library import play
from store.model.schedules.version_state import VersionState
from store.model.status import Status
from store.model.timeline import StoreKind
from tests.diff.series_states import series, version
from tests.support.screens import app_on, press, settle, shown, store_of
from tui.presentation.comparing.matrix_lines import MatrixLook, Row, cell_line, fixed_line, matrix_lines
from tui.presentation.comparing.matrix_reading import ChosenCell, no_change_text, reading_lines
from tui.presentation.pieces import cells, plain
from tui.presentation.signs import ASCII, UNICODE
from tui.screens.differences.compare import CompareScreen
from tui.screens.differences.matrix import MatrixScreen
from tui.screens.differences.quarter_hours import QuarterHoursScreen
from tui.settings import Settings

DAY = date(2026, 3, 26)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module")
def storm(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a sandbox with more than a hundred versions of one schedule."""
    path = str(tmp_path_factory.mktemp("storm") / "storm.db")
    store = open_store(path, create=StoreKind.SANDBOX)
    simulation = play("intraday-storm", seed=1, day=DAY)
    entries: list[bytes] = []
    while played := simulation.step():
        entries += played.entries
    store.append(entries, origin="test", simulated=True)
    store.close()
    return path


def matrix(pilot: Pilot[None]) -> MatrixScreen:
    screen = pilot.app.screen
    assert isinstance(screen, MatrixScreen)
    return screen


def rows(pilot: Pilot[None]) -> list[str]:
    return shown(matrix(pilot).view).splitlines()


def state(number: int, *found: dict[str, object], party: str = "11XALPHA") -> VersionState:
    said = version(*found)
    return VersionState("s", number, Status.REJECTED, "rejected", said, day=DAY, market="DE", tso="TTG_DE", party=party)


def made() -> VersionMatrix:
    return version_matrix(
        [
            state(1, series("TS-1", {0: 4.0}), series("TS-2", {0: 4.0})),
            state(2, series("TS-1", {0: 54.0}), series("TS-2", None), series("TS-3", {0: 8.0})),
            state(5, series("TS-1", {0: 54.0}), series("TS-2", {0: 6.0})),
        ]
    )


def drawn(block: VersionMatrix, width: int = 120) -> list[str]:
    look = MatrixLook.of([block], width, UNICODE)
    lines = []
    for line in matrix_lines([block]):
        parts = [fixed_line(line, block, look)]
        parts += [cell_line(line, column, block, look) for column in range(len(block.versions))]
        lines.append(" ".join("".join(map(plain, parts)).split()))
    return lines


def test_imposed_amounts_are_called_what_they_are() -> None:
    imposed = {**series("TS-2", {0: 4.0}), "status": "imposed", "acceptance_level": "cnf"}
    block = version_matrix([state(1, series("TS-1", {0: 4.0}), imposed), state(2, series("TS-1", {0: 4.0}), imposed)])
    assert drawn(block)[2].endswith(" = 1.000 ⇄ = ⇄")
    lines = [line for line in matrix_lines([block]) if line.row is Row.SERIES]
    said = [plain(reading_lines(ChosenCell(block, lines[1], at), 100, UNICODE, BERLIN)[2]) for at in (0, 1)]
    assert said == [
        "imposed by the TSO, the counterparty's values in place of ours; 1.000 MWh",
        "the same against v1; 1.000 MWh; imposed by the TSO, the counterparty's values in place of ours",
    ]
    first = plain(reading_lines(ChosenCell(block, lines[0], 0), 100, UNICODE, BERLIN)[2])
    assert first == "the first amounts in the log; 1.000 MWh"


def test_heads_and_names_are_whole_where_there_is_room() -> None:
    block = version_matrix([state(1, series("TS-1", {0: 4.0}), party="11XHALMLICHT---L")])
    head, *_ = drawn(block, 78)
    assert head == "TenneT DE 11XHALMLICHT---L Σ Δ MWh v1 ✘ rejected"
    many = version_matrix([state(number, series("TS-1", {0: 4.0})) for number in range(1, 9)])
    assert "v1 ✘ rej " in drawn(many, 78)[0]


def test_every_cell_says_what_the_version_did_and_against_which() -> None:
    head, first, second, third, total = drawn(made())
    assert head == "TenneT DE 11XALPHA Σ Δ MWh v1 ✘ rejected v2 ✘ rejected v5 ✘ rejected"
    assert first == "TS-1 internal ← 11XBETA +12.500 1.000 +12.500 MWh · 1 qh ="
    assert second == "TS-2 internal ← 11XBETA +0.500 1.000 ? +0.500 MWh · 1 qh ←v1"
    assert third == "TS-3 internal ← 11XBETA ±0.000 · new +2.000 gone −2.000"
    assert total.startswith("Σ |Δ| all series 13.000 14.500 MWh · 2 qh")


def test_the_reading_tells_the_cell_in_words() -> None:
    block = made()
    line = matrix_lines([block])[1]
    whose, what, did = (plain(one) for one in reading_lines(ChosenCell(block, line, 1), 120, UNICODE, BERLIN))
    assert whose.startswith("Thu 26 Mar 2026 · TenneT DE 11XALPHA · v2 ✘ rejected")
    assert what == "TS-1 internal ← 11XBETA"
    assert did == "+12.500 MWh in 1 quarter-hour against v1, largest +50.000 MW at 00:00; 13.500 MWh"


def test_every_line_has_the_same_width_and_hostile_names_are_inert() -> None:
    hostile = "[red]\x1b]0;x\x07\u202e" * 20
    block = version_matrix([state(1, series(hostile, {0: 1.0}), party=hostile), state(2, series(hostile, {0: 2.0}))])
    for signs in (UNICODE, ASCII):
        for width in (20, 80, 200):
            look = MatrixLook.of([block], width, signs)
            lines = matrix_lines([block])
            assert {cells(fixed_line(line, block, look)) for line in lines} == {look.fixed_cells}
            text = "".join(plain(fixed_line(line, block, look)) for line in lines)
            assert not set(text) & {"\x1b", "\x07", "\u202e"}
            for line in lines:
                assert {cells(cell_line(line, column, block, look)) for column in range(3)} == {look.cell_cells}
            if signs is ASCII:
                shown_cells = [plain(cell_line(line, 1, block, look)) for line in lines]
                assert all(one.isascii() for one in shown_cells)


def test_a_matrix_without_rows_is_a_head_and_a_total() -> None:
    block = version_matrix([VersionState("s", 1, Status.UNKNOWN, None, {})])
    assert [line.row for line in matrix_lines([block])] == [Row.HEAD, Row.TOTAL]
    assert drawn(block)[0] == "TSO not known Σ Δ MWh v1 ? no status"


async def test_a_storm_scrolls_by_versions_while_the_series_stay(storm: str) -> None:
    async with app_on(storm).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "C")
        assert "v119 ✔ confirmed" in rows(pilot)[1]
        assert "TS-002 consumption" in rows(pilot)[3]
        assert "of 119" in rows(pilot)[-1]
        await press(pilot, "home")
        assert "v1 ✔ interim" in rows(pilot)[1]
        assert "TS-002 consumption" in rows(pilot)[3]
        seen = set()
        for _ in range(60):
            seen |= {word for word in rows(pilot)[1].split() if word[0] == "v" and word[1:].isdecimal()}
            await pilot.press("pagedown")
            await pilot.pause()
        assert seen == {f"v{number}" for number in range(1, 120)}


async def test_enter_compares_the_two_versions_at_the_series_and_d_shows_its_quarter_hours(storm: str) -> None:
    async with app_on(storm).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "C", "j", "N")
        chosen = matrix(pilot).view.chosen
        assert chosen is not None
        assert (chosen.version.number, chosen.series) == (118, "TS-002")
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, CompareScreen)
        assert screen.pair is not None
        assert [one.marked.name.rpartition(" · ")[2] for one in screen.pair] == ["v117", "v118"]
        at = screen.panes.current
        assert at is not None
        assert "TS-002" in at.path
        await press(pilot, "escape", "d")
        assert isinstance(pilot.app.screen, QuarterHoursScreen)
        assert "v117" in shown(pilot.app)
        assert "TS-002" in shown(pilot.app)
        assert "TS-003" not in shown(pilot.app)


async def test_the_first_version_has_nothing_to_stand_against_and_says_so(storm: str) -> None:
    async with app_on(storm).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "C", "home", "enter")
        assert matrix(pilot)
        messages = ["there is no version before with amounts to compare with"]
        assert [one.message for one in pilot.app._notifications] == messages
        await press(pilot, "G", "right", "enter")
        assert isinstance(pilot.app.screen, CompareScreen)


async def test_n_says_why_it_stays_where_it_is(storm: str) -> None:
    async with app_on(storm).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "C", "end", "n")
        chosen = matrix(pilot).view.chosen
        assert chosen is not None
        changed = any(cell.changes for cell in chosen.block.rows[chosen.line.series].cells)
        expected = "no later version changed this series" if changed else "no version changed this series"
        assert [one.message for one in pilot.app._notifications] == [expected]


def test_that_no_version_changed_a_series_is_said_as_such() -> None:
    steady = version_matrix([state(number, series("TS-1", {0: 4.0})) for number in (1, 2)])
    assert no_change_text(ChosenCell(steady, matrix_lines([steady])[1], 0), 1) == "no version changed this series"
    first = matrix_lines([made()])[1]
    assert no_change_text(ChosenCell(made(), first, 1), 1) == "no later version changed this series"
    assert no_change_text(ChosenCell(made(), first, 1), -1) == "no earlier version changed this series"


async def test_a_day_shows_all_its_schedules_one_under_the_other(tmp_path: Path) -> None:
    target = store_of(tmp_path / "day.db", ["01_two_good_days.jsonl", "02_rejected_and_resubmitted.jsonl"])
    async with app_on(target).run_test(size=(100, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "left", "left", "C")
        text = "\n".join(rows(pilot))
        assert "Versions · Thu 26 Mar 2026" in text
        assert all(name in text for name in ("50Hertz 11XHALM", "Amprion 11XHALM", "TenneT DE 11XHALM"))
        assert "+3.750 · 6 qh" in text
        await press(pilot, "G", "end")
        assert "TenneT DE" in shown(matrix(pilot).about)
        await press(pilot, "up", "enter")
        assert "TenneT DE · v" not in shown(pilot.app)
        assert "TenneT DE 11XHALMLICHT---L · v2" in shown(pilot.app)


@pytest.mark.parametrize("size", [(30, 8), (80, 24), (200, 60)])
async def test_no_size_is_too_small_or_too_large(storm: str, size: tuple[int, int]) -> None:
    async with app_on(storm, settings=Settings(ascii=True)).run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "C", "left", "left", "G", "g", "home", "end", "n", "N")
        assert matrix(pilot).view.chosen is not None
        assert shown(pilot.app).isascii()
