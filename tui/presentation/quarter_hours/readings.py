"""What is said about a comparison of a day: its title, the totals of a series, and the values under the cursor."""

from store.diff.changes import ChangeKind
from store.diff.days.day_comparison import DayComparison, SeriesComparison
from store.diff.days.quarter_hours import Amount
from store.model.market.megawatts import energy_text, power_text, signed, signed_energy
from store.model.texts.inert import counted, inert
from tui.presentation.changes.value_text import amount_text
from tui.presentation.comparing.compared_lines import moved_sign
from tui.presentation.pieces import Line, Piece, Role, joined, longest
from tui.presentation.quarter_hours.charts.day_axis import DayAxis
from tui.presentation.quarter_hours.charts.glyphs import Glyphs
from tui.presentation.quarter_hours.charts.tracks import DayTracks, Track
from tui.presentation.signs import Signs
from tui.presentation.times import day_text

LETTERS = ("A", "B")
"""What the sides are called where the subject names both whole, with their days."""

_PLAIN_NAMES = ("before", "after")
_FIRST = "first version, nothing before it"


def subject_text(comparison: DayComparison, subject: str, signs: Signs) -> str:
    """Return what is compared: the subject, both sides where they have names, and both days where there are two."""
    if comparison.names == LETTERS:
        return inert(subject, 240)
    parts = [inert(subject, 120)]
    one, other = comparison.days
    if one and other and one != other:
        parts.append(f"{day_text(one)} {signs.arrow} {day_text(other)}")
    if comparison.names[0] and comparison.names != _PLAIN_NAMES:
        parts.append(f"{inert(comparison.names[0], 60)} {signs.arrow} {inert(comparison.names[1], 60)}")
    return f" {signs.dot} ".join(part for part in parts if part)


def counts_line(tracks: DayTracks, signs: Signs) -> Line:
    """Return how many series differ, in how many quarter-hours, and by how much energy."""
    changed, every = len(tracks.changed), len(tracks.tracks)
    if not tracks.comparison.names[0]:
        return joined([(Piece(f"{counted(every)} series"),), (Piece(_FIRST),)], f" {signs.dot} ")
    quarter_hours = sum(len(one.changed) for one in tracks.tracks)
    parts: list[Line] = [(Piece(f"{counted(changed)} of {counted(every)} series changed"),)]
    if quarter_hours:
        parts.append((Piece(_quarter_hours(quarter_hours)),))
        parts.append((Piece(f"{moved_sign(signs)} {energy_text(tracks.comparison.moved_mwh)} MWh"),))
    return joined(parts, f" {signs.dot} ")


def totals_line(track: Track, axis: DayAxis, names: tuple[str, str], width: int, signs: Signs) -> Line:
    """Return the totals of a series, as much of them as there is room for."""
    series = track.series
    between = f" {signs.dot} "
    if not series.comparable:
        return joined([(Piece(_why_not(series), Role.WAITING),), _sums(series, signs)], between)
    if series.kind is not None:
        side, name = ("after", names[1]) if series.kind is ChangeKind.ADDED else ("before", names[0])
        count = (Piece(_quarter_hours(len(_told(track)))),)
        only = f"only {inert(name, 20)}" if names[0] else _FIRST
        return joined([(Piece(only),), count, _energy(series, side, signs)], between)
    told = len(_told(track))
    if not track.changed:
        return joined([(Piece(f"{_quarter_hours(told)}, unchanged"),), _energy(series, "after", signs)], between)
    changed = counted(len(track.changed))
    delta = (Piece(f"{Glyphs.of(signs).delta} {signed_energy(series.delta_mwh)} MWh", _role(series.delta_mwh)),)
    rest = [part for part in (delta, _largest(track, axis), _sums(series, signs)) if part]
    whole: Line = (Piece(f"{changed} of {_quarter_hours(told)} differ"),)
    short: Line = (Piece(f"{changed} of {counted(told)} differ"),)
    choices = [joined([whole, *rest], between)]
    choices += [joined([short, *rest[:count]], between) for count in range(len(rest), -1, -1)]
    return longest(choices, width)


def reading_line(track: Track, axis: DayAxis, place: int, names: tuple[str, str], signs: Signs) -> Line:
    """Return the values under the cursor: time, position, before, after and the difference."""
    moment = track.moments[place]
    one, other = (inert(name, 20) for name in names)
    time = axis.labels[place] + (f"–{axis.end(place)}" if axis.end(place) else " outside of the day")
    when: Line = (Piece(time, Role.STRONG), Piece(f" #{axis.positions[place]}", Role.MUTED))
    if not one:
        return joined([when, _value(moment.after), (Piece(_FIRST, Role.MUTED),)], f" {signs.dot} ")
    parts: list[Line] = [
        when,
        (Piece(f"{one} ", Role.MUTED), *_value(moment.before)),
        (Piece(f"{other} ", Role.MUTED), *_value(moment.after)),
    ]
    if moment.differs:
        parts.append((Piece(f"{Glyphs.of(signs).delta} {signed(moment.delta)} MW", _role(moment.delta)),))
    elif track.series.comparable:
        parts.append((Piece("no difference" if not moment.is_missing else "missing on both sides", Role.MUTED),))
    return joined(parts, f" {signs.dot} ")


def legend_line(track: Track, names: tuple[str, str], signs: Signs, *, shared: bool) -> Line:
    """Return what the fills of the chart stand for; `shared` where a column holds several quarter-hours."""
    glyphs = Glyphs.of(signs)
    other = inert(names[1], 20)
    parts: list[Line] = []
    if track.changed and track.series.kind is None:
        parts = [
            (Piece(glyphs.rising[-1], Role.SAME), Piece(" both", Role.MUTED)),
            (Piece(glyphs.more, Role.MORE), Piece(f" more {other}", Role.MUTED)),
            (Piece(glyphs.less, Role.LESS), Piece(f" less {other}", Role.MUTED)),
        ]
    if shared:
        parts.append((Piece(glyphs.spread, Role.SAME), Piece(" range", Role.MUTED)))
    return joined(parts, "  ")


def _told(track: Track) -> list[int]:
    return [place for place, moment in enumerate(track.moments) if not moment.is_missing]


def _quarter_hours(number: int) -> str:
    return f"{counted(number)} {'quarter-hour' if number == 1 else 'quarter-hours'}"


def _why_not(series: SeriesComparison) -> str:
    one, other = series.minutes
    if one is not None and other is not None and one != other:
        return f"{one} min before, {other} min after: not compared"
    side = "before" if all(not isinstance(slot.before, float | None) for slot in series.slots) else "after"
    return f"no amounts {side}: not compared"


def _sums(series: SeriesComparison, signs: Signs) -> Line:
    return (Piece(f"{signs.sigma} {energy_text(series.before_mwh)} {signs.arrow} {energy_text(series.after_mwh)} MWh"),)


def _energy(series: SeriesComparison, side: str, signs: Signs) -> Line:
    energy = series.after_mwh if side == "after" else series.before_mwh
    return (Piece(f"{signs.sigma} {energy_text(energy)} MWh"),)


def _largest(track: Track, axis: DayAxis) -> Line:
    largest = track.series.largest
    if largest is None:
        return ()
    at = axis.labels[axis.place(largest)]
    return (Piece(f"largest {signed(largest.delta)} MW at {at}"),)


def _role(delta: float) -> Role:
    return Role.MORE if delta > 0 else Role.LESS if delta < 0 else Role.TEXT


def _value(amount: Amount) -> Line:
    if isinstance(amount, float):
        return (Piece(f"{power_text(amount)} MW"),)
    return (Piece(f"{amount_text(amount)} {'null' if amount is None else 'missing'}", Role.WAITING),)
