"""A bare list of many rows that draws only those in sight: what a key costs with nothing of ours around it."""

import sys

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class Rows(ScrollView, can_focus=True):
    """So many numbered rows, one of them with a cursor."""

    BINDINGS = [  # noqa: RUF012 - as the toolkit has it
        Binding("down", "move(1)"),
        Binding("pagedown", "move(30)"),
    ]

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows, self._cursor = rows, 0

    def on_mount(self) -> None:
        self.virtual_size = Size(80, self._rows)

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        return Strip(
            [Segment(f"{'▌' if number == self._cursor else ' '} row {number:>8} of a list")]
        ).adjust_cell_length(80)

    def action_move(self, rows: int) -> None:
        before = self._cursor
        self._cursor = min(self._rows - 1, before + rows)
        self.scroll_to_region(Region(0, self._cursor, 1, 1), animate=False)
        for number in (before, self._cursor):
            self.refresh(Region(0, number - self.scroll_offset.y, 80, 1))


class VirtualList(App[None]):
    """The list and nothing else."""

    def compose(self) -> ComposeResult:
        yield Rows(int(sys.argv[1]))


if __name__ == "__main__":
    VirtualList().run()
