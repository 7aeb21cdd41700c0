"""The question for a moment to look at."""

from datetime import date, datetime, tzinfo
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from store.model.texts.moments import MomentError, instant_in
from tui.presentation.times import TimeFormat, clock, day_text, zone_label


class AskMoment(ModalScreen[datetime | None]):
    """Asks for a moment; answers with the instant in UTC, None where it is given up.

    A time alone is that of the day `on`. What cannot be read is underlined, and says what was expected.
    """

    AUTO_FOCUS = "Input"
    CSS_PATH: ClassVar[str] = "../../styles/travel.tcss"

    HELP = """
    ## Moment

    A date and time as on the screen, `2026-03-26 14:05` or `2026-03-26 14:05:12.118`; a date alone is its
    beginning, a time alone is that of the day looked at. Local time, unless an offset such as `+01:00` or
    `Z` says otherwise; where the clocks go back, `02:30A` comes before `02:30B`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "Go", tooltip="Go to this moment", id="moment.go"),
        Binding("escape", "dismiss(None)", "Back", tooltip="Stay where you are", id="moment.back"),
    ]

    field = getters.query_one(Input)
    meaning = getters.query_one(Static)
    box = getters.query_one(Vertical)

    def __init__(self, zone: tzinfo, on: date) -> None:
        super().__init__()
        self._zone = zone
        self._on = on

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Go to a moment")
            box.border_subtitle = Content("enter goes there · esc stays")
            yield Input(placeholder=f"{self._on.isoformat()} 14:05", compact=True)
            yield Static(markup=False)

    def on_mount(self) -> None:
        self._explain()

    @on(Input.Changed)
    def show_meaning(self) -> None:
        self._explain()

    @on(Input.Submitted)
    def go(self) -> None:
        self.action_go()

    def action_go(self) -> None:
        try:
            self.dismiss(instant_in(self.field.value, self._zone, self._on))
        except MomentError:
            self._explain(final=True)

    def _explain(self, *, final: bool = False) -> None:
        """Say what is meant, or what was expected; while nothing is typed nothing is wrong."""
        text, problem = self.field.value, ""
        meaning = f"A date, a date and time, or a time of {day_text(self._on)}; {self._zone_name}"
        if text.strip() or final:
            try:
                at = instant_in(text, self._zone, self._on).astimezone(self._zone)
                meaning = f"as of {day_text(at.date())} {clock(at)}, {self._zone_name}"
            except MomentError as error:
                problem = str(error)
        self.set_class(bool(problem), "-wrong")
        self.meaning.update(Content(problem or meaning))

    @property
    def _zone_name(self) -> str:
        return zone_label(TimeFormat.LOCAL, self._zone)
