"""The versions of a schedule, two of which are chosen to be compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from store.errors import StoreError
from store.model.texts.inert import inert
from tui.keys.key_names import way
from tui.presentation.comparing.choosing import Choosing, Picked
from tui.presentation.comparing.version_rows import version_row
from tui.presentation.moves.move_lines import content
from tui.presentation.signs import Signs
from tui.questions.differences.comparing import VersionChoice
from tui.screens.explaining import ExplainingScreen
from tui.widgets.lines.steady_footer import SteadyFooter
from tui.widgets.plain_scroll_bar import scroll_plainly


class VersionPicker(ExplainingScreen[Picked | None]):
    """Lists the versions of a schedule, newest first; answers with those chosen, None for none.

    `question` is asked off the event loop. B is where the cursor stands, at first on the version to begin with,
    else on the newest; A is what was marked, else the version before B. Times are shown in `zone`.
    """

    AUTO_FOCUS = "OptionList"
    CSS_PATH = "../../styles/comparing.tcss"

    HELP = """
    ## Versions

    Two versions to compare: B is where the cursor stands, A is marked with space. At first they are the newest and
    the one before it, so that enter alone shows what the last version changed.

    `m` marks A and goes back, to compare it with something else: a version of another schedule or day, a series, the
    state of an event.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "choose", "Compare", tooltip="Compare A with this version", id="picker.compare", priority=True
        ),
        Binding("space,a", "mark", "A", tooltip="Make this version A", id="picker.mark"),
        Binding("m", "keep", "Only mark", tooltip="Mark this version as A and go elsewhere", id="picker.keep"),
        Binding("escape,q", "dismiss(None)", "Back", tooltip="Close without comparing", id="picker.back"),
        Binding("?", "app.help", "Help", tooltip="Keys and words of this screen", id="picker.help", show=False),
        way("picker", "j", "step(1)", "down", "The version below"),
        way("picker", "k", "step(-1)", "up", "The version above"),
        way("picker", "g", "edge(0)", "newest", "The newest version"),
        way("picker", "G", "edge(1)", "oldest", "The oldest version"),
    ]

    options = getters.query_one(OptionList)
    box = getters.query_one(Vertical)
    notice = getters.query_one("#notice", Static)

    @dataclass
    class Loaded(Message):
        """The versions are known."""

        choices: Sequence[VersionChoice]

    @dataclass
    class Failed(Message):
        """The store could not answer, and why."""

        error: StoreError

    def __init__(
        self,
        question: Callable[[], Sequence[VersionChoice]],
        choosing: Choosing,
        signs: Signs,
        zone: tzinfo,
    ) -> None:
        super().__init__()
        self._question = question
        self._choosing = choosing
        self._signs = signs
        self._zone = zone
        self._choices: Sequence[VersionChoice] = ()
        self._one: int | None = None
        self._failure: str | None = None
        self._is_loading = True

    def compose(self) -> ComposeResult:
        with Vertical(id="picker") as box:
            box.border_title = Content(f"Compare versions {self._signs.dot} {self._choosing.subject}")
            yield Static(id="notice", markup=False)
            yield OptionList(markup=False)
        yield SteadyFooter(compact=True)

    def on_mount(self) -> None:
        scroll_plainly(self, self._signs)
        self.load()

    @work(thread=True, exclusive=True, group="versions")
    def load(self) -> None:
        """Ask off the event loop; answer with a message."""
        try:
            answer: Message = self.Loaded(self._question())
        except StoreError as error:
            answer = self.Failed(error)
        if not get_current_worker().is_cancelled:
            self.post_message(answer)

    @on(Failed)
    def show_failure(self, failed: Failed) -> None:
        self._failure = f"{self._signs.rejected} {inert(str(failed.error), 400)}"
        self._draw()

    @on(Loaded)
    def show_versions(self, loaded: Loaded) -> None:
        self._choices, self._is_loading = loaded.choices, False
        numbers = [one.node.number for one in self._choices]
        place = numbers.index(self._choosing.version) if self._choosing.version in numbers else 0
        if self._choosing.marked is None and len(numbers) > 1:
            # against the version before; the first one is A itself, and the next one B
            place, before = (place, place + 1) if place + 1 < len(numbers) else (place - 1, place)
            self._one = numbers[before]
        self.options.add_options(Option("") for _ in self._choices)
        self.options.highlighted = place if numbers else None
        self._draw()

    @on(OptionList.OptionHighlighted)
    def move_other(self, highlighted: OptionList.OptionHighlighted) -> None:
        highlighted.stop()
        self._draw()

    @on(OptionList.OptionSelected)
    def take(self, selected: OptionList.OptionSelected) -> None:
        selected.stop()
        self.action_choose()

    @on(events.Resize)
    def draw_anew(self) -> None:
        self.call_after_refresh(self._draw)

    @property
    def _other(self) -> VersionChoice | None:
        """The version under the cursor."""
        place = self.options.highlighted
        return self._choices[place] if place is not None and place < len(self._choices) else None

    def _draw(self) -> None:
        width = max(40, self.options.scrollable_content_region.width)
        for place, one in enumerate(self._choices):
            letters = ("A" if one.node.number == self._one else "") + ("B" if one is self._other else "")
            row = version_row(one, letters, width, self._signs, self._zone)
            self.options.replace_option_prompt_at_index(place, content(row))
        self.notice.update(Content(self._sentence()))
        self.refresh_bindings()

    def _sentence(self) -> str:
        """Return what enter does now, or why there is nothing to choose from."""
        if self._failure is not None:
            return self._failure
        if self._is_loading:
            return f"loading{self._signs.waiting}"
        if self._other is None:
            return "no versions are known"
        one = f"v{self._one}" if self._one is not None else self._choosing.marked.name if self._choosing.marked else ""
        reason = self.why_not("choose")
        return reason or f"enter: what differs from A {one} to B v{self._other.node.number}"

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        other = self._other
        if action not in {"choose", "mark", "keep"}:
            return None
        if other is None:
            return "no versions are known"
        if not other.is_known:
            return f"the log does not say what v{other.node.number} holds"
        if action == "choose" and self._one is None and self._choosing.marked is None:
            return "this is the only version: m marks it"
        if action == "choose" and other.node.number == self._one:
            return f"v{self._one} is A: move to another version"
        return None

    def action_choose(self) -> None:
        if self._other is not None and not self.why_not("choose"):
            self.dismiss(Picked(self._one, self._other.node.number))

    def action_mark(self) -> None:
        if self._other is not None:
            self._one = self._other.node.number
            self._draw()

    def action_keep(self) -> None:
        if self._other is not None:
            self.dismiss(Picked(self._other.node.number, None))

    def action_step(self, step: int) -> None:
        self.options.action_cursor_down() if step > 0 else self.options.action_cursor_up()

    def action_edge(self, last: int) -> None:
        self.options.action_last() if last else self.options.action_first()
