"""What a series is called where it is compared: its id, its type, and whom the energy goes to or comes from."""

from store.diff.days.day_comparison import SeriesComparison
from store.model.texts.inert import inert
from tui.presentation.lists.tree_labels import counterparty
from tui.presentation.pieces import Piece, longest, plain
from tui.presentation.signs import Signs


def series_name(series: SeriesComparison, own_party: str | None, room: int, signs: Signs) -> str:
    """Return as much of id, type and parties as there is room for: `TS-1 internal ← 11XALPHA`."""
    own_id, kind = inert(series.name, 40), inert(series.type or "", 20)
    who = counterparty(series, own_party, signs)
    parts = (
        [(own_id, kind, who), (own_id, who), (own_id, kind), (own_id,)] if own_id else [(kind, who), (who,), (kind,)]
    )
    choices = [(Piece(" ".join(part for part in one if part)),) for one in parts]
    return plain(longest(choices, room)) or "series"
