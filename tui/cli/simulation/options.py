"""Which options of `gridtrail simulate` mean something to what it does; the others are refused, not ignored."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.model.texts.inert import inert

if TYPE_CHECKING:
    from store.lifecycle.moves import Act, Move

_WHERE = ("--schedule", "--day", "--tso", "--at")
_CHANGE = ("--series", "--position", "--mw")
_PLAYED = ("--day", "--tso", "--at")

_TAKEN: Mapping[str, tuple[str, ...]] = {
    "create": _PLAYED,
    "submit": (*_WHERE, *_CHANGE, "--unbalanced"),
    "ack": (*_WHERE, "--version", "--reason"),
    "ack-partly": (*_WHERE, "--version", "--reason", "--series"),
    "reject": (*_WHERE, "--version", "--reason"),
    "anomaly": (*_WHERE, "--version", "--reason", *_CHANGE, "--deltas"),
    "intermediate": (*_WHERE, "--version", "--reason", "--series"),
    "confirm": (*_WHERE, "--version", "--reason"),
    "confirm-partly": (*_WHERE, "--version", "--reason", "--series"),
    "impose": (*_WHERE, "--version", "--reason", *_CHANGE),
    "refuse": (*_WHERE, "--version", "--reason"),
    "status-request": _WHERE,
}
"""What each step takes, by the name of its move."""

_WHY: Mapping[tuple[str, str], str] = {
    ("create", "--schedule"): "it makes a schedule, of a --day at a --tso, and does not go on with one",
    ("submit", "--version"): "the next version has the next number",
    ("submit", "--reason"): "a reason is what the TSO gives",
    ("status-request", "--version"): "it asks where the schedule stands",
}

_WRITES: Mapping[str, tuple[str, str]] = {
    "ack": ("A01", "refuse the version with --step reject"),
    "confirm": ("A06", "refuse series with --step confirm-partly, or all of it with --step refuse"),
    "impose": ("A30", "refuse series with --step confirm-partly"),
}
"""The one reason that a move writes of itself, and the move that takes others."""


def refuse_unused(what: str, given: Collection[str], taken: Collection[str]) -> None:
    """Raise StoreError for an option that was given and means nothing to what is simulated."""
    unused = next((option for option in given if option not in taken), None)
    if unused is not None:
        why = _WHY.get((what.removeprefix("--step "), unused))
        listed = ", ".join(taken)
        raise StoreError(f"{what} takes no {unused}: {why or (f'it takes {listed}' if listed else 'it takes none')}")


def refuse_for_step(move: "Move", act: "Act", given: Collection[str]) -> None:
    """Raise StoreError for an option, or a reason code, that means nothing to a move."""
    refuse_unused(f"--step {move}", given, _TAKEN[move])
    _refuse_reasons(move, act.reason_codes)
    if move == "submit" and "--mw" not in given and "--position" in given:
        raise StoreError("--position says where a series changes: say with --mw by how much")
    if move == "anomaly" and act.reason_codes[:1] == ("A28",):
        unused = next((one for one in ("--position", "--mw", "--deltas") if one in given), None)
        if unused is not None:
            raise StoreError(f"{unused} means nothing to an anomaly with A28: the counterparty has no such series")


def _refuse_reasons(move: "Move", codes: Sequence[str]) -> None:
    if move not in _WRITES:
        return
    own, instead = _WRITES[move]
    other = next((code for code in codes if code != own), None)
    if other is not None:
        raise StoreError(f"--step {move} writes {own}, not {inert(other, 20)!r}: {instead}")
