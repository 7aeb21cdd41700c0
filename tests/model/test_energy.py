"""Energy is the same on every screen, whatever the resolution of a series."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from store.diff.days.day_comparison import SeriesComparison, day_comparison
from store.diff.days.quarter_hours import SeriesChange, series_changes
from store.diff.summary import summary
from store.diff.versions.sides import Side
from store.model.market.energy import energy_mwh, step_minutes
from store.model.snapshot import recognised
from tests.diff.series_states import only, series, version
from tests.support.pane_events import event, points, unified
from tui.presentation.changes.element_text import energy_text

HOURS = {4 * hour: 10.0 for hour in range(24)}
MORE = {start: amount + 2 for start, amount in HOURS.items()}


def state(amounts: Mapping[int, float]) -> object:
    return version(series("TS-1", amounts))


def compared(before: Mapping[int, float], after: Mapping[int, float]) -> tuple[SeriesComparison, SeriesChange]:
    """Return both comparisons of two sides: what the day shows, and what the timeline counts."""
    sides = [Side("a state", state(one), day=date(2026, 3, 26), market="DE") for one in (before, after)]
    (found,) = day_comparison(*sides).series
    return found, only(series_changes(state(before), state(after)))


def test_an_hour_of_one_mw_is_one_mwh_everywhere() -> None:
    found, change = compared(HOURS, MORE)
    assert (found.before_mwh, found.after_mwh, found.delta_mwh) == (240.0, 288.0, 48.0)
    assert change.delta_mwh == 48.0
    assert summary("version.status_changed", state(HOURS), state(MORE), None).delta_mwh == 48.0
    assert energy_text(recognised(state(MORE)).series[0]) == "288.000 MWh  max 12.000 MW"


def test_the_panes_count_an_hour_as_an_hour() -> None:
    before, after = ({"data": points([amount] * 24, minutes=60)} for amount in (10.0, 12.0))
    head = unified(event(before, after))[0]
    assert "288.000 MWh" in head
    assert "+48.000 in 24" in head


def test_a_single_step_lasts_as_long_as_those_of_the_other_side() -> None:
    found, change = compared(HOURS, {0: 10.0})
    assert (found.minutes, found.comparable) == ((60, 60), True)
    assert (found.before_mwh, found.after_mwh, found.delta_mwh) == (240.0, 10.0, -230.0)
    assert change.delta_mwh == -230.0


def test_a_gap_is_no_resolution() -> None:
    found, change = compared({0: 1.0, 48: 1.0}, {0: 2.0, 48: 2.0})
    assert found.minutes == (None, None)
    assert found.delta_mwh == change.delta_mwh == 0.5
    before, after = ({"data": points([amount] * 2, minutes=720)} for amount in (1.0, 2.0))
    rows = unified(event(before, after))
    assert "+0.500 in 2" in rows[0]
    assert not any("00:00–" in row for row in rows)


@pytest.mark.parametrize(
    ("minutes", "step"),
    [(5, 5), (10, 10), (15, 15), (30, 30), (60, 60), (20, None), (45, None), (720, None), (1, None)],
)
def test_only_what_markets_use_is_a_resolution(minutes: int, step: int | None) -> None:
    first = datetime(2026, 3, 25, 23, tzinfo=UTC)
    starts = [first + number * timedelta(minutes=minutes) for number in (0, 1, 3)]
    assert step_minutes(starts) == step
    assert step_minutes([*starts, first + timedelta(seconds=1)]) is None
    assert step_minutes(starts[:1]) is None
    assert energy_mwh([6.0], step) == (step or 15) / 10
