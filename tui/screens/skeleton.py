"""The first frame: the boxes of the main screen, empty, before anything else is even imported."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget


class Blank(Widget):
    """A widget with nothing in it; a plain one would draw its own name."""

    def render(self) -> Content:
        return Content("")


class Box(Blank):
    """An empty pane with a title."""

    def __init__(self, title: str, name: str) -> None:
        super().__init__(classes=name)
        self.border_title = Content(title)


class SkeletonScreen(Screen[None]):
    """Empty boxes where the panes will be; the style sheet gives them the sizes that the panes begin with."""

    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        yield Blank(classes="head")
        with Horizontal():
            yield Box("Schedules", "schedules")
            with Vertical():
                yield Box("Timeline", "timeline")
                yield Box("Before", "changes")
        yield Blank(classes="foot")
