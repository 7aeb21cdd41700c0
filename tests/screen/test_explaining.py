"""Screens that say why a key cannot do now what it is bound to."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from tests.support.calm import rest
from tui.screens.explaining import ExplainingScreen
from tui.widgets.lines.steady_footer import SteadyFooter


class Asked(ExplainingScreen[None]):
    """What can be done is told from a widget that is composed after the footer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+t", "take", "Take", id="asked.take")]

    def compose(self) -> ComposeResult:
        with Vertical(), Vertical():
            yield Input("empty")
        yield SteadyFooter()

    def why_not(self, action: str) -> str | None:
        return "there is nothing to take" if action == "take" and self.query_one(Input).value == "empty" else None

    def action_take(self) -> None:
        self.dismiss(None)


async def test_before_its_parts_are_there_nothing_can_be_done_and_then_it_is_said_what_cannot() -> None:
    screen = Asked()
    assert screen.check_action("take", ()) is None
    app: App[None] = App()
    async with app.run_test():
        await app.push_screen(screen)
        assert screen.check_action("take", ()) is None
        assert screen.check_action("other", ()) is True
        app.simulate_key("ctrl+t")
        await rest(app)
        assert [one.message for one in app._notifications] == ["Take: there is nothing to take"]
        screen.query_one(Input).value = "something"
        await rest(app)
        app.simulate_key("ctrl+t")
        await rest(app)
        assert app.screen is not screen
