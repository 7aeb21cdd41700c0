"""Resubmissions with known alterations, through the real import, against tables that were made by hand."""

import re
from pathlib import Path

import pytest

from store.database.store import Store
from store.diff.changes import ChangeKind
from store.diff.days.day_comparison import DayComparison, SeriesComparison, day_comparison
from store.diff.versions.sides import Side
from store.exchange.importing import Import
from store.model.timeline import EVERYTHING, Event
from tests.messages.message_files import ess, ess_period, ess_series
from tests.support.beside import REAL, needs_real

Row = tuple[int, str, float, float, float]
"""Position, local time, before, after and difference in MW."""

ALTERED: dict[str, dict[int, str]] = {
    "rr11XEES-K-------9s": dict.fromkeys(range(33, 41), "24.000"),
    "rr11XAXPODE-TC---Hs": {1: "31.999"},
    "rrs11XFC-CONS-----0": {32: "0.000", 33: "12.000", 34: "11.000"},
    "rrs11XD-SWFLENS-N-F": {96: "0.128"},
}
GONE, NEW = "r10YDE-VE-------2ss", "r10YDE-VE-------3ss"

TABLE: dict[str, list[Row]] = {
    "rr11XEES-K-------9s": [
        (33, "08:00", 22.5, 24.0, 1.5),
        (34, "08:15", 22.5, 24.0, 1.5),
        (35, "08:30", 22.5, 24.0, 1.5),
        (36, "08:45", 22.5, 24.0, 1.5),
        (37, "09:00", 22.5, 24.0, 1.5),
        (38, "09:15", 22.5, 24.0, 1.5),
        (39, "09:30", 22.5, 24.0, 1.5),
        (40, "09:45", 22.5, 24.0, 1.5),
    ],
    "rr11XAXPODE-TC---Hs": [(1, "00:00", 32.0, 31.999, -0.001)],
    "rrs11XFC-CONS-----0": [
        (32, "07:45", 11.8, 0.0, -11.8),
        (33, "08:00", 11.308, 12.0, 0.692),
        (34, "08:15", 11.252, 11.0, -0.252),
    ],
    "rrs11XD-SWFLENS-N-F": [(96, "23:45", 0.028, 0.128, 0.1)],
}

ENERGY = {
    # MWh before, after, and the difference: a quarter of the sums of the MW
    "rr11XEES-K-------9s": (540.0, 543.0, 3.0),
    "rr11XAXPODE-TC---Hs": (768.0, 767.99975, -0.00025),
    "rrs11XFC-CONS-----0": (400.856, 398.016, -2.84),
    "rrs11XD-SWFLENS-N-F": (0.808, 0.833, 0.025),
    GONE: (228.037, 0.0, -228.037),
    NEW: (0.0, 48.0, 48.0),
}


def resubmitted(text: str) -> str:
    """Return the schedule as its second version: amounts altered, one series gone, another one new."""
    head, *parts = re.split(r"(?=<ScheduleTimeSeries>)", text)
    series = {re.findall(r'SendersTimeSeriesIdentification v="([^"]+)"', part)[0]: part for part in parts}
    last, end = parts[-1].split("</ScheduleTimeSeries>")
    series[list(series)[-1]] = f"{last}</ScheduleTimeSeries>\n"
    gone = series.pop(GONE)
    series[NEW] = re.sub(r'<Qty v="[^"]+"', '<Qty v="2.000"', gone.replace(GONE, NEW))
    for name, amounts in ALTERED.items():
        for position, amount in amounts.items():
            pattern = rf'(<Pos v="{position}"\s*/>\s*<Qty v=")[^"]+'
            series[name], count = re.subn(pattern, rf"\g<1>{amount}", series[name])
            assert count == 1
    head = head.replace('<MessageVersion v="1"/>', '<MessageVersion v="2"/>').replace("10:00:19Z", "11:00:19Z")
    return head + "".join(series.values()) + end


def imported(store: Store, tmp_path: Path, *messages: str) -> list[Event]:
    """Import messages in their order; return the events that tell of a submission."""
    paths = []
    for number, text in enumerate(messages):
        paths.append(tmp_path / f"{number}.xml")
        paths[-1].write_text(text, encoding="utf-8")
    assert Import(store, reject=print).run([str(path) for path in paths]).rejected == 0
    found = [store.event(row.uid) for row in store.rows(EVERYTHING, 0, 100)]
    return [event for event in found if event and event.row.type == "version.submitted"]


def versions_compared(events: list[Event]) -> DayComparison:
    """Return the first of two versions against the second one."""
    one, other = events
    assert (one.row.version, other.row.version) == (1, 2)
    assert one.row.schedule_uid == other.row.schedule_uid
    sides = [Side(f"v{e.row.version}", e.after, e.row.type, e.row.day, e.row.market) for e in (one, other)]
    return day_comparison(*sides)


def rows(series: SeriesComparison) -> list[Row]:
    found = []
    for slot in series.changed:
        assert isinstance(slot.before, float)
        assert isinstance(slot.after, float)
        found.append((slot.position, slot.label, slot.before, slot.after, slot.delta))
    return found


@needs_real
def test_the_real_schedule_and_its_resubmission_differ_as_was_altered_by_hand(store: Store, tmp_path: Path) -> None:
    (path,) = REAL.glob("ess/*_TPS_*_001.xml")
    text = path.read_text(encoding="utf-8-sig")
    found = versions_compared(imported(store, tmp_path, text, resubmitted(text)))
    by_name = {one.name: one for one in found.changed}
    assert {name: rows(by_name[name]) for name in TABLE} == TABLE
    assert {name: (one.before_mwh, one.after_mwh, one.delta_mwh) for name, one in by_name.items()} == ENERGY
    assert {one.name: one.kind for one in found.changed if one.kind} == {
        GONE: ChangeKind.REMOVED,
        NEW: ChangeKind.ADDED,
    }
    assert len(found.series) == 9
    assert found.moved_mwh == round(sum(abs(delta) for _, _, delta in ENERGY.values()), 6)


def message(version: int, interval: str, amounts: dict[int, str], count: int) -> str:
    """Return a schedule message of a day with one series: 10 MW but for some positions."""
    period = [(position, amounts.get(position, "10.000")) for position in range(1, count + 1)]
    body = ess_series(ess_period(period, interval=interval))
    text = ess("ScheduleMessage", body, interval=interval).decode()
    return text.replace('MessageVersion v="3"', f'MessageVersion v="{version}"').replace(
        "T13:00:00Z", f"T1{version}:00:00Z"
    )


CLOCK_CHANGES = [
    (
        "2026-03-28T23:00Z/2026-03-29T22:00Z",
        92,
        {8: "10.500", 9: "7.250", 92: "0.000"},
        [(8, "01:45", 10.0, 10.5, 0.5), (9, "03:00", 10.0, 7.25, -2.75), (92, "23:45", 10.0, 0.0, -10.0)],
        # 92 × 10 / 4, and (0.5 − 2.75 − 10) / 4
        (230.0, 226.9375, -3.0625),
    ),
    (
        "2026-10-24T22:00Z/2026-10-25T23:00Z",
        100,
        {8: "9.999", 9: "11.000", 12: "12.000", 13: "13.000", 16: "14.000", 17: "15.000", 100: "10.004"},
        [
            (8, "01:45", 10.0, 9.999, -0.001),
            (9, "02:00A", 10.0, 11.0, 1.0),
            (12, "02:45A", 10.0, 12.0, 2.0),
            (13, "02:00B", 10.0, 13.0, 3.0),
            (16, "02:45B", 10.0, 14.0, 4.0),
            (17, "03:00", 10.0, 15.0, 5.0),
            (100, "23:45", 10.0, 10.004, 0.004),
        ],
        # 100 × 10 / 4, and (−0.001 + 1 + 2 + 3 + 4 + 5 + 0.004) / 4
        (250.0, 253.75075, 3.75075),
    ),
]


@pytest.mark.parametrize(("interval", "count", "altered", "table", "energy"), CLOCK_CHANGES, ids=["92", "100"])
def test_days_on_which_the_clocks_change_match_the_table_made_by_hand(
    store: Store,
    tmp_path: Path,
    interval: str,
    count: int,
    altered: dict[int, str],
    table: list[Row],
    energy: tuple[float, float, float],
) -> None:
    sent = [message(1, interval, {}, count), message(2, interval, altered, count)]
    (one,) = versions_compared(imported(store, tmp_path, *sent)).series
    assert len(one.slots) == count
    assert rows(one) == table
    assert (one.before_mwh, one.after_mwh, one.delta_mwh) == energy
