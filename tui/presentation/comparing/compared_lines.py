"""The head of a comparison: which two sides, as of which event, and how much differs between them."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from store.diff.changes import ChangeKind
from store.diff.days.day_comparison import DayComparison, SeriesComparison, Slot
from store.model.market.megawatts import energy_text, signed, signed_energy
from store.model.texts.inert import counted, inert
from tui.presentation.pieces import Line, Piece, Role, cells, cut, joined, longest
from tui.presentation.signs import ASCII, Signs, status_mark
from tui.presentation.times import short_date
from tui.questions.differences.comparing import MarkedSide


def side_line(letter: str, one: MarkedSide, width: int, signs: Signs, zone: tzinfo) -> Line:
    """Return what a side is, where it stands, and the event as of which the log says so, in `width` cells."""
    mark = status_mark(one.status, one.raw_status, signs)
    name: Line = (Piece(f"{letter} ", Role.STRONG), Piece(one.marked.name))
    status: Line = (Piece("  "), *mark.line) if one.raw_status else ()
    choices: list[Line] = [(*name, *status, Piece(note, Role.MUTED)) for note in _as_of(one, zone)]
    return cut(longest(choices, width), width, signs.cut)


def count_lines(found: DayComparison, width: int, signs: Signs) -> tuple[Line, ...]:
    """Return how many series differ and by how much, on a line or two; that nothing can be said where it is so."""
    if not found.series:
        return ((Piece("no amounts to compare: at least one side tells of no series", Role.MUTED),),)
    parts: list[Line] = [
        (Piece(f"{counted(count)} {word}", Role.STRONG if count else Role.MUTED),) for count, word in _kinds(found)
    ]
    series: Line = (Piece("series  ", Role.MUTED), *joined(parts, f" {signs.dot} "))
    unknown = sum(not one.comparable for one in found.series)
    if unknown:
        reason = "cannot be compared: no amounts on one side, or another resolution"
        series = (*series, Piece(f"  {signs.warning} {counted(unknown)} {reason}", Role.WAITING))
    amounts = _amounts(found, signs)
    in_one = (*series, Piece("   "), *amounts)
    lines = (in_one,) if cells(in_one) <= width else (series, amounts)
    return tuple(cut(line, width, signs.cut) for line in lines)


def signed_text(difference: float, signs: Signs) -> str:
    """Return a difference with its sign in the characters that can be shown."""
    return signs.amount(signed(difference))


def _as_of(one: MarkedSide, zone: tzinfo) -> Sequence[str]:
    """Return as of which event a side is, and which one told its amounts where that is another; longest first."""
    last, amounts = one.last, one.amounts
    if last is None:
        return ("",)
    as_of = f"  as of {moment(last.at, zone)} {inert(last.type, 40)}"
    if amounts is None:
        return (f"{as_of}  no amounts in the log", f"{as_of}  no amounts", "  no amounts", "")
    if amounts.uid == last.uid:
        return (as_of, f"  as of {moment(last.at, zone)}", "")
    told = f"  amounts {moment(amounts.at, zone)}"
    return (f"{as_of}{told} {inert(amounts.type, 40)}", f"{as_of}{told}", as_of, f"  as of {moment(last.at, zone)}", "")


def moment(at: datetime, zone: tzinfo) -> str:
    """Return an instant to the second, without its year: `25 Mar 14:09:03`."""
    local = at.astimezone(zone)
    return f"{short_date(local.date()).strip()} {local:%H:%M:%S}"


def energy_delta(delta_mwh: float, signs: Signs) -> str:
    """Return a difference of energy with its sign in the characters that can be shown."""
    return signs.amount(signed_energy(delta_mwh))


def moved_sign(signs: Signs) -> str:
    """Return what stands before differences that are summed without their signs."""
    return "sum |delta|" if signs is ASCII else "Σ |Δ|"


def _kinds(found: DayComparison) -> tuple[tuple[int, str], ...]:
    kinds = [one.kind for one in found.series]
    changed = sum(one.kind is None and bool(one.changed) for one in found.series)
    same = sum(one.kind is None and one.comparable and not one.changed for one in found.series)
    return (
        (kinds.count(ChangeKind.ADDED), "added"),
        (kinds.count(ChangeKind.REMOVED), "removed"),
        (changed, "changed"),
        (same, "same"),
    )


def _amounts(found: DayComparison, signs: Signs) -> Line:
    quarter_hours = sum(len(one.changed) for one in found.series)
    if not quarter_hours:
        return (Piece("no quarter-hour differs", Role.MUTED),)
    delta = f"{moved_sign(signs)} {energy_text(found.moved_mwh)} MWh"
    noun = "quarter-hour" if quarter_hours == 1 else "quarter-hours"
    line: Line = (Piece(delta, Role.STRONG), Piece(f" in {counted(quarter_hours)} {noun}"))
    largest = _largest(found)
    if largest is None:
        return line
    series, slot = largest
    where = f"  largest {signed_text(slot.delta, signs)} MW at {slot.label} in {inert(series.name or 'a series', 30)}"
    return (*line, Piece(where))


def _largest(found: DayComparison) -> tuple[SeriesComparison, Slot] | None:
    slots = [(one, one.largest) for one in found.series]
    known = [(one, slot) for one, slot in slots if slot is not None]
    return max(known, key=lambda pair: abs(pair[1].delta), default=None)
