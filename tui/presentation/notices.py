"""What stands where events would be, while there are none: each says what to do."""

from collections.abc import Sequence
from pathlib import PurePath

from store.model.inert import inert
from store.model.tree import StoreFacts
from tui.presentation.signs import Signs


def target_name(target: str) -> str:
    """Return the short name of a store: that of its file, of a URL what follows the account."""
    place = target.rpartition("@")[2] if "://" in target else PurePath(target).name
    return inert(place, 60)


def opening_notice(target: str, signs: Signs) -> str:
    """Return what stands there while the store opens."""
    return f"Opening {target_name(target)} {signs.waiting}"


def empty_notice(facts: StoreFacts | None, target: str, *, is_past: bool = False, chips: Sequence[str] = ()) -> str:
    """Return what stands there when a scope, or the whole store, holds no events, or held none in the past.

    With `chips` it is these filters that leave nothing.
    """
    if chips:
        filters = "\n".join(f"  {inert(chip, 60)}" for chip in chips)
        last = "esc takes it away" if len(chips) == 1 else "esc takes the last away, X all of them"
        return f"No event here passes the filter\n\n{filters}\n\n{last}"
    if is_past:
        return "Nothing had happened here yet.\n\nt goes back to now"
    if facts is not None and facts.events:
        return "No events here.\n\nesc shows all schedules"
    return f"This store is empty.\n\nFill it:  gridtrail import {inert(target, 60)} FILE…\nthen r asks it again"


def failed_notice(sentence: str) -> str:
    """Return what stands there when the store cannot be opened."""
    return f"{inert(sentence[:1].upper() + sentence[1:], 400)}\n\nr tries again, q quits"
