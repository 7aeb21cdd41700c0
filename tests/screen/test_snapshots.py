"""How the screens look: one picture each, at fixed sizes, looked at before it was accepted."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from store.exchange.samples import FIRST_SHOWN
from tests.support.screens import app_on, press, settle, store_of
from tui.screens.background import sealing

Compare = Callable[..., bool]

ANOMALY = "8604e247-5eba-4d21-a1b0-7215af728a79"
"""An event of the sample data: 50Hertz reports four quarter-hours that differ."""


@pytest.fixture(autouse=True)
def no_seal_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the seal unknown, however long a picture takes: it is verified some seconds after the start."""
    monkeypatch.setattr(sealing, "AFTER_SECONDS", 600)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the target of a store with all sample data."""
    return store_of(tmp_path_factory.mktemp("snapshots") / "demo.db", ["."])


def pressing(*keys: str) -> Callable[[Pilot[None]], Any]:
    """Return what happens before the picture: the store is open, the keys are pressed."""

    async def prepare(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await press(pilot, *keys)

    return prepare


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_rejected_version(snap_compare: Compare, samples: str, size: tuple[int, int]) -> None:
    app = app_on(samples, event_uid=FIRST_SHOWN, fresh=True)
    assert snap_compare(app, terminal_size=size, run_before=pressing())


def test_the_quarter_hours_of_an_anomaly(snap_compare: Compare, samples: str) -> None:
    app = app_on(samples, event_uid=ANOMALY, fresh=True)
    assert snap_compare(app, terminal_size=(120, 36), run_before=pressing())


def test_the_drawer_of_a_narrow_screen(snap_compare: Compare, samples: str) -> None:
    app = app_on(samples, event_uid=FIRST_SHOWN, fresh=True)
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing("b"))


def test_the_help(snap_compare: Compare, samples: str) -> None:
    app = app_on(samples, fresh=True)
    assert snap_compare(app, terminal_size=(120, 36), run_before=pressing("question_mark"))


def test_the_copy_menu(snap_compare: Compare, samples: str) -> None:
    app = app_on(samples, event_uid=FIRST_SHOWN, fresh=True)
    assert snap_compare(app, terminal_size=(120, 36), run_before=pressing("y"))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_chart_of_an_anomaly(snap_compare: Compare, samples: str, size: tuple[int, int]) -> None:
    app = app_on(samples, event_uid=ANOMALY, fresh=True)
    assert snap_compare(app, terminal_size=size, run_before=pressing("d"))


def test_two_versions_compared(snap_compare: Compare, samples: str) -> None:
    app = app_on(samples, event_uid=FIRST_SHOWN, fresh=True)
    assert snap_compare(app, terminal_size=(120, 36), run_before=pressing("1", "left", "c", "enter"))


def test_the_matrix_of_a_day(snap_compare: Compare, samples: str) -> None:
    app = app_on(samples, event_uid=FIRST_SHOWN, fresh=True)
    assert snap_compare(app, terminal_size=(120, 36), run_before=pressing("1", "left", "left", "C"))


def test_the_matching_of_a_day(snap_compare: Compare, samples: str) -> None:
    app = app_on(samples, event_uid=ANOMALY, fresh=True)
    assert snap_compare(app, terminal_size=(120, 36), run_before=pressing("m"))


def test_a_moment_gone_by(snap_compare: Compare, samples: str) -> None:
    app = app_on(samples, event_uid=FIRST_SHOWN, fresh=True)
    assert snap_compare(app, terminal_size=(120, 36), run_before=pressing("t"))


def test_the_first_screen(snap_compare: Compare) -> None:
    assert snap_compare(app_on(None, fresh=True), terminal_size=(100, 30), run_before=pressing())
