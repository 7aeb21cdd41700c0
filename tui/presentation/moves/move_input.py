"""What is typed into the form of a move: quarter-hours and megawatts, read or refused with the reason."""

import re
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from store.model.market.delivery_day import labels
from store.model.texts.inert import inert

MOST_MEGAWATTS = 100_000.0
"""More than this is taken for a slip of the hand."""

_TIME = re.compile(r"(\d{1,2}):(\d{2})([AB]?)", re.ASCII)
_DASHES = re.compile(r"\s*[-–]\s*")
_NUMBER = re.compile(r"([-−+]?)(\d{1,7})(?:[.,](\d+))?", re.ASCII)
_ALL = frozenset({"", "all", "*"})


class InputError(ValueError):
    """Something typed cannot be meant; the text says what was expected."""


def positions_in(text: str, day: date, zone: ZoneInfo) -> tuple[int, ...]:
    """Return the 1-based quarter-hours that a text such as `1-8, 33` or `08:00-10:00` names, in order.

    Positions are inclusive; a span of local times ends before its second time. Empty and `all` mean the whole
    day, which is the empty tuple. Raises InputError.
    """
    if text.strip().casefold() in _ALL:
        return ()
    names = labels(day, zone)
    found: set[int] = set()
    for part in re.split(r"[,;]", text):
        if part.strip():
            found.update(_span(part.strip(), names))
    return tuple(sorted(found))


def positions_text(positions: Sequence[int], day: date, zone: ZoneInfo) -> str:
    """Return quarter-hours in words: `8 of 96, 08:00–10:00`; runs beyond the second are counted."""
    names = (*labels(day, zone), "24:00")
    if not positions:
        return f"all {len(names) - 1}"
    runs: list[list[int]] = []
    for position in positions:
        if runs and runs[-1][1] == position - 1:
            runs[-1][1] = position
        else:
            runs.append([position, position])
    spans = ", ".join(f"{names[first - 1]}–{names[last]}" for first, last in runs[:2])
    more = f" +{len(runs) - 2}" if len(runs) > 2 else ""
    return f"{len(positions)} of {len(names) - 1}, {spans}{more}"


def megawatts_in(text: str) -> float:
    """Return the MW that a text such as `5`, `-0.5` or `12,250` names; empty means 0. Raises InputError."""
    written = text.strip().removesuffix("MW").strip()
    if not written:
        return 0.0
    match = _NUMBER.fullmatch(written)
    if match is None:
        raise InputError(f"{_quoted(text)} is not a number of MW such as 5 or -0.5")
    sign, whole, decimals = match.groups()
    if len(decimals or "") > 3:
        raise InputError(f"{_quoted(text)} has more than three decimals")
    megawatts = float(f"{whole}.{decimals or 0}")
    if megawatts > MOST_MEGAWATTS:
        raise InputError(f"{_quoted(text)} is more than {MOST_MEGAWATTS:.0f} MW")
    return -megawatts if sign in {"-", "−"} and megawatts else megawatts


def _span(part: str, names: Sequence[str]) -> range:
    """Return the positions of one position, one time, or a span of either."""
    ends = _DASHES.split(part)
    if len(ends) == 1:
        first = _position(ends[0], names) if ends[0].isdecimal() else _start(ends[0], names)
        return range(first, first + 1)
    if len(ends) > 2 or not all(ends):
        raise InputError(f"{_quoted(part)} is no span such as 1-8 or 08:00-10:00")
    first_text, last_text = ends
    if first_text.isdecimal() != last_text.isdecimal():
        raise InputError(f"{_quoted(part)} mixes a position and a time: write 33-40 or 08:00-10:00")
    if first_text.isdecimal():
        span = range(_position(first_text, names), _position(last_text, names) + 1)
    else:
        span = range(_start(first_text, names), _end(last_text, names))
    if not span:
        raise InputError(f"{_quoted(part)} ends before it begins")
    return span


def _position(text: str, names: Sequence[str]) -> int:
    # longer ones are beyond every day, and may be too long to read
    position = int(text) if text.isascii() and len(text) < 5 else 0
    if not 1 <= position <= len(names):
        raise InputError(f"there is no quarter-hour {_quoted(text)}: this day has 1 to {len(names)}")
    return position


def _start(text: str, names: Sequence[str]) -> int:
    name = _time(text)
    if name not in names:
        raise _absent(name, names)
    return names.index(name) + 1


def _end(text: str, names: Sequence[str]) -> int:
    """Return the position before which a span ends; a time that the clocks skip is where they go on."""
    name = _time(text, last="24:00")
    if name == "24:00":
        return len(names) + 1
    if name in names:
        return names.index(name) + 1
    if f"{name}A" in names:
        raise _absent(name, names)
    return next((number for number, one in enumerate(names, 1) if one > name), len(names) + 1)


def _time(text: str, last: str = "23:45") -> str:
    """Return a time as the labels of quarter-hours have it."""
    match = _TIME.fullmatch(text.strip().upper())
    if match is None:
        raise InputError(f"{_quoted(text)} is neither a quarter-hour such as 33 nor a time such as 08:00")
    hour, minute, which = match.groups()
    name = f"{int(hour):02}:{minute}{which}"
    if minute not in {"00", "15", "30", "45"} or name[:5] > last:
        raise InputError(f"no quarter-hour begins at {_quoted(text)}: there are 00:00, 00:15 … 23:45")
    return name


def _absent(name: str, names: Sequence[str]) -> InputError:
    if f"{name}A" in names:
        return InputError(f"{name} comes twice on this day: write {name}A or {name}B")
    if name[-1] in "AB":
        return InputError(f"{name} does not come on this day: write {name[:-1]}")
    return InputError(f"{name} does not come on this day: the clocks go forward")


def _quoted(text: str) -> str:
    return repr(inert(text.strip(), 24))
