"""The matrix of versions: draws only the columns in sight; the series stay at the left, the versions at the top."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size, clamp
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.diff.versions.version_matrix import VersionMatrix
from tui.keys.key_names import way
from tui.presentation.comparing.matrix_lines import (
    MatrixLine,
    MatrixLook,
    Row,
    cell_line,
    fixed_line,
    matrix_lines,
)
from tui.presentation.comparing.matrix_reading import ChosenCell, no_change_text
from tui.presentation.pieces import Line, Piece
from tui.presentation.signs import Signs
from tui.widgets.palette import ROLE_CLASSES, Palette


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cursor stands: the number of a line, and that of a version in its matrix."""

    line: int = 1
    column: int = 0


class MatrixView(ScrollView, can_focus=True, inherit_bindings=False):
    """Matrices one under the other; the head of the topmost one in sight stays at the top."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLE_CLASSES, "matrix-view--cursor", "matrix-view--row"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Compare", tooltip="Compare this version with the one before", id="matrix.open"),
        Binding("n", "change(1)", "Next", tooltip="The next version that changed this series", id="matrix.next"),
        Binding("N", "change(-1)", "Previous", tooltip="The one before that did", id="matrix.previous", show=False),
        way("matrix", "down,j", "move(1)", "down", "The series below"),
        way("matrix", "up,k", "move(-1)", "up", "The series above"),
        way("matrix", "right,l", "turn(1)", "later", "The version after"),
        way("matrix", "left,h", "turn(-1)", "earlier", "The version before"),
        way("matrix", "pagedown,ctrl+d", "page(1)", "page_later", "So many versions later as are in sight"),
        way("matrix", "pageup,ctrl+u", "page(-1)", "page_earlier", "So many versions earlier"),
        way("matrix", "home", "turn(-1000000)", "first", "The first version"),
        way("matrix", "end", "turn(1000000)", "latest", "The latest version"),
        way("matrix", "g", "move(-1000000)", "top", "The first series"),
        way("matrix", "G", "move(1000000)", "bottom", "The last line"),
    ]

    place: reactive[Place] = reactive(Place(), init=False)

    @dataclass
    class Moved(Message):
        """The cursor stands on another cell."""

    @dataclass
    class Stayed(Message):
        """There is no version to go to, and why."""

        why: str

    @dataclass
    class Opened(Message):
        """A cell shall be looked at."""

        chosen: ChosenCell

    def __init__(self, signs: Signs) -> None:
        super().__init__()
        self._signs = signs
        self._blocks: Sequence[VersionMatrix] = ()
        self._lines: Sequence[MatrixLine] = ()
        self._look = MatrixLook.of((), 80, signs)
        self._first = 0
        self._palette = Palette(self)

    @property
    def chosen(self) -> ChosenCell | None:
        """The cell under the cursor; None while there is none."""
        if self.place.line >= len(self._lines):
            return None
        line = self._lines[self.place.line]
        return ChosenCell(self._blocks[line.block], line, self.place.column)

    @property
    def in_sight(self) -> tuple[int, int]:
        """The first column in sight, and the one after the last, counted from 0."""
        room = self.scrollable_content_region.width - 1 - self._look.fixed_cells
        return self._first, min(self.columns, self._first + max(1, room // self._look.cell_cells))

    @property
    def columns(self) -> int:
        """How many versions the longest matrix has."""
        return max((len(block.versions) for block in self._blocks), default=0)

    def show(self, blocks: Sequence[VersionMatrix]) -> None:
        """Show matrices; the cursor stays where it is, at first on the latest version of the first series."""
        begins = not self._blocks and bool(blocks)
        self._blocks, self._lines = blocks, matrix_lines(blocks)
        self.virtual_size = Size(0, len(self._lines))
        self._lay_out()
        if begins:
            self.place = Place(1, len(blocks[0].versions) - 1)
        self.post_message(self.Moved())

    def _lay_out(self) -> None:
        self._look = MatrixLook.of(self._blocks, self.scrollable_content_region.width, self._signs)
        self._keep_in_sight()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[number]
        if y == 0:
            line, number = MatrixLine(line.block, Row.HEAD), -1
        return Strip.join([self._palette.strip(*part) for part in self._parts(line, number)]).adjust_cell_length(
            width, self.rich_style
        )

    def _parts(self, line: MatrixLine, number: int) -> list[tuple[Line, int, str]]:
        block, look = self._blocks[line.block], self._look
        here = number == self.place.line
        mark = Piece(self._signs.cursor if here else " ")
        under = "matrix-view--row" if here else ""
        parts = [((mark, *fixed_line(line, block, look)), look.fixed_cells + 1, under)]
        for column in range(*self.in_sight):
            at_cursor = "matrix-view--cursor" if here and column == self.place.column else under
            parts.append((cell_line(line, column, block, look), look.cell_cells, at_cursor))
        return parts

    def validate_place(self, place: Place) -> Place:
        if not self._lines:
            return Place()
        line = clamp(place.line, 1, len(self._lines) - 1)
        if self._lines[line].row is Row.HEAD:
            line += 1 if line > self.place.line else -1
        versions = len(self._blocks[self._lines[line].block].versions)
        return Place(line, clamp(place.column, 0, versions - 1))

    def watch_place(self) -> None:
        self._keep_in_sight()
        self.refresh()
        self.post_message(self.Moved())

    def _keep_in_sight(self) -> None:
        first, last = self.in_sight
        shown = max(1, last - first)
        self._first = clamp(self._first, max(0, self.place.column - shown + 1), self.place.column)
        self._first = max(0, min(self._first, self.columns - shown))
        height = max(2, self.scrollable_content_region.height)
        top = clamp(self.scroll_offset.y, self.place.line - height + 1, self.place.line - 1)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def on_resize(self) -> None:
        self._lay_out()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette.clear()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or not self._lines or offset.y == 0:
            return
        column = self._first + (offset.x - 1 - self._look.fixed_cells) // self._look.cell_cells
        beside = offset.x <= self._look.fixed_cells
        self.place = Place(offset.y + self.scroll_offset.y, self.place.column if beside else column)
        if event.chain == 2:
            self.action_open()

    def action_move(self, lines: int) -> None:
        self.place = Place(self.place.line + lines, self.place.column)

    def action_turn(self, columns: int) -> None:
        self.place = Place(self.place.line, self.place.column + columns)

    def action_page(self, pages: int) -> None:
        first, last = self.in_sight
        self.action_turn(pages * max(1, last - first))

    def action_change(self, step: int) -> None:
        here = self.chosen
        if here is None:
            return
        columns = range(self.place.column + step, len(here.block.versions) if step > 0 else -1, step)
        found = next((column for column in columns if replace(here, column=column).cell.changes), None)
        if found is None:
            self.post_message(self.Stayed(no_change_text(here, step)))
        else:
            self.place = Place(self.place.line, found)

    def action_open(self) -> None:
        if self.chosen is not None:
            self.post_message(self.Opened(self.chosen))
