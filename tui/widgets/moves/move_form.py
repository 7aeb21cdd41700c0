"""The parameters of a move, one line each, and the button that applies it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.widgets import Button, Input, Label, Static

from store.lifecycle.moves import Move
from tui.presentation.moves.move_fields import Draft, Field
from tui.presentation.moves.move_input import InputError, positions_in, positions_text
from tui.presentation.moves.move_lines import SeriesChoice, reason_text, series_text
from tui.presentation.signs import Signs
from tui.widgets.moves.choice import Choice

_MEGAWATTS_MEAN: Mapping[Move, str] = {
    Move.SUBMIT: "more than before",
    Move.REPORT_ANOMALY: "more than ours",
    Move.IMPOSE: "more than ours",
}

_NO_SERIES: Mapping[Move, str] = {
    Move.SUBMIT: "none in particular",
    Move.CONFIRM_INTERMEDIATE: "none: all of them match",
}
_DELTAS = {False: "the counterpart's values", True: "differences in MW"}
_BALANCE = {False: "settled by other series", True: "left as it comes out"}


class MoveForm(Vertical):
    """Shows a draft and answers with the edited one; `wrong` is the field that cannot be meant.

    `sentence` says what applying would do, or why it cannot be done; the button is there for what can.
    """

    draft: var[Draft | None] = var(None)
    wrong: var[Field | None] = var(None)

    sentence = getters.query_one("#sentence", Static)
    button = getters.query_one(Button)

    @dataclass
    class Edited(Message):
        """Something was typed or turned."""

        draft: Draft

    @dataclass
    class ListWanted(Message):
        """A field is to be chosen from a list."""

        field: Field

    @dataclass
    class Applied(Message):
        """The button was pressed."""

    def __init__(self, series: Sequence[SeriesChoice], day: date, zone: ZoneInfo, signs: Signs) -> None:
        super().__init__()
        self._series = series
        self._day = day
        self._zone = zone
        self._signs = signs

    def compose(self) -> ComposeResult:
        for field in Field:
            with Horizontal(id=f"row-{field.name.lower()}", classes="field"):
                yield Label(field.value)
                yield self._control(field)
                if field in {Field.HOURS, Field.MEGAWATTS}:
                    yield Static(classes="meaning", markup=False)
        yield Static("", id="sentence", markup=False)
        with Horizontal(id="applying"):
            # nothing can be applied before there is a draft
            yield Button("Apply", compact=True, disabled=True, variant="primary")

    def _control(self, field: Field) -> Widget:
        name = field.name.lower()
        if field not in {Field.HOURS, Field.MEGAWATTS}:
            return Choice(self._signs.open, id=name)
        example = "1-8, 08:00-10:00" if field is Field.HOURS else "0"
        control = Input(placeholder=example, compact=True, select_on_focus=False, id=name)
        # a blinking cursor keeps the terminal busy
        control.cursor_blink = False
        return control

    @property
    def typed(self) -> Draft | None:
        """The draft with what stands in the fields, which can be newer than it."""
        hours, megawatts = (self.query_one(name, Input).value for name in ("#hours", "#megawatts"))
        return replace(self.draft, hours=hours, megawatts=megawatts) if self.draft is not None else None

    def enter(self) -> None:
        """Give the first parameter the focus, or the button where there is none."""
        shown = [one for one in self.query(".field > Choice, .field > Input").results() if self._is_shown(one)]
        if shown:
            shown[0].focus()
        elif not self.button.disabled:
            self.button.focus()

    def go(self, step: int) -> None:
        """Give the next parameter the focus, or the one before."""
        selector = "MoveForm Choice, MoveForm Input, MoveForm Button"
        if step > 0:
            self.screen.focus_next(selector)
        else:
            self.screen.focus_previous(selector)

    def say(self, sentence: Content, *, possible: bool) -> None:
        """Show what applying would do, or why it cannot be done."""
        self.sentence.update(sentence)
        self.sentence.set_class(not possible, "-impossible")
        self.button.disabled = not possible

    def watch_draft(self, before: Draft | None, after: Draft | None) -> None:
        fields = after.fields if after else ()
        for field in Field:
            self._row(field).display = field in fields
        if after is None:
            return
        for field, text in self._texts(after).items():
            self._row(field).query_one(Choice).shown = text
        if before is None or before.move is not after.move:
            # while one types, what is typed is newer than the draft
            with self.prevent(Input.Changed):
                self.query_one("#hours", Input).value = after.hours
                self.query_one("#megawatts", Input).value = after.megawatts
        self._explain(after)

    def watch_wrong(self, wrong: Field | None) -> None:
        for field in Field:
            self._row(field).set_class(field is wrong, "-wrong")

    def _texts(self, draft: Draft) -> dict[Field, str]:
        none = _NO_SERIES.get(draft.move, "none chosen")
        return {
            Field.REASON: reason_text(draft.reason),
            Field.SERIES: series_text(draft.series, self._series, none=none),
            Field.DELTAS: _DELTAS[draft.as_deltas],
            Field.BALANCE: _BALANCE[draft.unbalanced],
        }

    def _explain(self, draft: Draft) -> None:
        """Say beside what is typed what it means."""
        try:
            hours = positions_text(positions_in(draft.hours, self._day, self._zone), self._day, self._zone)
        except InputError:
            hours = ""
        self._row(Field.HOURS).query_one(".meaning", Static).update(hours)
        self._row(Field.MEGAWATTS).query_one(".meaning", Static).update(_MEGAWATTS_MEAN.get(draft.move, "MW"))

    def _row(self, field: Field) -> Horizontal:
        return self.query_one(f"#row-{field.name.lower()}", Horizontal)

    @staticmethod
    def _is_shown(control: Widget) -> bool:
        return control.parent is not None and bool(getattr(control.parent, "display", False))

    @on(Input.Changed)
    def take_typed(self, changed: Input.Changed) -> None:
        changed.stop()
        if self.typed is not None:
            self.post_message(self.Edited(self.typed))

    @on(Input.Submitted)
    def go_on(self, submitted: Input.Submitted) -> None:
        submitted.stop()
        self.go(1)

    @on(Choice.Wanted)
    def open_choice(self, wanted: Choice.Wanted) -> None:
        wanted.stop()
        field = Field[(wanted.choice.id or "").upper()]
        if field not in {Field.DELTAS, Field.BALANCE}:
            self.post_message(self.ListWanted(field))
        elif self.draft is not None and field is Field.DELTAS:
            self.post_message(self.Edited(replace(self.draft, as_deltas=not self.draft.as_deltas)))
        elif self.draft is not None:
            self.post_message(self.Edited(replace(self.draft, unbalanced=not self.draft.unbalanced)))

    @on(Button.Pressed)
    def apply(self, pressed: Button.Pressed) -> None:
        pressed.stop()
        self.post_message(self.Applied())
