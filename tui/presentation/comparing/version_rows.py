"""The versions of a schedule as rows of a list in which two are chosen."""

from datetime import tzinfo

from store.model.texts.inert import counted, inert
from tui.presentation.pieces import Line, Piece, Role, cells, cut, fitted
from tui.presentation.signs import Signs, anomaly_mark, status_mark
from tui.presentation.times import short_date
from tui.questions.differences.comparing import VersionChoice

_NUMBER_CELLS = 6
_STATUS_CELLS = 22
_TIME_CELLS = 14
_SERIES_CELLS = 11


def version_row(one: VersionChoice, letters: str, width: int, signs: Signs, zone: tzinfo) -> Line:
    """Return a version: the letters it is marked with, its number, where it stands, when it was sent, its series."""
    node = one.node
    mark = anomaly_mark(signs) if node.anomaly_open else status_mark(node.status, node.raw_status, signs)
    reason = f" {inert(node.reason_codes[0], 8)}" if node.reason_codes and mark.role is Role.REJECTED else ""
    at = (node.submitted_at or node.last_at).astimezone(zone)
    series = f"{counted(one.series)} series" if one.series else "no series"
    columns = (
        (Piece(f"{letters:<3}", Role.STRONG), 3),
        (Piece(f"v{node.number}", Role.STRONG if letters else Role.TEXT), _NUMBER_CELLS),
        (Piece(f"{mark.sign} {mark.word}{reason}", Role.MUTED if node.superseded else mark.role), _STATUS_CELLS),
        (Piece(f"{short_date(at.date())} {at:%H:%M}", Role.MUTED), _TIME_CELLS),
        (Piece(series, Role.TEXT if one.series else Role.MUTED), _SERIES_CELLS),
    )
    line: list[Piece] = []
    for piece, room in columns:
        line += fitted((piece,), max(room, cells((piece,)) + 1), signs.cut)
    return cut((*line, *_notes(one)), width, signs.cut)


def _notes(one: VersionChoice) -> Line:
    if not one.is_known:
        return (Piece("no state in the log", Role.WAITING),)
    standing = " active" if one.node.is_active else " superseded" if one.node.superseded else ""
    amounts: Line = () if one.has_amounts else (Piece(" no amounts in the log", Role.WAITING),)
    return (Piece(standing, Role.ACCEPTED if one.node.is_active else Role.MUTED), *amounts)
