"""The panes of the main screen, and what is looked at in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import var

from store.model.schedules.tree import StoreFacts
from store.model.timeline import EVERYTHING, Event, Scope
from tui.presentation.branches import Branches
from tui.presentation.times import TimeFormat
from tui.questions.pages import Asked
from tui.view import View
from tui.widgets.filtering.filter_bar import FilterBar
from tui.widgets.layer import Layer
from tui.widgets.lines.failure_line import FailureLine
from tui.widgets.panes.change_panes import ChangePanes
from tui.widgets.places.histogram_bar import HistogramBar
from tui.widgets.timeline.timeline import Timeline
from tui.widgets.tree.schedule_tree import ScheduleTree
from tui.widgets.workspace import Workspace

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.question import Question


class Panes(Layer):
    """Tree, timeline, histogram and changes: `path` leads to the scope, `question` filters it, `shown` is the event."""

    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)
    facts: var[StoreFacts | None] = var(None)
    path: var[Branches] = var(())
    shown: var[Event | None] = var(None)
    question: var["Question | None"] = var(None, init=False)
    loading_rows: var[bool] = var(default=False)
    text_index: var[int | None] = var(None)

    schedules = getters.query_one(ScheduleTree)
    timeline = getters.query_one(Timeline)
    changes = getters.query_one(ChangePanes)
    failure_line = getters.query_one(FailureLine)
    workspace = getters.query_one(Workspace)

    @dataclass
    class Changed(Message):
        """What is looked at is something else, or holds something else."""

        facts: StoreFacts | None
        path: Branches
        shown: Event | None

    def __init__(self, view: View, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._view, self._now = view, now

    def compose(self) -> ComposeResult:
        signs, zone = self._view.signs, self._view.zone
        yield FailureLine(signs)
        yield Workspace(
            ScheduleTree(self._now, signs),
            Timeline(zone, signs).data_bind(Panes.facts, Panes.time_format, Panes.loading_rows, Panes.text_index),
            ChangePanes(signs).data_bind(event=Panes.shown),
            HistogramBar(zone, signs).data_bind(Panes.time_format),
            FilterBar(signs),
        )

    @property
    def scope(self) -> Scope:
        """What is looked at."""
        return self.path[-1].scope if self.path else EVERYTHING

    @property
    def asked(self) -> Asked:
        """What is listed: the events of the scope that answer the question, if there is one."""
        return Asked(self.scope, self.question)

    def _tell(self) -> None:
        self.post_message(self.Changed(self.facts, self.path, self.shown))
        self.refresh_bindings()

    watch_facts = watch_path = watch_shown = _tell
