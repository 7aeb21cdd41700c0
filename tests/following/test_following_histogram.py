"""The histogram while another process writes: what takes long to count comes to its end all the same."""

import threading
from datetime import tzinfo
from pathlib import Path

import pytest

from store.database.opening import open_store
from store.database.query.answers import Answers
from store.model.histogram import Histogram
from store.model.timeline import Scope, StoreKind
from tests.following.test_following import until, while_at_work, write
from tests.support.entries import MINUTE, entry, life
from tests.support.screens import app_on, main_screen, press, settle
from tui.screens.places import overview
from tui.widgets.places.histogram_bar import HistogramBar


async def test_a_count_that_takes_long_is_shown_while_events_go_on_coming(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(tmp_path / "log.db")
    other = open_store(path, create=StoreKind.RECORD)
    write(other, *life())
    monkeypatch.setattr(overview, "PAUSE_SECONDS", 0.01)
    goes_on = threading.Event()
    counts: list[threading.Event] = []
    plain = Answers.histogram

    def slow(self: Answers, scope: Scope, zone: tzinfo, most: int) -> Histogram:
        counts.append(goes_on)
        goes_on.wait(30)
        return plain(self, scope, zone, most)

    app = app_on(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        bar = screen.query_one(HistogramBar)
        await press(pilot, "2", "G")
        monkeypatch.setattr(Answers, "histogram", slow)
        number = screen.timeline.total or 0
        for later in range(3):
            write(other, entry("version.submitted", (90 + later) * MINUTE))
            wanted = number + later + 1
            await while_at_work(pilot, lambda wanted=wanted: screen.timeline.total == wanted)  # type: ignore[misc]
            await pilot.pause(0.05)
        assert len(counts) == 1
        assert sum(one.events for one in bar.histogram.buckets) == number
        goes_on.set()
        await until(pilot, lambda: sum(one.events for one in bar.histogram.buckets) == number + 3)
        await settle(pilot)
    other.close()
