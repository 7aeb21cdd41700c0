"""The nodes of the schedule tree by the scope they select, listed in pages below their parents."""

from rich.text import Text
from textual.widgets.tree import TreeNode

from store.model.timeline import EVERYTHING, Scope
from tui.presentation.branches import ROOT, Branch, Branches, More

PAGE = 500
"""Branches listed at once below another; the rest waits behind a row of its own."""

Node = TreeNode[Branch]

UNLABELLED = Text()
"""The label of a node, which is drawn out of its branch; what is no Text is looked through for emojis."""


class BranchNodes:
    """What is listed below each node, and the node of each scope.

    Other values for a branch keep its node, and so the cursor, the scroll and what is open.
    """

    def __init__(self, root: Node) -> None:
        self._below: dict[Scope, Branches] = {}
        self._listed: dict[Scope, int] = {}
        self._nodes: dict[Scope, Node] = {EVERYTHING: root}

    def node(self, scope: Scope) -> Node | None:
        """Return the node of a scope; None when it is not listed."""
        return self._nodes.get(scope)

    def known(self, scope: Scope) -> bool:
        """Return whether the children of a scope have come."""
        return scope in self._below

    @property
    def opened(self) -> Branches:
        """The branches whose children are in sight, outer ones first."""
        nodes = [self._nodes[scope] for scope in self._below if scope in self._nodes]
        return tuple(node.data for node in nodes if node.data and node.data.opens and node.is_expanded)

    @property
    def days(self) -> Branches:
        """The days, newest first, open or not."""
        return self._below.get(EVERYTHING, ())

    def put(self, parent: Scope, branches: Branches) -> None:
        """List branches below another one, EVERYTHING for the days."""
        self._below[parent] = branches
        node = self._nodes.get(parent)
        if node is None:
            return
        listed = self._listed.get(parent, PAGE)
        rows = [ROOT, *branches[:listed]] if parent == EVERYTHING else list(branches[:listed])
        if len(branches) > listed:
            rows.append(Branch(parent, More(len(branches) - listed)))
        self.fill(node, rows)

    def turn_page(self, parent: Scope) -> None:
        """List another page below a branch."""
        self._listed[parent] = self._listed.get(parent, PAGE) + PAGE
        self.put(parent, self._below[parent])

    def reveal(self, scope: Scope) -> Node | None:
        """Return the node of a scope, after as many pages as it takes; None when it has not come."""
        for parent, branches in self._below.items():
            place = next((index for index, branch in enumerate(branches) if branch.scope == scope), 0)
            while place >= self._listed.get(parent, PAGE):
                self.turn_page(parent)
        return self._nodes.get(scope)

    def refresh(self) -> None:
        """Have all nodes drawn again."""
        for node in self._nodes.values():
            node.refresh()

    def fill(self, parent: Node, rows: list[Branch]) -> None:
        """Make the children of a node these rows, keeping the nodes that are among them."""
        wanted = {row.key for row in rows}
        for child in tuple(parent.children):
            if child.data is None or child.data.key not in wanted:
                self._forget(child)
                child.remove()
        for index, row in enumerate(rows):
            node = parent.children[index] if index < len(parent.children) else None
            if node is None or node.data is None or node.data.key != row.key:
                node = parent.add(UNLABELLED, row, before=index, allow_expand=row.opens)
            if node.data != row:
                node.data = row
                node.refresh()
            if row.selects and row is not ROOT:
                self._nodes[row.scope] = node

    def _forget(self, node: Node) -> None:
        for child in node.children:
            self._forget(child)
        if node.data and node.data.selects and self._nodes.get(node.data.scope) is node:
            del self._nodes[node.data.scope]
            self._below.pop(node.data.scope, None)
