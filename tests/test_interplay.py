"""What was written meanwhile, the filter, the looks around and back: none takes from the others what is theirs."""

from pathlib import Path

from store.database.opening import open_store
from store.model.timeline import StoreKind
from tests.screens import Typed, app_on, main_screen, press, settle, shown
from tui.screens.filtering.filtering import Filtering


async def test_the_name_of_a_view_and_its_query_are_no_markup(tmp_path: Path) -> None:
    path = str(tmp_path / "log.db")
    open_store(path, create=StoreKind.RECORD).close()
    async with app_on(path).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        main_screen(pilot).query_one(Filtering).apply('"b [/] [b]c[/b] [$error]x"')
        await settle(pilot)
        await press(pilot, "ctrl+p", Typed("save this"), "enter", Typed("[/] [b]a[/b] [red]"), "enter", "ctrl+p")
        text = shown(pilot.app)
        assert "View: [/] [b]a[/b] [red]" in text
        assert '"b [/] [b]c[/b] [$error]x"' in text
        await press(pilot, Typed("view: [/]"))
        assert "View: [/] [b]a[/b] [red]" in shown(pilot.app)
