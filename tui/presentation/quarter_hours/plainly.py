"""Lines about quarter-hours in the signs of the screen."""

from tui.presentation.panes.pane_rows import ascii_text
from tui.presentation.pieces import Line, Piece
from tui.presentation.signs import ASCII, Signs


def in_signs(line: Line, signs: Signs) -> Line:
    """Return a line as it is, or with its signs in ASCII; columns keep their places."""
    if signs is not ASCII:
        return line
    return tuple(Piece(_plain(piece.text), piece.role) for piece in line)


def _plain(text: str) -> str:
    # null has four letters, and takes the spaces before it
    return ascii_text(text.replace("   ∅", "null").replace("   Δ", "diff").replace("Δ", "diff"))
