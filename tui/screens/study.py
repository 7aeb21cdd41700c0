"""What can be looked at of what is selected: copying, the conversation, what is wrong, and what differs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var

from store.model.readable_store import ReadableStore
from store.model.schedules.tree import StoreFacts, VersionNode
from store.model.timeline import EVERYTHING, Event, Scope
from tui.presentation.branches import Branches, meant, path_text
from tui.presentation.times import TimeFormat, zone_in
from tui.questions.differences.event_comparison import event_among_versions, event_subject, why_no_quarter_hours
from tui.questions.differences.matching import reconciled, reconciliation_question, to_match
from tui.questions.lives import conversation_question
from tui.questions.watching.checks import Checks
from tui.screens.filtering.filtering import Filtering
from tui.screens.filtering.views import SavedViews
from tui.screens.menus.copy_menu import CopyMenu
from tui.view import View
from tui.widgets.layer import Layer
from tui.widgets.panes.change_panes import ChangePanes
from tui.widgets.tree.schedule_tree import ScheduleTree

if TYPE_CHECKING:
    # the rules bring in what the first frame does without
    from tui.screens.lives.findings import FindingsScreen


class Study(Layer):
    """Holds the panes; `path` leads to what is selected, `shown` is the event looked at.

    `store` is the open one as it is, or as it was at the moment that is looked at. Nothing is written here. What
    shall be looked at is told in messages.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "v",
            "converse",
            "Conversation",
            tooltip="What was said about this version",
            id="study.conversation",
            show=False,
        ),
        Binding(
            "!", "findings", "Findings", tooltip="What is wrong in what is selected", id="study.findings", show=False
        ),
        Binding(
            "d",
            "quarter_hours",
            "Quarter-hours",
            tooltip="The amounts before and after, by quarter-hour",
            id="study.quarter_hours",
        ),
        Binding(
            "m",
            "match",
            "Matching",
            tooltip="Our values against the counterparties'",
            id="study.matching",
            show=False,
        ),
        Binding("y", "copy", "Copy", tooltip="Copy the event or a part of it", id="study.copy", show=False),
        Binding(
            "e",
            "export",
            "Export",
            tooltip="Write the event, its case or the timeline to a file",
            id="study.export",
            show=False,
        ),
    ]

    schedules = getters.query_one(ScheduleTree)

    store: var[ReadableStore | None] = var(None)
    path: var[Branches] = var(())
    shown: var[Event | None] = var(None)
    facts: var[StoreFacts | None] = var(None)
    time_format: var[TimeFormat] = var(TimeFormat.LOCAL)

    @dataclass
    class EventWanted(Message):
        """An event shall be looked at."""

        uid: str

    def __init__(self, panes: Layer, *, view: View, now: Callable[[], datetime]) -> None:
        super().__init__(panes)
        self._view = view
        self._now = now
        self._findings: FindingsScreen | None = None
        self._why_no_quarter_hours = why_no_quarter_hours(None)

    @property
    def selected(self) -> Scope:
        """The schedule, version or series that is meant: that of the tree, else that of the event."""
        return meant(self.path, self.shown)

    @property
    def _to_match(self) -> Scope | None:
        """What is to be matched, by where the cursor is."""
        return to_match(self.path, self.shown, in_tree=self.schedules.has_focus)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        if action == "copy":
            return "no event is selected" if self.shown is None else None
        if action == "quarter_hours":
            return self._why_no_quarter_hours
        if self.store is None:
            return "no store is open"
        if action == "converse" and self.selected.schedule_uid is None:
            return "choose a schedule, a version or one of its events first"
        if action == "match" and self._to_match is None:
            return "choose a day, a schedule or one of its events first"
        return None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def watch_path(self) -> None:
        self.refresh_bindings()

    def watch_shown(self) -> None:
        # to tell takes a comparison, and each key asks
        self._why_no_quarter_hours = why_no_quarter_hours(self.shown)
        self.refresh_bindings()

    def watch_store(self) -> None:
        self.refresh_bindings()

    def watch_facts(self) -> None:
        """Something was written: let the findings that are being looked at follow."""
        if self._findings is not None:
            self._findings.look_again()

    @on(ScheduleTree.Opened)
    def open_version(self, opened: ScheduleTree.Opened) -> None:
        """Show the conversation of a version; the events of anything else are gone to."""
        if isinstance(opened.branch.value, VersionNode):
            self.action_converse()

    def action_copy(self) -> None:
        if self.shown is not None:
            link = self.query_one(SavedViews).link(self.shown)
            self.app.push_screen(CopyMenu(self.shown, self.query_one(ChangePanes).current, zone=self._zone, link=link))

    def action_export(self) -> None:
        from tui.output.exports import Looked, exports
        from tui.screens.menus.export_menu import ExportMenu

        scope = self.path[-1].scope if self.path else EVERYTHING
        looked = Looked(
            self.store,
            self.shown,
            self.selected.schedule_uid,
            scope,
            path_text(self.path, self._view.signs) or "all schedules",
            self.app.export_screenshot(title="Gridtrail"),
            self._now(),
            self._zone,
            self._view.ack_minutes,
            self.query_one(Filtering).filter.question,
        )
        self.app.push_screen(ExportMenu(exports(looked), Path.cwd()))

    def action_quarter_hours(self) -> None:
        from tui.screens.differences.quarter_hours import QuarterHoursScreen

        if self.store is not None and self.shown is not None:
            question = partial(event_among_versions, self.store, self.shown)
            self.app.push_screen(
                QuarterHoursScreen(question, event_subject(self.shown, self._view.signs), self._view.signs)
            )

    def action_converse(self) -> None:
        from tui.screens.lives.conversation import ConversationScreen

        scope = self.selected
        if self.store is not None and scope.schedule_uid is not None:
            question = conversation_question(self.store, scope.schedule_uid, self._view.ack_minutes)
            screen = ConversationScreen(question, scope.version, self._now, self._view.signs, self._zone)
            self.app.push_screen(screen, self._go_to)

    def action_match(self) -> None:
        from tui.screens.differences.reconcile import ReconcileScreen

        scope = self._to_match
        if self.store is not None and scope is not None:
            question = reconciliation_question(self.store, self._view.exchanges)
            read_all = partial(reconciled, self.store, scope, question)
            subject = path_text(self.path[:1], self._view.signs) if scope.schedule_uid is None else ""
            self.app.push_screen(
                ReconcileScreen(read_all, question, subject, self._view.signs, self._zone), self._go_to
            )

    def action_findings(self) -> None:
        from tui.screens.lives.findings import FindingsScreen

        if self.store is not None:
            scope = self.path[-1].scope if self.path else EVERYTHING
            subject = path_text(self.path, self._view.signs) or "all schedules"
            check = Checks(self.store, scope, self._view.ack_minutes).checked
            screen = FindingsScreen(check, self._now, subject, self._view.signs, self._zone)
            self._findings = screen
            self.app.push_screen(screen, self._go_to)

    @property
    def _zone(self) -> tzinfo:
        return zone_in(self.time_format, self._view.zone)

    def _go_to(self, uid: str | None) -> None:
        self._findings = None
        if uid is not None:
            self.post_message(self.EventWanted(uid))
