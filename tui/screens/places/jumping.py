"""Jumps within what is listed: to a time, a uid, another delivery day, the next trouble; the filter stays."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from store.model.timeline import EventRow
from tui.presentation.times import TimeFormat, zone_in
from tui.questions import ways
from tui.questions.ways import Reached
from tui.screens.places.ask_place import AskPlace, Target
from tui.screens.places.guiding import Guiding
from tui.view import View
from tui.widgets.layer import Layer
from tui.widgets.workspace import TIMELINE


def _jump(key: str, action: str, label: str, tooltip: str, name: str) -> Binding:
    return Binding(key, action, label, tooltip=tooltip, id=f"jump.{name}", show=False)


class Jumping(Guiding):
    """Holds the panes; `now` tells the time."""

    GROUP = "way"

    BINDINGS: ClassVar[list[BindingType]] = [
        _jump(":", "ask_place", "Jump", "To a time or a uid, without changing the filter", "ask"),
        _jump("}", "day(1)", "Next day", "To the next event of another delivery day", "day"),
        _jump("{", "day(-1)", "Day before", "Back to the last event of another delivery day", "day_before"),
        _jump("]", "trouble(1)", "Next trouble", "To the next refusal, anomaly or other trouble", "trouble"),
        _jump("[", "trouble(-1)", "Trouble before", "Back to the last trouble before", "trouble_before"),
    ]

    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)

    @dataclass
    class Jumped(Message):
        """The event of this uid was left by a jump; None where there was none."""

        uid: str | None

    def __init__(self, panes: Layer, *, view: View, now: Callable[[], datetime]) -> None:
        super().__init__(panes)
        self._view = view
        self._now = now

    def why_not(self, _action: str) -> str | None:
        if self.store is None:
            return "no store is open"
        return None if self._row else "no event is selected"

    @property
    def _row(self) -> EventRow | None:
        return self.reader.timeline.selected

    def go(self, reached: Reached) -> None:
        row = self._row
        self.post_message(self.Jumped(row.uid if row else None))
        if reached.is_listed:
            self.reader.go_to(reached.row.uid)
        else:
            self.reader.look_at(reached.row.uid)
        self.reader.workspace.go(TIMELINE)

    def action_day(self, steps: int) -> None:
        if (row := self._row) is not None:
            self.ask_way(partial(ways.next_day, row=row, forward=steps > 0))

    def action_trouble(self, steps: int) -> None:
        if (row := self._row) is not None:
            self.ask_way(partial(ways.next_trouble, row=row, forward=steps > 0))

    def action_ask_place(self) -> None:
        from store.query.language.moments import Clock

        zone = zone_in(self.time_format, self._view.zone)
        at = self._row.created_at if self._row else self._now()
        on_day, newest = at.astimezone(zone).date(), self.reader.facts.last_at if self.reader.facts else None
        # of the year of the newest event the list says none
        year = newest.astimezone(zone).year if newest else on_day.year
        self.app.push_screen(AskPlace(Clock(self._now().astimezone(UTC), zone), on_day, year), self._jump)

    def _jump(self, target: Target | None) -> None:
        if target is None:
            return
        if target.instant is not None:
            self.ask_way(partial(ways.at_moment, instant=target.instant))
        else:
            self.ask_way(partial(ways.at_uid, prefix=target.uid, row=self._row))
