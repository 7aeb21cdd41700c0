"""The arrangement of the panes: tree at the left, timeline over the changes at the right."""

from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import clamp
from textual.reactive import var
from textual.widget import Widget

from store.model.schedules.tree import VersionNode
from tui.remembered import Layout
from tui.widgets.layer import Layer
from tui.widgets.timeline.timeline import Timeline
from tui.widgets.tree.schedule_tree import ScheduleTree

TREE_STEPS = 7
TIMELINE_STEPS = 7
TREE, TIMELINE, CHANGES = "tree", "timeline", "changes"
NARROW = 100
"""Columns below which the tree is a drawer."""
MEDIUM, WIDE = 120, 160
"""Columns below which the tree has less room, and from which on it has more."""
HIGH = 28
"""Rows from which on there is room for a histogram over the timeline."""


class Workspace(Layer):
    """Three panes that can be resized, zoomed and, the tree, put away.

    On a narrow screen the tree is a drawer over the others.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "z",
            "zoom",
            "Zoom",
            tooltip="The pane with the focus on the whole screen, and back",
            id="main.zoom",
            show=False,
        ),
        Binding("1", "go('tree')", "Schedules", tooltip="Go to the schedules", id="main.tree", show=False),
        Binding("2", "go('timeline')", "Timeline", tooltip="Go to the timeline", id="main.timeline", show=False),
        Binding("3", "go('changes')", "Changes", tooltip="Go to the changes", id="main.changes", show=False),
        Binding("b", "drawer", "Tree", tooltip="Open or close the drawer of a narrow screen", id="main.drawer"),
        Binding("<", "widen(-1)", "Tree narrower", tooltip="The tree narrower", id="main.narrower", show=False),
        Binding(">", "widen(1)", "Tree wider", tooltip="The tree wider", id="main.wider", show=False),
        Binding("-", "heighten(-1)", "Timeline lower", tooltip="The timeline lower", id="main.lower", show=False),
        Binding("+,=", "heighten(1)", "Timeline higher", tooltip="The timeline higher", id="main.higher", show=False),
        Binding("escape", "unzoom", "Back", tooltip="Unzoom, or put the drawer away", id="main.unzoom", show=False),
    ]

    layout_state: var[Layout] = var(Layout())
    narrow: var[bool] = var(default=False)
    tree_shown: var[bool] = var(default=True)

    def __init__(self, tree: ScheduleTree, timeline: Timeline, changes: Widget, *bars: Widget) -> None:
        super().__init__()
        self._bars = bars
        self._panes: dict[str, Widget] = {TREE: tree, TIMELINE: timeline, CHANGES: changes}
        self.update_classes(self._layout_classes(self.layout_state), update=False)

    def compose(self) -> ComposeResult:
        yield self._panes[TREE]
        with Layer():
            yield from self._bars
            yield self._panes[TIMELINE]
            yield self._panes[CHANGES]

    @property
    def focused_pane(self) -> str:
        """The name of the pane with the focus, the timeline when none has it."""
        return next((name for name, pane in self._panes.items() if pane.has_focus_within), TIMELINE)

    def go(self, name: str) -> None:
        """Give a pane the focus, out of its drawer or from behind a zoomed one."""
        self.reveal(name)
        self._panes[name].focus()

    def reveal(self, name: str) -> None:
        """Bring a pane out of its drawer or from behind a zoomed one."""
        if name == TREE:
            self.tree_shown = True
        elif self.narrow:
            self.tree_shown = False
        if self.layout_state.zoomed not in {None, name}:
            self.layout_state = replace(self.layout_state, zoomed=name)

    def watch_layout_state(self, before: Layout, after: Layout) -> None:
        self.update_classes(dict.fromkeys(_step_classes(before), False) | self._layout_classes(after))
        self.refresh_bindings()

    def watch_narrow(self, narrow: bool) -> None:
        self.set_class(narrow, "-narrow")
        self.tree_shown = not narrow
        self._leave_hidden_tree()

    def watch_tree_shown(self, shown: bool) -> None:
        self.set_class(not shown, "-no-tree")
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        width, height = event.size
        self.narrow = width < NARROW
        # in one go: with each change of a class the styles of all panes are worked out anew
        sizes = {"-medium": NARROW <= width < MEDIUM, "-wide": width >= WIDE}
        self.update_classes({**sizes, "-high": height >= HIGH, "-low": height < HIGH})

    @on(ScheduleTree.Opened)
    def go_to_events(self, opened: ScheduleTree.Opened) -> None:
        # of a version the conversation is opened, which is for the screen to do
        if not isinstance(opened.branch.value, VersionNode):
            self.go(TIMELINE)

    @on(Timeline.Opened)
    def go_to_changes(self) -> None:
        self.go(CHANGES)

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        if action == "drawer":
            # it leads to the schedules, which a wide screen shows anyway
            return self.narrow and self.focused_pane != CHANGES
        if action == "unzoom":
            return self.layout_state.zoomed is not None or (self.narrow and self.tree_shown)
        return True

    def action_zoom(self) -> None:
        zoomed = None if self.layout_state.zoomed else self.focused_pane
        self.layout_state = replace(self.layout_state, zoomed=zoomed)

    def action_unzoom(self) -> None:
        if self.layout_state.zoomed:
            self.layout_state = replace(self.layout_state, zoomed=None)
        else:
            self.tree_shown = False
            self._leave_hidden_tree()

    def action_go(self, name: str) -> None:
        self.go(name)

    def action_drawer(self) -> None:
        if self.layout_state.zoomed:
            self.layout_state = replace(self.layout_state, zoomed=None)
        self.tree_shown = not self.tree_shown
        if self.tree_shown:
            self.go(TREE)
        self._leave_hidden_tree()

    def action_widen(self, steps: int) -> None:
        step = clamp(self.layout_state.tree_step + steps, 0, TREE_STEPS - 1)
        self.layout_state = replace(self.layout_state, tree_step=step)

    def action_heighten(self, steps: int) -> None:
        step = clamp(self.layout_state.timeline_step + steps, 0, TIMELINE_STEPS - 1)
        self.layout_state = replace(self.layout_state, timeline_step=step)

    def _layout_classes(self, layout: Layout) -> dict[str, bool]:
        """Return which classes of sizes and of a zoomed pane a layout has, and which it has not."""
        zoomed = {f"-zoom-{name}": layout.zoomed == name for name in self._panes}
        return dict.fromkeys(_step_classes(layout), True) | zoomed

    def _leave_hidden_tree(self) -> None:
        if not self.tree_shown and self._panes[TREE].has_focus_within:
            self._panes[TIMELINE].focus()


def _step_classes(layout: Layout) -> tuple[str, str]:
    return f"-tree-{layout.tree_step}", f"-timeline-{layout.timeline_step}"
