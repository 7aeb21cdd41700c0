"""What stands where events would be, while there are none: each says what to do."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from store.model.schedules.tree import StoreFacts
from store.model.texts.inert import counted, inert
from store.model.texts.secrets import without_secrets
from tui.presentation.signs import Signs

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.absent import Absent

MOST_ELSEWHERE = 1000
"""As far as what passes a filter elsewhere is counted."""


def target_name(target: str) -> str:
    """Return the short name of a store: that of its file, of a URL what follows the account."""
    place = without_secrets(target).rpartition("@")[2] if "://" in target else PurePath(target).name
    return inert(place, 60)


def opening_notice(target: str, signs: Signs) -> str:
    """Return what stands there while the store opens."""
    return f"Opening {target_name(target)} {signs.waiting}"


def empty_notice(facts: StoreFacts | None, target: str, *, is_past: bool = False) -> str:
    """Return what stands there when a scope, or the whole store, holds no events, or held none in the past."""
    if is_past:
        return "Nothing had happened here yet.\n\nt goes back to now"
    if facts is not None and facts.events:
        return "No events here.\n\nesc shows all schedules"
    named = inert(without_secrets(target), 60)
    return f"This store is empty.\n\nFill it:  gridtrail import {named} FILE…\nthen r asks it again"


def filtered_notice(chips: Sequence[str], absent: "Sequence[Absent]" = (), elsewhere: int = 0) -> str:
    """Return what stands there when filters leave nothing.

    Of their values no event has those that are `absent`; so many events `elsewhere` pass them.
    """
    filters = "\n".join(f"  {inert(chip, 60)}" for chip in chips)
    last = "esc takes it away" if len(chips) == 1 else "esc takes the last away, X all of them"
    said = (*_absent_lines(absent), *_elsewhere_lines(elsewhere))
    return "\n\n".join(("No event here passes the filter", filters, *said, last))


def _elsewhere_lines(events: int) -> list[str]:
    if not events:
        return []
    number = f"{counted(events)}{' or more' if events >= MOST_ELSEWHERE else ''} {'event' if events == 1 else 'events'}"
    return [f"{number} elsewhere: choose All schedules in the tree"]


def _absent_lines(absent: "Sequence[Absent]") -> list[str]:
    if not absent:
        return []
    from tui.presentation.filtering.absent_text import absent_text

    return ["\n".join(said[:1].upper() + said[1:] for said in map(absent_text, absent))]


def failed_notice(sentence: str) -> str:
    """Return what stands there when the store cannot be opened."""
    return f"{inert(sentence[:1].upper() + sentence[1:], 400)}\n\nr tries again, q quits"
