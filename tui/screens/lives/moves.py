"""The moves that can be made on a schedule now, with their parameters and a preview of what they write."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from store.lifecycle.moves import Act, Move
from tui.keys.key_names import way
from tui.presentation.moves.move_fields import Draft, Field, FieldError, act_of, first_draft, reasons_for
from tui.presentation.moves.move_lines import series_choices, subject, title_of
from tui.presentation.moves.preview import Preview, preview_of, verdict
from tui.presentation.signs import Signs
from tui.screens.explaining import ExplainingScreen
from tui.screens.lives.picking import ReasonPicker, SeriesPicker
from tui.screens.toasts import say
from tui.widgets.lines.steady_footer import SteadyFooter
from tui.widgets.moves.move_form import MoveForm
from tui.widgets.moves.move_list import MoveList
from tui.widgets.moves.move_preview import MovePreview
from tui.widgets.plain_scroll_bar import scroll_plainly

if TYPE_CHECKING:
    # reading a life brings in what the first frame does without
    from store.lifecycle.life import Life
    from store.lifecycle.offers import Offer

_WIDTHS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]
_HEIGHTS = [(0, "-low"), (32, "-middle"), (50, "-tall")]


class MovesScreen(ExplainingScreen[tuple[bytes, ...] | None]):
    """Lets one move be chosen, filled in and looked at; answers with the entries it writes, None for none.

    `version` is the version that answers are about, None the latest; `series` the uid of the series to begin
    with. The entries are those of the moment `at`; the same `seed` gives the same ones. Nothing is written here.
    """

    AUTO_FOCUS = "#moves"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../../styles/panes.tcss", "../../styles/moves.tcss"]
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS

    HELP = """
    ## Simulate

    At the left what the balance responsible party (BRP) and the TSO can do now; what they cannot is dim,
    with the reason. At the right the parameters of the move, below what the log will say of it: the
    entries, and the state before and after. Nothing is written before `Apply`, and then as simulated.
    What the gateway in between does of itself is a part of them. A submission settles its balance.

    Quarter-hours are positions (`1-8, 33`) or local times (`08:00-10:00`, the end is not in it).
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Back to the moves, then away without writing", id="moves.back"),
        Binding("ctrl+s", "apply", "Apply", tooltip="Write what the preview shows", id="moves.apply", priority=True),
        Binding("?", "app.help", "Help", tooltip="Keys and words of this screen", id="moves.help", show=False),
        way("moves", "down,j", "step(1)", "down", "The next move or parameter"),
        way("moves", "up,k", "step(-1)", "up", "The move or parameter before"),
    ]

    draft: var[Draft | None] = var(None)
    wrong: var[Field | None] = var(None)
    preview: var[Preview | None] = var(None)

    moves = getters.query_one(MoveList)
    form = getters.query_one(MoveForm)

    @dataclass
    class Previewed(Message):
        """What a draft would write is known."""

        draft: Draft
        preview: Preview

    # one argument for each thing that the caller knows
    def __init__(  # noqa: PLR0913, PLR0917
        self,
        life: "Life",
        version: int | None,
        series: str | None,
        at: datetime,
        signs: Signs,
        zone: tzinfo,
        seed: str,
        latest: datetime | None = None,
    ) -> None:
        from store.lifecycle.offers import offers

        super().__init__()
        self._life = life
        self._version = version
        self._at = at
        self._latest = latest
        self._signs = signs
        self._zone = zone
        self._seed = seed
        # what can be done comes first, in the order of the table
        self._offers: Sequence[Offer] = sorted(
            offers(life, version, at, latest), key=lambda one: one.refusal is not None
        )
        about = life.latest if version is None else life.version(version)
        self._series = series_choices(about, signs)
        self._wanted = next((one.name for one in self._series if series in {one.uid, one.name}), None)
        self._drafts: dict[Move, Draft] = {}
        self._applying = False

    def compose(self) -> ComposeResult:
        yield Static(subject(self._life, self._version, self._signs), id="subject")
        with Horizontal(id="choosing"):
            yield MoveList(self._offers, self._signs)
            form = MoveForm(self._series, self._life.day, self._life.zone, self._signs)
            yield form.data_bind(MovesScreen.draft, MovesScreen.wrong)
        yield MovePreview(self._zone, self._signs).data_bind(MovesScreen.preview)
        yield SteadyFooter(compact=True)

    def on_mount(self) -> None:
        scroll_plainly(self, self._signs)
        self.moves.border_title = Content("Moves")
        self.moves.border_subtitle = Content(f"enter parameters {self._signs.dot} esc")
        self.form.border_subtitle = Content("ctrl+s applies")
        self.moves.highlighted = 0 if self._offers else None

    def watch_draft(self, draft: Draft | None) -> None:
        """Keep what was filled in, and ask for its preview."""
        self.wrong = None
        self._applying = False
        if draft is None:
            return
        self._drafts[draft.move] = draft
        self.preview = None
        try:
            act = act_of(draft, self._version, self._life.day, self._life.zone)
        except FieldError as error:
            self.workers.cancel_group(self, "preview")
            self.wrong = error.field
            self.preview = Preview(refusal=f"{error.field.value}: {error}")
        else:
            self.ask_preview(draft, act)

    def watch_preview(self, preview: Preview | None) -> None:
        if preview is not None:
            self.form.say(verdict(preview, self._signs), possible=preview.refusal is None)
            self.refresh_bindings()

    @work(thread=True, exclusive=True, group="preview")
    def ask_preview(self, draft: Draft, act: Act) -> None:
        """Find out off the event loop what an act would write; answer with a message."""
        from store.lifecycle.offers import timely

        at = timely(self._life, act.move, self._at, self._latest)
        answer = self.Previewed(draft, preview_of(self._life, act, at, self._seed))
        if not get_current_worker().is_cancelled:
            self.post_message(answer)

    @on(Previewed)
    def show_preview(self, answer: Previewed) -> None:
        if answer.draft != self.draft:
            return
        self.preview = answer.preview
        if self._applying:
            self.action_apply()

    @on(OptionList.OptionHighlighted, "#moves")
    def choose_move(self, chosen: OptionList.OptionHighlighted) -> None:
        chosen.stop()
        offer = self._offers[chosen.option_index]
        self.form.border_title = Content(title_of(offer))
        if offer.refusal is None:
            # trades first: those can differ from what a counterparty says
            names = [one.name for one in sorted(self._series, key=lambda one: not one.is_trade)]
            self.draft = self._drafts.get(offer.move) or first_draft(offer.move, self._wanted, names)
        else:
            self.workers.cancel_group(self, "preview")
            self.draft = None
            self.preview = Preview(refusal=offer.refusal)

    @on(OptionList.OptionSelected, "#moves")
    def enter_form(self, chosen: OptionList.OptionSelected) -> None:
        chosen.stop()
        refusal = self._offers[chosen.option_index].refusal
        if refusal is None:
            self.form.enter()
        else:
            say(self, refusal)

    @on(MoveForm.Edited)
    def take_draft(self, edited: MoveForm.Edited) -> None:
        if self.draft is not None and edited.draft.move is self.draft.move:
            self.draft = edited.draft

    @on(MoveForm.ListWanted)
    def open_list(self, wanted: MoveForm.ListWanted) -> None:
        if self.draft is None:
            return
        if wanted.field is Field.REASON:
            self.app.push_screen(ReasonPicker(reasons_for(self.draft.move), self.draft.reason), self._take_reason)
        elif self._series:
            self.app.push_screen(SeriesPicker(self._series, self.draft.series), self._take_series)
        else:
            say(self, "there is no version yet whose series could be chosen")

    def _take_reason(self, code: str | None) -> None:
        if code is not None and self.draft is not None:
            self.draft = replace(self.draft, reason=code)
            self.form.go(1)

    def _take_series(self, names: tuple[str, ...] | None) -> None:
        if names is not None and self.draft is not None:
            self.draft = replace(self.draft, series=names)
            self.form.go(1)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        return self.preview.refusal if action == "apply" and self.preview is not None else None

    def action_back(self) -> None:
        if self.moves.has_focus:
            self.dismiss(None)
        else:
            self.moves.focus()

    def action_step(self, step: int) -> None:
        focused = self.focused
        if isinstance(focused, OptionList):
            focused.action_cursor_down() if step > 0 else focused.action_cursor_up()
        else:
            self.form.go(step)

    @on(MoveForm.Applied)
    def action_apply(self) -> None:
        # what was typed last counts, also where it has not arrived here or has no preview yet
        self.draft = self.form.typed
        if self.preview is None:
            self._applying = True
        elif self.preview.refusal is None:
            self.dismiss(self.preview.contents)
