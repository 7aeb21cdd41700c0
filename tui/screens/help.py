"""The help: the keys of the pane with the focus, out of the bindings, and the words of the domain."""

from collections.abc import Callable, Iterable
from inspect import cleandoc
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui.presentation.help_text import HelpKey, help_content
from tui.presentation.signs import Signs

_REASONS = {
    "stop": "there is no change or hit to go to",
    "fold": "this line has nothing to open or close",
    "expand": "no event is selected",
    "search": "no event is selected",
    "layout": "this event has one side only",
}
"""Why an action of the change panes cannot be done, whose own lines decide about it."""

KeyText = Callable[[Binding], str]


class HelpScreen(ModalScreen[None]):
    """The help on what has the focus of another screen, over that screen."""

    AUTO_FOCUS = "VerticalScroll"
    CSS_PATH = "../styles/help.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,?,q", "close", "Close", tooltip="Close the help", id="help.close"),
        Binding("down,j", "scroll(1)", "Down", tooltip="A line down", id="help.down", show=False),
        Binding("up,k", "scroll(-1)", "Up", tooltip="A line up", id="help.up", show=False),
    ]

    body = getters.query_one(VerticalScroll)

    def __init__(self, about: Content) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        with VerticalScroll() as body:
            body.border_title = "Help"
            body.border_subtitle = "esc closes"
            yield Static(self._about)

    def action_close(self) -> None:
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        self.body.scroll_relative(y=lines, animate=False)


def help_on(screen: Screen[object], key_text: KeyText, signs: Signs) -> Content:
    """Return the help on what has the focus of a screen, as its bindings are now."""
    focused = screen.focused
    pane = focused if focused is not None and focused.HELP else screen
    mine: list[ActiveBinding] = []
    others: list[ActiveBinding] = []
    for active in screen.active_bindings.values():
        # what Textual binds by itself has no tooltip
        if not active.binding.system and active.binding.description and active.binding.tooltip:
            (mine if active.node is pane else others).append(active)
    groups = [("Keys", _help_keys(mine, key_text)), ("Everywhere", _help_keys(others, key_text))]
    return help_content(cleandoc(pane.HELP or ""), groups, signs)


def _help_keys(bindings: Iterable[ActiveBinding], key_text: KeyText) -> list[HelpKey]:
    """Return one line for each action, with all keys it has."""
    found: dict[tuple[DOMNode, str], list[ActiveBinding]] = {}
    for active in bindings:
        found.setdefault((active.node, active.binding.action), []).append(active)
    return [
        HelpKey(
            " ".join(key_text(active.binding) for active in group),
            group[0].binding.tooltip or group[0].binding.description,
            None if group[0].enabled else reason(group[0]),
        )
        for group in found.values()
    ]


def reason(active: ActiveBinding) -> str:
    """Return why a binding cannot be used now, as its screen says."""
    why_not = getattr(active.node, "why_not", None)
    action = active.binding.action.partition("(")[0]
    return (why_not(action) if why_not else None) or _REASONS.get(action, "there is nothing to do it with")
