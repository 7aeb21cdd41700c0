"""The screen of matching, driven by keys in the real app on real stores."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from store.database.opening import open_store
from store.exchange.importing import Import
from store.model.recorded import Recorded
from store.model.timeline import StoreKind
from tests.reconciling.reconciled import of_sample, of_scenario
from tests.support.beside import REAL, needs_real
from tests.support.screens import app_on, main_screen, press, settle, shown
from tui.screens.differences.quarter_hours import QuarterHoursScreen
from tui.screens.differences.reconcile import ReconcileScreen
from tui.settings import Settings

CORRECTED, PARTIAL = "03_anomaly_and_correction.jsonl", "04_partial_confirmation.jsonl"


@asynccontextmanager
async def matching(
    path: Path, *records: Recorded, keys: str = "m", settings: Settings | None = None, width: int = 120
) -> AsyncIterator[Pilot[None]]:
    """Open the real app on a store with these entries, the cursor on the newest, and press keys."""
    store = open_store(str(path), create=StoreKind.SANDBOX)
    store.append([one.content for one in records], origin="test", simulated=True)
    store.close()
    app = app_on(str(path), event_uid=records[-1].entry.uid, **({"settings": settings} if settings else {}))
    async with app.run_test(size=(width, 36)) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        yield pilot


def lines(pilot: Pilot[None]) -> list[str]:
    """Return what the screen shows, without borders, its runs of spaces as one."""
    return [" ".join(line.replace("│", " ").split()) for line in shown(pilot.app).splitlines()]


def said(pilot: Pilot[None]) -> list[str]:
    """Return the notices that are shown."""
    return [str(one.message) for one in pilot.app._notifications]


async def test_every_trade_stands_with_sign_word_counterparty_and_how_much_it_differs(tmp_path: Path) -> None:
    async with matching(tmp_path / "s.db", *of_sample(CORRECTED), keys="m[") as pilot:
        text = "\n".join(lines(pilot))
        assert "Matching · ✘ 1 counterpart missing ≠ 1 mismatched" in text
        assert "27 Mar · Amprion · v1 of 2 ✔ accepted · superseded" in text
        assert "✘ counterpart missing → 11XDEICHWIND---A A28 TS-004" in text
        assert "4 quarter-hours · max +0.200 MW · Σ +0.150 MWh" in text
        assert "1 schedule, 2 trades; 2 forecasts left out" in text


async def test_a_report_that_names_no_series_is_told(tmp_path: Path) -> None:
    records = of_sample("10_unknown_things.jsonl")
    async with matching(tmp_path / "s.db", *records) as pilot:
        text = " ".join(lines(pilot))
        assert "No trade with a counterparty: an anomaly report came, but it names no series" in text
        assert "1 schedule, 0 trades; 1 anomaly report names no series" in text


async def test_the_cursor_shows_the_quarter_hours_of_a_trade(tmp_path: Path) -> None:
    async with matching(tmp_path / "s.db", *of_sample(CORRECTED), keys="m[j") as pilot:
        text = "\n".join(lines(pilot))
        assert "70–71 17:15–17:45 2 × 38.000 38.200 +0.200" in text
        assert "read as values: the report holds the series of both" in text


async def test_the_versions_are_turned_and_the_cursor_stays_on_the_trade(tmp_path: Path) -> None:
    async with matching(tmp_path / "s.db", *of_sample(CORRECTED), keys="m[j") as pilot:
        await press(pilot, "]")
        text = "\n".join(lines(pilot))
        assert "Matching · ✔ 2 matched" in text
        assert "← 11XKIESELWERK--5 · TS-003 / KIESEL-0417" in text
        assert "reported once on 26 Mar 14:07:40, for version 1" in text
        await press(pilot, "]")
        assert "Later: there is no other version on that side" in said(pilot)


async def test_the_reading_is_shown_with_its_reason_and_can_be_turned_and_turned_back(tmp_path: Path) -> None:
    async with matching(tmp_path / "s.db", *of_sample(PARTIAL)) as pilot:
        assert "8 quarter-hours · max −1.500 MW · Σ −2.250 MWh" in "\n".join(lines(pilot))
        assert "read as deltas: 8 of 96 quantities are negative, which" in "\n".join(lines(pilot))
        await press(pilot, "v")
        text = "\n".join(lines(pilot))
        assert "96 quarter-hours · max −27.901 MW" in text
        assert "information · read as values (chosen)" in text
        assert "v reads them as deltas again" in text
        await press(pilot, "v")
        assert "8 quarter-hours · max −1.500 MW · Σ −2.250 MWh" in "\n".join(lines(pilot))


async def test_a_reading_that_leaves_no_choice_says_why(tmp_path: Path) -> None:
    async with matching(tmp_path / "s.db", *of_sample(CORRECTED), keys="m[jv") as pilot:
        assert said(pilot) == [
            "Reading: these quantities can only be read as values, for the report holds the series of both sides"
        ]


async def test_enter_goes_to_the_event_of_the_report(tmp_path: Path) -> None:
    records = of_sample(CORRECTED)
    report = [one for one in records if one.entry.type == "anomaly.received"][-1]
    async with matching(tmp_path / "s.db", *records, keys="m[j") as pilot:
        await press(pilot, "enter")
        event = main_screen(pilot).shown
        assert event is not None
        assert event.row.uid == report.entry.uid


async def test_the_chart_shows_ours_and_theirs_and_escape_comes_back(tmp_path: Path) -> None:
    async with matching(tmp_path / "s.db", *of_sample(CORRECTED), keys="m[jd") as pilot:
        assert isinstance(pilot.app.screen, QuarterHoursScreen)
        assert "ours and theirs" in shown(pilot.app)
        assert "4 of 96 quarter-hours differ" in shown(pilot.app)
        assert "876.000 → 876.150 MWh" in shown(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReconcileScreen)


async def test_what_was_imposed_by_an_exchange_is_information(tmp_path: Path) -> None:
    async with matching(tmp_path / "s.db", *of_scenario("imposed-by-exchange")) as pilot:
        text = "\n".join(lines(pilot))
        assert "⇄ imposed ← 11XSTROMHALLE--E A30 TS-005" in text
        assert "information: exchange priority" in text
        await press(pilot, "s")
        assert "✔ matched →" not in "\n".join(lines(pilot))


async def test_an_exchange_is_one_that_the_settings_name(tmp_path: Path) -> None:
    settings = Settings(exchanges=frozenset({"11XKIESELWERK--5"}))
    async with matching(tmp_path / "s.db", *of_sample(CORRECTED), keys="m[", settings=settings) as pilot:
        assert "⇄ 1 with an exchange" in "\n".join(lines(pilot))


async def test_a_whole_day_lists_all_its_schedules(tmp_path: Path) -> None:
    records = (*of_sample(PARTIAL), *of_sample("02_rejected_and_resubmitted.jsonl"))
    async with matching(tmp_path / "s.db", *records, keys="") as pilot:
        pilot.app.screen.query_one("ScheduleTree").focus()
        await press(pilot, "g", "j", "m")
        text = "\n".join(lines(pilot))
        assert "TransnetBW · v1" in text
        assert "TenneT DE · v2" in text
        assert "2 schedules, 2 trades" in text


async def test_of_all_schedules_that_of_the_event_is_meant_unless_they_are_gone_to_in_the_tree(tmp_path: Path) -> None:
    records = (*of_sample(PARTIAL), *of_sample("02_rejected_and_resubmitted.jsonl"))
    async with matching(tmp_path / "s.db", *records, keys="1g2") as pilot:
        await press(pilot, "m")
        text = "\n".join(lines(pilot))
        assert "TenneT DE · v2" in text
        assert "1 schedule, " in text
        await press(pilot, "escape", "1", "m")
        assert "2 schedules, 2 trades" in "\n".join(lines(pilot))


async def test_signs_are_ascii_where_only_those_can_be_drawn(tmp_path: Path) -> None:
    settings = Settings(ascii=True)
    async with matching(tmp_path / "s.db", *of_sample(CORRECTED), keys="m[j", settings=settings, width=80) as pilot:
        text = shown(pilot.app)
        assert "# mismatched" in text
        assert text.isascii()


@needs_real
async def test_the_four_quarter_hours_of_the_real_report_stand_out(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "s.db"), create=StoreKind.SANDBOX)
    Import(store, reject=print).run([str(path) for path in REAL.glob("cim/*_ANO_*.xml")])
    store.close()
    async with app_on(str(tmp_path / "s.db")).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "j", "m")
        text = "\n".join(lines(pilot))
        assert "≠ 1 mismatched ✔ 1 matched" in text
        assert "4 quarter-hours differ, most at 14:00: +0.200 MW" in text
        assert "57–60 14:00–15:00 4 × 0.100 0.300 +0.200" in text
