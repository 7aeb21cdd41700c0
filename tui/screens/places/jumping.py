"""Jumps within what is listed: to a time, a uid, another delivery day, the next trouble; the filter stays."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.reactive import var

from store.model.readable_store import ReadableStore
from store.model.timeline import EventRow
from tui.presentation.times import TimeFormat, zone_in
from tui.questions import ways
from tui.questions.answers import QuestionFailed
from tui.questions.ways import NotReached, Reached
from tui.screens.asking import Asking
from tui.screens.places.ask_place import AskPlace, Target
from tui.screens.reader import Reader
from tui.screens.toasts import say
from tui.view import View
from tui.widgets.workspace import TIMELINE

GROUP = "way"


def _jump(key: str, action: str, label: str, tooltip: str, name: str) -> Binding:
    return Binding(key, action, label, tooltip=tooltip, id=f"jump.{name}", show=False)


class Jumping(Container):
    """Holds the panes; `store` is what is read, `now` tells the time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _jump(":", "ask_place", "Jump", "To a time or a uid, without changing the filter", "ask"),
        _jump("}", "day(1)", "Next day", "To the next event of another delivery day", "day"),
        _jump("{", "day(-1)", "Day before", "Back to the last event of another delivery day", "day_before"),
        _jump("]", "trouble(1)", "Next trouble", "To the next refusal, anomaly or other trouble", "trouble"),
        _jump("[", "trouble(-1)", "Trouble before", "Back to the last trouble before", "trouble_before"),
    ]

    store: var[ReadableStore | None] = var(None)
    shown: var[object] = var(None)
    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)

    reader = getters.query_one(Reader)

    @dataclass
    class Jumped(Message):
        """The event of this uid was left by a jump; None where there was none."""

        uid: str | None

    def __init__(self, panes: Container, *, view: View, now: Callable[[], datetime]) -> None:
        super().__init__(panes)
        self._view = view
        self._now = now
        self._asking = Asking(self, lambda: None)

    def why_not(self, _action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if self.store is None:
            return "no store is open"
        return None if self._row else "no event is selected"

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def watch_store(self, store: ReadableStore | None) -> None:
        self._asking.store = store
        self.refresh_bindings()

    def watch_shown(self) -> None:
        self.refresh_bindings()

    @property
    def _row(self) -> EventRow | None:
        return self.reader.timeline.selected

    @on(Reached)
    def go(self, reached: Reached) -> None:
        """Go to the event that was found."""
        reached.stop()
        row = self._row
        self.post_message(self.Jumped(row.uid if row else None))
        if reached.is_listed:
            self.reader.go_to(reached.row.uid)
        else:
            self.reader.look_at(reached.row.uid)
        self.reader.workspace.go(TIMELINE)

    @on(NotReached)
    def say_so(self, answer: NotReached) -> None:
        answer.stop()
        say(self.screen, answer.words)

    @on(QuestionFailed)
    def say_why(self, failed: QuestionFailed) -> None:
        if failed.group == GROUP:
            failed.stop()
            say(self.screen, str(failed.error))

    def action_day(self, steps: int) -> None:
        if (row := self._row) is not None:
            way = partial(ways.next_day, asked=self.reader.asked, row=row, forward=steps > 0)
            self._asking.ask(GROUP, way)

    def action_trouble(self, steps: int) -> None:
        if (row := self._row) is not None:
            way = partial(ways.next_trouble, asked=self.reader.asked, row=row, forward=steps > 0)
            self._asking.ask(GROUP, way)

    def action_ask_place(self) -> None:
        from store.query.moments import Clock

        zone = zone_in(self.time_format, self._view.zone)
        at = self._row.created_at if self._row else self._now()
        self.app.push_screen(AskPlace(Clock(self._now().astimezone(UTC), zone), at.astimezone(zone).date()), self._jump)

    def _jump(self, target: Target | None) -> None:
        if target is None:
            return
        if target.instant is not None:
            self._asking.ask(GROUP, partial(ways.at_moment, asked=self.reader.asked, instant=target.instant))
        else:
            way = partial(ways.at_uid, asked=self.reader.asked, prefix=target.uid, row=self._row)
            self._asking.ask(GROUP, way)
