"""Lines as they were drawn last, used again where nothing was opened or closed since."""

from collections.abc import Callable, Hashable, Iterator
from itertools import islice

from tui.presentation.panes.pane_lines import LineKey, PaneLine, Unfolded

MOST_LINES = 20_000
"""More lines than this are not built; the last one says so."""


class KeptLines:
    """The lines of the objects and lists of one event, for one drawing after the other.

    `widths` are the columns it is drawn in. What is kept of another event must not be given.
    """

    def __init__(self, unfolded: Unfolded, widths: Hashable, last: "KeptLines | None" = None) -> None:
        self._unfolded = unfolded
        self._widths = widths
        self._lines: dict[Hashable, tuple[PaneLine, ...]] = {}
        self._touched: set[LineKey] = set()
        if last is not None and last._widths == widths and last._unfolded.extent is unfolded.extent:
            self._lines = dict(last._lines)
            turned = (last._unfolded.opened ^ unfolded.opened) | (last._unfolded.closed ^ unfolded.closed)
            self._touched = {key[:end] for key in turned for end in range(1, len(key) + 1)}

    def lines(self, key: LineKey, form: Hashable, make: Callable[[], Iterator[PaneLine]]) -> tuple[PaneLine, ...]:
        """Return the lines of a place, made anew when there are none or a fold in it was turned.

        `form` is what they depend on besides: their depth, and the like.
        """
        name = (key, form)
        if key in self._touched or name not in self._lines:
            # there may be far more than can be shown
            self._lines[name] = tuple(islice(make(), MOST_LINES + 1))
        return self._lines[name]
