"""The conversation about a version: its lane, the reply that is missing, and the versions beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, ClassVar

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from store.errors import StoreError
from store.model.texts.inert import inert
from tui.keys.key_names import way
from tui.presentation.conversation.lane import LaneStyle, heading_line, lane_lines
from tui.presentation.conversation.versions import count_text, place_of, title_line, version_lines
from tui.presentation.moves.move_lines import content
from tui.presentation.signs import Signs
from tui.screens.explaining import ExplainingScreen
from tui.widgets.lines.steady_footer import SteadyFooter
from tui.widgets.plain_scroll_bar import scroll_plainly

if TYPE_CHECKING:
    # reading a life brings in what the first frame does without
    from store.lifecycle.conversation import Conversation
    from store.lifecycle.steps.step import Step

ConversationQuestion = Callable[[int | None, datetime], "Conversation"]
"""Returns the conversation about a version, None the latest, as of a moment; may raise StoreError."""

_REFRESH_SECONDS = 30
"""How often what is waited for is measured anew."""


_WIDTHS = [(0, "-narrow"), (120, "-normal"), (160, "-wide")]

_VERSIONS_BELOW = 3
"""How many versions are listed below the lane, where there is no room beside it."""


class ConversationScreen(ExplainingScreen[str | None]):
    """Shows who said what about a version; answers with the uid of an event to go to, None for none.

    `question` is asked off the event loop, for the `version` that was chosen and for those beside it, with
    what `clock` says. Times are shown in `zone`. `show` takes a newer conversation at any time.
    """

    AUTO_FOCUS = "#lane"
    CSS_PATH = "../../styles/conversation.tcss"
    HORIZONTAL_BREAKPOINTS = _WIDTHS

    HELP = """
    ## Conversation

    What was said about one version, in the order in which it was. An arrow goes from who speaks to who is
    spoken to: the balance responsible party (BRP) at the left, the TSO at the right. Beside it what became of
    the version, the reason codes with their titles, and the id of the document.

    A broken arrow is a reply that is missing, with how long it has been waited for, or one that is still to
    come. A receipt has no time of its own: the log tells of it with the answer that follows.

    Enter goes to the event of a step; of a missing reply, to the one it should have answered.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "Event", tooltip="Go to the event of this step", id="conversation.event", priority=True),
        Binding("escape,q", "dismiss(None)", "Back", tooltip="Back to the events", id="conversation.back"),
        Binding(
            "left,[", "turn(-1)", "Earlier", tooltip="The version before", id="conversation.earlier", priority=True
        ),
        Binding("right,]", "turn(1)", "Later", tooltip="The version after", id="conversation.later", priority=True),
        Binding("r", "reload", "Reload", tooltip="Ask the store again", id="conversation.reload", show=False),
        Binding("?", "app.help", "Help", tooltip="Keys and words of this screen", id="conversation.help", show=False),
        way("conversation", "j", "step(1)", "down", "The step after"),
        way("conversation", "k", "step(-1)", "up", "The step before"),
    ]

    lane = getters.query_one("#lane", OptionList)
    heading = getters.query_one("#heading", Static)
    versions = getters.query_one("#versions", Static)
    failure = getters.query_one("#failure", Static)
    box = getters.query_one("#conversation", Vertical)

    @dataclass
    class Loaded(Message):
        """The conversation about the version that was asked for is known."""

        version: int | None
        conversation: "Conversation"

    @dataclass
    class Failed(Message):
        """The store could not answer, and why."""

        error: StoreError

    def __init__(
        self,
        question: ConversationQuestion,
        version: int | None,
        clock: Callable[[], datetime],
        signs: Signs,
        zone: tzinfo,
    ) -> None:
        super().__init__()
        self._question = question
        self._wanted = version
        self._clock = clock
        self._signs = signs
        self._zone = zone
        self._shown: Conversation | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="beside"):
            with Vertical(id="conversation"):
                yield Static(id="failure", markup=False)
                yield Static(id="heading", markup=False)
                yield OptionList(id="lane", markup=False)
            yield Static(id="versions", markup=False)
        yield SteadyFooter(compact=True)

    def on_mount(self) -> None:
        self.box.border_title = Content("Conversation")
        self.box.border_subtitle = Content(f"loading{self._signs.waiting}")
        self.versions.border_title = Content("Versions")
        scroll_plainly(self, self._signs)
        self.set_interval(_REFRESH_SECONDS, self.action_reload)
        self.load(self._wanted)

    @property
    def version(self) -> int | None:
        """The version that is looked at, or that was asked for; None the latest."""
        return self._wanted

    def show(self, conversation: "Conversation") -> None:
        """Show a conversation in place of the last one, the cursor on the step it was on."""
        before, cursor = self._shown, self._current
        self._shown = conversation
        self._wanted = conversation.number
        self.failure.remove_class("-failed")
        same = before is not None and before.number == conversation.number
        self._draw(cursor if same else None)
        self.refresh_bindings()

    @work(thread=True, exclusive=True, group="conversation")
    def load(self, version: int | None) -> None:
        """Ask off the event loop; answer with a message."""
        try:
            answer: Message = self.Loaded(version, self._question(version, self._clock()))
        except StoreError as error:
            answer = self.Failed(error)
        if not get_current_worker().is_cancelled:
            self.post_message(answer)

    @on(Loaded)
    def show_loaded(self, answer: Loaded) -> None:
        if answer.version == self._wanted:
            self.show(answer.conversation)

    @on(Failed)
    def show_failure(self, failed: Failed) -> None:
        self.failure.update(Content(f"{self._signs.rejected} {inert(str(failed.error), 400)}  (r tries again)"))
        self.failure.add_class("-failed")
        self.box.border_subtitle = Content("")
        if self._shown is not None:
            self._wanted = self._shown.number

    @on(events.Resize)
    def draw_anew(self) -> None:
        self.call_after_refresh(self._draw, self._current)

    @on(OptionList.OptionSelected)
    def go_to_event(self, chosen: OptionList.OptionSelected) -> None:
        chosen.stop()
        self.action_go()

    @property
    def _current(self) -> "Step | None":
        """The step under the cursor."""
        place = self.lane.highlighted
        if self._shown is None or place is None or place >= len(self._shown.lane):
            return None
        return self._shown.lane[place]

    def _draw(self, cursor: "Step | None") -> None:
        """Draw the lane and the versions; the cursor goes to the same step, else to the last one."""
        shown = self._shown
        if shown is None:
            return
        size = self.lane.scrollable_content_region.size
        style = LaneStyle(max(40, size.width), self._signs, self._zone)
        steps = lane_lines(shown, style)
        if sum(map(len, steps)) + len(steps) <= size.height:
            steps = lane_lines(shown, replace(style, spaced=True))
        self.box.border_title = content(title_line(shown, self._signs))
        self.box.border_subtitle = Content(count_text(shown))
        self.heading.update(content(heading_line(shown, style)))
        rows = [Option(Content("\n").join(map(content, lines))) for lines in steps]
        self.lane.clear_options()
        self.lane.add_options(rows)
        self.lane.highlighted = place_of(shown, cursor)
        room = self.versions.content_size
        height = _VERSIONS_BELOW if self.has_class("-narrow") else max(1, room.height)
        lines = version_lines(shown, max(10, room.width), height, self._signs, self._zone)
        self.versions.update(Content("\n").join(map(content, lines)))

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action == "go" and self._current is None:
            return "nothing was said yet"
        return "there is no other version on that side" if action == "turn" else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "turn" and isinstance(parameters[0], int):
            return True if self._beside(parameters[0]) is not None else None
        return super().check_action(action, parameters)

    def _beside(self, step: int) -> int | None:
        """Return the version so many further on."""
        numbers = [one.number for one in self._shown.versions] if self._shown else []
        if self._wanted not in numbers:
            return None
        place = numbers.index(self._wanted) + step
        return numbers[place] if 0 <= place < len(numbers) else None

    def action_turn(self, step: int) -> None:
        version = self._beside(step)
        if version is not None:
            self._wanted = version
            self.load(version)

    def action_step(self, step: int) -> None:
        self.lane.action_cursor_down() if step > 0 else self.lane.action_cursor_up()

    def action_reload(self) -> None:
        self.load(self._wanted)

    def action_go(self) -> None:
        if self._current is not None:
            self.dismiss(self._current.uid)
