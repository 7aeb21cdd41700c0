"""The tree of schedules: day, TSO, version, series; children come when a branch opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.geometry import clamp
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from store.model.schedules.tree import DayNode
from store.model.timeline import EVERYTHING, Scope
from tui.keys.key_names import way
from tui.presentation.branches import ROOT, Branch, Branches, Loading, More
from tui.presentation.lists.tree_labels import LabelStyle
from tui.presentation.pieces import Role
from tui.presentation.signs import Signs
from tui.widgets.palette import ROLE_CLASSES
from tui.widgets.tree.branch_nodes import UNLABELLED, BranchNodes

_TOGGLE = Style.from_meta({"toggle": True})


def _path_to(node: TreeNode[Branch]) -> Branches:
    """Return the branches from the outermost one down to a node."""
    outer = _path_to(node.parent) if node.parent is not None and not node.parent.is_root else ()
    return (*outer, node.data or ROOT)


_way = partial(way, "tree")


class ScheduleTree(Tree[Branch], inherit_bindings=False):
    """Schedules by day, TSO, version and series; the branch under the cursor is the scope.

    A branch is known by its scope, so that other values for it keep cursor, scroll and what is open.
    """

    HELP = """
    ## Schedules

    The delivery days, newest first; below a day its schedules, below a schedule its versions, below a
    version its series. What the cursor stands on is the scope of the timeline.

    `c` marks a version or a series as A; on another one it compares the two. On a schedule it offers its versions.
    `C` shows what each version of a schedule, or of all schedules of a day, changed.
    """

    BORDER_TITLE = "Schedules"

    COMPONENT_CLASSES: ClassVar[set[str]] = set(ROLE_CLASSES)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Events", tooltip="Go to the events of this branch", id="tree.open"),
        Binding("space", "toggle_node", "Open", tooltip="Open or close this branch", id="tree.toggle", show=False),
        _way("down,j", "move(1)", "down", "The row below"),
        _way("up,k", "move(-1)", "up", "The row above"),
        _way("right,l", "inward", "inward", "Open this branch, or go into it"),
        _way("left,h", "outward", "outward", "Close this branch, or go to the one above it"),
        _way("pagedown", "page(1.0)", "page_down", "A page down"),
        _way("pageup", "page(-1.0)", "page_up", "A page up"),
        _way("ctrl+d", "page(0.5)", "half_down", "Half a page down"),
        _way("ctrl+u", "page(-0.5)", "half_up", "Half a page up"),
        _way("home,g", "scroll_home", "first", "The first row"),
        _way("end,G", "scroll_end", "last", "The last row"),
    ]

    @dataclass
    class ScopeChosen(Message):
        """The cursor stands on another branch; `path` leads to it from the outermost one."""

        path: Branches

        @property
        def scope(self) -> Scope:
            """What the branch selects."""
            return self.path[-1].scope

    @dataclass
    class ChildrenWanted(Message):
        """A branch was opened for the first time."""

        branch: Branch

    @dataclass
    class Opened(Message):
        """The events of a branch shall be looked at."""

        branch: Branch

    def __init__(self, clock: Callable[[], datetime], signs: Signs) -> None:
        super().__init__(UNLABELLED, ROOT)
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self.auto_expand = False
        self._clock = clock
        self._signs = signs
        self._listed = BranchNodes(self.root)
        self._badges: Mapping[Scope, int] = {}
        self._open_now: Branches = ()
        self._to_open: set[Scope] = set()

    @property
    def opened(self) -> Branches:
        """The branches whose children are in sight, outer ones first."""
        return self._listed.opened

    @property
    def days(self) -> tuple[DayNode, ...]:
        """The days, newest first, those that are open before the others."""
        opened = {branch.scope for branch in self._listed.opened}
        days = sorted(self._listed.days, key=lambda branch: branch.scope not in opened)
        return tuple(branch.value for branch in days if isinstance(branch.value, DayNode))

    @property
    def path(self) -> Branches:
        """The branches down to the one under the cursor; none while that stands for others."""
        path = _path_to(self.cursor_node) if self.cursor_node else ()
        return path if path and path[-1].selects else ()

    def show(self, parent: Scope, branches: Branches) -> None:
        """List branches below another one, EVERYTHING for the days; those listed before stay as they are."""
        self._listed.put(parent, branches)
        for scope in tuple(self._to_open):
            node = self._listed.node(scope)
            if node is not None:
                node.expand()
                self._to_open.discard(scope)

    def turned(self, *, is_past: bool) -> Branches:
        """Return the branches whose children are to come as another moment has them.

        In the past those in sight; back from it those that were in sight before, which are opened again.
        """
        if is_past:
            self._open_now, self._to_open = self.opened, set()
            return self._open_now
        self._to_open = {branch.scope for branch in self._open_now}
        return self._open_now

    def select(self, scope: Scope) -> bool:
        """Put the cursor on a branch and open those above it; return whether it is listed."""
        # nothing is listed before the store is open
        node = next(iter(self.root.children), None) if scope == EVERYTHING else self._listed.reveal(scope)
        if node is None:
            return False
        parent = node.parent
        while parent is not None and not parent.is_root:
            if not parent.is_expanded:
                parent.expand()
            parent = parent.parent
        # counting the lines gives the nodes their places
        if self.last_line >= 0:
            self.move_cursor(node)
        return True

    def mark(self, badges: Mapping[Scope, int]) -> None:
        """Show how many findings there are below branches; the scopes that are not named have none."""
        if badges != self._badges:
            self._badges = badges
            self.draw_anew()

    def draw_anew(self) -> None:
        """Write the rows again: time has passed."""
        self._listed.refresh()

    def render_label(self, node: TreeNode[Branch], base_style: Style, style: Style) -> Text:
        branch = node.data or ROOT
        indent = self.guide_depth * self._depth(node) + 2
        signs = self._signs
        icon = "  " if not node.allow_expand else f"{signs.open if node.is_expanded else signs.closed} "
        found = self._badges.get(branch.scope, 0)
        label = LabelStyle(self.scrollable_content_region.width, indent, signs, self._clock(), found)
        text = Text()
        text.append(icon, base_style + style + (_TOGGLE if node.allow_expand else Style.null()))
        for piece in branch.line(label):
            own = self._role_style(piece.role) if piece.role is not Role.TEXT else Style.null()
            text.append(piece.text, base_style + style + own)
        return text

    def get_label_width(self, node: TreeNode[Branch]) -> int:
        return max(1, self.scrollable_content_region.width - self.guide_depth * self._depth(node))

    def _role_style(self, role: Role) -> Style:
        return self.get_component_rich_style(f"role--{role}", partial=True)

    @staticmethod
    def _depth(node: TreeNode[Branch]) -> int:
        depth = 0
        parent = node.parent
        while parent is not None and parent.parent is not None:
            depth, parent = depth + 1, parent.parent
        return depth

    @on(Tree.NodeExpanded)
    def ask_for_children(self, event: Tree.NodeExpanded[Branch]) -> None:
        event.stop()
        branch = event.node.data
        if branch is not None and branch.opens and not self._listed.known(branch.scope):
            self._listed.fill(event.node, [Branch(branch.scope, Loading())])
            self.post_message(self.ChildrenWanted(branch))

    @on(Tree.NodeHighlighted)
    def choose_scope(self, event: Tree.NodeHighlighted[Branch]) -> None:
        event.stop()
        path = _path_to(event.node)
        if path[-1].selects:
            self.post_message(self.ScopeChosen(path))

    def action_open(self) -> None:
        node = self.cursor_node
        if node is None or node.data is None:
            return
        if isinstance(node.data.value, More):
            self._listed.turn_page(node.data.scope)
        elif node.data.selects:
            self.post_message(self.Opened(node.data))

    def action_move(self, rows: int) -> None:
        self.cursor_line = clamp(self.cursor_line + rows, 0, max(0, self.last_line))
        self.scroll_to_line(self.cursor_line, animate=False)

    def action_page(self, pages: float) -> None:
        self.action_move(round(self.scrollable_content_region.height * pages))

    def action_inward(self) -> None:
        node = self.cursor_node
        if node is None or not node.allow_expand:
            return
        if node.is_expanded:
            self.action_move(1)
        else:
            node.expand()

    def action_outward(self) -> None:
        node = self.cursor_node
        if node is None:
            return
        if node.is_expanded and node.allow_expand:
            node.collapse()
        elif node.parent is not None and not node.parent.is_root:
            self.move_cursor(node.parent)
