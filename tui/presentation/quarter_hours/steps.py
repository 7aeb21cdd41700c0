"""From one difference to the next, through all series."""

from collections.abc import Sequence
from itertools import chain

from tui.presentation.quarter_hours.charts.tracks import Track


def next_difference(tracks: Sequence[Track], index: int, place: int, step: int) -> tuple[int, int] | None:
    """Return the series and the place where the next difference begins, or the one before; None at the end.

    Neighbours that differ by the same MW are one difference.
    """
    if step > 0:
        here = [(index, one) for one in beginnings(tracks[index]) if one > place]
        rest = ((number, one) for number in range(index + 1, len(tracks)) for one in beginnings(tracks[number]))
        return next(chain(here, rest), None)
    here = [(index, one) for one in reversed(beginnings(tracks[index])) if one < place]
    rest = ((number, one) for number in range(index - 1, -1, -1) for one in reversed(beginnings(tracks[number])))
    return next(chain(here, rest), None)


def beginnings(track: Track) -> list[int]:
    """Return the places at which differences begin."""
    found: list[int] = []
    last: tuple[int, float] | None = None
    for place in track.changed:
        delta = track.moments[place].delta
        if last is None or place != last[0] + 1 or delta != last[1]:
            found.append(place)
        last = place, delta
    return found
