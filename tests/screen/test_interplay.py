"""What was written meanwhile, the filter, the looks around and back: none takes from the others what is theirs."""

from pathlib import Path

from store.database.opening import open_store
from store.model.timeline import StoreKind
from tests.following.test_following import until, write
from tests.support.entries import MINUTE, entry, life
from tests.support.screens import Typed, app_on, main_screen, press, settle, shown
from tui.screens.filtering.filtering import Filtering
from tui.widgets.places.histogram_bar import HistogramBar


async def test_what_comes_in_leaves_the_look_around_the_matches_and_the_way_it_was(tmp_path: Path) -> None:
    path = str(tmp_path / "log.db")
    other = open_store(path, create=StoreKind.RECORD)
    write(other, *life())
    app = app_on(path)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = main_screen(pilot)
        timeline, histogram = screen.timeline, screen.query_one(HistogramBar)
        await press(pilot, "2", "slash", Typed("type:version.*"), "enter", "o", "g", "n")
        number = len(life())
        assert timeline.total == number
        assert "match 1/11" in shown(timeline)

        write(other, entry("version.submitted", 90 * MINUTE))
        await until(pilot, lambda: timeline.total == number + 1)
        await until(pilot, lambda: f"{number + 1} events" in shown(app))
        assert timeline.asked.question is None
        assert timeline.total == number + 1
        await until(pilot, lambda: "1 new · around the matches of type:version.* · match 1/12" in shown(timeline))
        await press(pilot, "G")
        assert " new" not in shown(timeline)
        assert "match 12/12" in shown(timeline)
        assert next(line for line in shown(timeline).splitlines() if "▌•" in line)
        await until(pilot, lambda: sum(one.events for one in histogram.histogram.buckets) == number + 1)

        # a look back, and the first event after it comes into the filtered list as well
        await press(pilot, "escape", "t", "t")
        assert timeline.total == 12
        write(other, entry("version.submitted", 91 * MINUTE))
        await until(pilot, lambda: timeline.total == 13)

        # what a row is not is no event that was wanted and is left out
        await press(pilot, "G", "I", "t")
        assert timeline.total
        assert not any("leaves that event out" in one.message for one in app._notifications)

        # a click tells which keys go on from there, and then they do
        await pilot.click(HistogramBar, offset=(14, 0))
        await settle(pilot)
        assert histogram.has_focus
        assert "enter only these" in shown(histogram)
        await press(pilot, "escape")
        assert timeline.has_focus
        assert "enter only these" not in shown(histogram)
    other.close()


async def test_the_name_of_a_view_and_its_query_are_no_markup(tmp_path: Path) -> None:
    path = str(tmp_path / "log.db")
    open_store(path, create=StoreKind.RECORD).close()
    async with app_on(path).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        main_screen(pilot).query_one(Filtering).apply('"b [/] [b]c[/b] [$error]x"')
        await settle(pilot)
        await press(pilot, "ctrl+p", Typed("save this"), "enter", Typed("[/] [b]a[/b] [red]"), "enter", "ctrl+p")
        await press(pilot, Typed("view: [/]"))
        assert "View: [/] [b]a[/b] [red]" in shown(pilot.app)
        assert '"b [/] [b]c[/b] [$error]x"' in shown(pilot.app)
