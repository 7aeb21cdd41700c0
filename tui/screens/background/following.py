"""Following on the screen: what comes into the store appears by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer

from store.errors import StoreError
from tui.following import RETRY_SECONDS, Follower, Unreachable, Written
from tui.questions.answers import QuestionFailed, ScopeLoaded, StoreOpened
from tui.questions.pages import Asked
from tui.questions.watching.arrivals import Arrived, Recounted, arrived, surroundings
from tui.screens.reader import Reader
from tui.widgets.layer import Layer
from tui.widgets.timeline.timeline import Timeline

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store

LIST, SURROUNDINGS = "list", "surroundings"
SURROUNDINGS_SECONDS = 1.0
"""How often tree, head and badges follow at most; the list follows at once."""


class Following(Layer):
    """Holds the panes; `store` is the open one, `moment` the one looked at when it is not now.

    Of the list and of what surrounds it one question is asked at a time; what is written meanwhile makes one more,
    however often that is. Who looks at another moment finds out on coming back.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "catch_up", "Follow", tooltip="The newest event, and what comes", id="follow.catch_up"),
        Binding(
            "f", "go_to_newest", "Follow", tooltip="The newest event, and what comes", id="follow.newest", show=False
        ),
    ]

    store: var["Store | None"] = var(None)
    moment: var[datetime | None] = var(None)

    reader = getters.query_one(Reader)
    timeline = getters.query_one(Timeline)

    @dataclass
    class Answered(Message):
        """What was asked is answered, or could not be."""

        group: str
        error: StoreError | None = None

    def __init__(self, panes: Layer) -> None:
        super().__init__(panes)
        self._follower: Follower | None = None
        self._reached: int | None = None
        self._due: set[str] = set()
        self._asked: set[str] = set()
        self._looked_round_at = 0.0
        self._timer: Timer | None = None
        self._said: str | None = None

    def on_unmount(self) -> None:
        if self._follower is not None:
            self._follower.stop()

    def watch_store(self, store: "Store | None") -> None:
        if store is not None and self._follower is None:
            self._follower = Follower(store, self.post_message)
            self._follower.start()

    def watch_moment(self) -> None:
        # all is read anew then, with what has come meanwhile; from where on more is to be taken in is asked at once
        self._reached = None
        self._due.add(LIST)
        self._go_on()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        # the footer has little room, on a narrow screen none, and offers what is worth it: there is something new
        return bool(self.timeline.unseen) and not self.reader.workspace.narrow if action == "catch_up" else True

    @on(StoreOpened)
    def begin(self, answer: StoreOpened) -> None:
        self._reached = answer.facts.events

    @on(Written)
    def take_note(self) -> None:
        self._due = {LIST, SURROUNDINGS}
        self._go_on()

    def _go_on(self) -> None:
        """Ask what is due, unless it is being asked, or another moment is looked at."""
        if self.store is None or self.moment is not None:
            return
        asked = self.timeline.asked
        # while the answers are counted it is not known which of them are
        is_there = self.timeline.total is not None and not self.timeline.is_counting
        if self._may_ask(LIST) and is_there:
            self._ask(LIST, partial(self._new, self.store, asked, self._reached))
        if not self._may_ask(SURROUNDINGS):
            return
        rest = self._looked_round_at + SURROUNDINGS_SECONDS - monotonic()
        if rest <= 0:
            self._looked_round_at = monotonic()
            self._ask(SURROUNDINGS, partial(surroundings, self.store, asked, self.reader.schedules.opened))
        elif self._timer is None:
            self._timer = self.set_timer(rest, self._look_round)

    def _look_round(self) -> None:
        self._timer = None
        self._go_on()

    def _may_ask(self, group: str) -> bool:
        return group in self._due and group not in self._asked

    def _ask(self, group: str, question: Callable[[], Iterable[Message]]) -> None:
        self._due.discard(group)
        self._asked.add(group)
        # found here: by the time of the answer the screen may have been taken apart
        work = partial(self._answer, self.reader, group, question)
        self.run_worker(work, thread=True, group=f"following {group}")

    def _answer(self, reader: Reader, group: str, question: Callable[[], Iterable[Message]]) -> None:
        """Ask off the event loop; answer with messages."""
        error = None
        try:
            for answer in question():
                reader.post_message(answer)
        except StoreError as failure:
            error = failure
        reader.post_message(self.Answered(group, error))

    @staticmethod
    def _new(store: "Store", asked: Asked, after: int | None) -> Iterable[Message]:
        yield arrived(store, asked, after)

    @on(ScopeLoaded)
    def go_on_with_list(self, answer: ScopeLoaded) -> None:
        """Ask for what came while the list was read or counted."""
        page, reached = answer.page, self._reached
        is_older = page.reached is not None and reached is not None and page.reached < reached
        if is_older and page.asked == self.reader.asked:
            # it was read before what was taken in since
            self._reached = page.reached
            self._due.add(LIST)
        self.call_after_refresh(self._go_on)

    @on(QuestionFailed)
    def go_on_without_list(self) -> None:
        """Ask for what came while the list was waited for, which does not come."""
        self.call_after_refresh(self._go_on)

    @on(Answered)
    def go_on(self, answered: Answered) -> None:
        answered.stop()
        self._asked.discard(answered.group)
        if answered.error is not None:
            self._say(answered.error)
            self.set_timer(RETRY_SECONDS, self.take_note)
        self._go_on()

    @on(Arrived)
    def take_in(self, arrived: Arrived) -> None:
        """Take in what belongs to the list, unless something else is listed by now."""
        arrived.stop()
        is_next = arrived.asked == self.timeline.asked and arrived.after == self._reached
        if self.moment is not None or not is_next:
            self._due.add(LIST)
            return
        if self.reader.failure_line.sentence == self._said:
            # what the user asked may have failed as well, and that is still so
            self.reader.failure_line.sentence = None
        self._reached = arrived.reached
        self.reader.take_in(arrived.rows)
        if arrived.more:
            self._due.add(LIST)

    @on(Recounted)
    def compare(self, recounted: Recounted) -> None:
        """Read the list anew where it has lost count: it was read while somebody wrote."""
        recounted.stop()
        timeline = self.timeline
        if self.moment is not None or timeline.total is None or timeline.counted is not None:
            return
        is_other = self.reader.is_turning or recounted.asked != timeline.asked
        if is_other or recounted.reached != self._reached:
            # another moment or something else is listed, or one had seen what the other had not: they are compared when
            # both have
            self._due.add(SURROUNDINGS)
            self._go_on()
        elif recounted.number != timeline.total:
            self.reader.refill(follow=timeline.follows)

    @on(Unreachable)
    def say_unreachable(self, unreachable: Unreachable) -> None:
        self._say(unreachable.error)

    def _say(self, error: StoreError) -> None:
        self._said = self.reader.failure_line.sentence = f"new events do not come in now: {error}"

    @on(Timeline.Unseen)
    def offer_to_follow(self) -> None:
        self.refresh_bindings()

    def action_catch_up(self) -> None:
        self.timeline.follow()

    def action_go_to_newest(self) -> None:
        self.timeline.follow()
