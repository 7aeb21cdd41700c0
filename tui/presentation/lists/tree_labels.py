"""The rows of the schedule tree as lines: a name at the left, its state in a column at the right."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from store.diff.days.day_comparison import SeriesComparison
from store.diff.reconciling.trade import Trade
from store.model.market.eic import PSEUDO_PARTIES, party_name
from store.model.market.megawatts import energy_text
from store.model.market.tso import short_name
from store.model.schedules.tree import DayNode, ScheduleNode, SeriesNode, VersionNode
from store.model.texts.inert import counted, inert
from tui.presentation.pieces import Line, Piece, Role, cells, fitted, joined, longest, spread
from tui.presentation.signs import Mark, Signs, anomaly_mark, status_mark
from tui.presentation.times import FAR_YEARS, day_name, day_text, waiting_time, year_mark

if TYPE_CHECKING:
    # the first frame does without
    from store.diff.versions.version_matrix import MatrixRow

_VERSION_CELLS = 5
_ROOMY, _TIGHT = 40, 30
_MOST_COUNTED = 10

_SHORT_SERIES_TYPES = {
    "internal": "int",
    "external": "ext",
    "foreign": "for",
    "production": "prod",
    "consumption": "cons",
}


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """How labels are written: the cells of the whole row, those before the label, signs, and the time.

    `now` is in the local zone; what waits is measured against it. `findings` says how many there are below.
    """

    row_width: int
    indent: int
    signs: Signs
    now: datetime
    findings: int = 0

    @property
    def found(self) -> Line:
        """How the findings are written, with a space before: ` !3`; nothing where there are none."""
        text = f" !{self.findings}" if self.findings < _MOST_COUNTED else " !+"
        return (Piece(text, Role.WAITING),) if self.findings else ()

    @property
    def width(self) -> int:
        """The cells that a label has."""
        return max(4, self.row_width - self.indent)

    @property
    def status_cells(self) -> int:
        """The cells of the column at the right."""
        return 18 if self.row_width >= _ROOMY else 9 if self.row_width < _TIGHT else 12


def everything_line(style: LabelStyle) -> Line:
    """Return the row above all days."""
    return fitted((Piece("All schedules", Role.STRONG),), style.width, style.signs.cut)


def more_line(left: int, style: LabelStyle) -> Line:
    """Return the row that stands for those not listed yet."""
    text = f"{style.signs.waiting} {counted(left)} more"
    return fitted((Piece(text, Role.MUTED),), style.width, style.signs.cut)


def loading_line(style: LabelStyle) -> Line:
    """Return the row that stands for children on their way."""
    return fitted((Piece(f"loading{style.signs.waiting}", Role.MUTED),), style.width, style.signs.cut)


def day_line(node: DayNode, style: LabelStyle) -> Line:
    """Return a delivery day with how many of its schedules are accepted, and what is wrong with others."""
    name = day_text(node.day) if node.day else "Day not known"
    relative = day_name(node.day, style.now.date()) if node.day else None
    choices: list[Line] = [(Piece(name, Role.STRONG),)]
    if relative:
        choices.insert(0, (Piece(name, Role.STRONG), Piece(f" {relative}", Role.MUTED)))
    if node.day:
        short = name[: -len(" 2026")]
        if 0 < abs(node.day.year - style.now.year) < FAR_YEARS:
            choices.append((Piece(f"{short}{year_mark(node.day)}", Role.STRONG),))
        choices.append((Piece(short, Role.STRONG),))
    left = longest(choices, _left_width(style))
    return _with_column(left, day_counts(node, style.signs, style.status_cells), style)


def day_counts(node: DayNode, signs: Signs, room: int) -> Line:
    """Return `1/6 ◐1 ✘1 …1 ·1 ≠1`: accepted of all, then partly so, rejected, waiting, not sent, with an anomaly.

    Where `room` cells are not enough, those that wait or were not sent are left out while something is worse.
    """
    counts = (
        (signs.partly, node.partly, Role.PARTLY),
        (signs.rejected, node.rejected, Role.REJECTED),
        (signs.waiting, node.waiting, Role.WAITING),
        (signs.ingested, node.unsent, Role.WAITING),
        (signs.anomaly, node.anomalies, Role.ANOMALY),
    )
    accepted = Piece(f"{node.accepted}/{node.schedules}", _day_role(node))
    signed = [(Piece(f"{sign}{counted(count)}", role),) for sign, count, role in counts if count]
    worse = [one for one in signed if one[0].role is not Role.WAITING] or signed
    return longest([joined([(accepted,), *parts], " ") for parts in (signed, worse)], room)


def _day_role(node: DayNode) -> Role:
    if node.rejected:
        return Role.REJECTED
    if node.waiting or node.unsent:
        return Role.WAITING
    return Role.ACCEPTED if node.accepted == node.schedules else Role.TEXT


def schedule_line(node: ScheduleNode, style: LabelStyle, *, with_party: bool = False) -> Line:
    """Return a schedule: its TSO, the party where TSOs repeat, the latest version and where it stands."""
    name = inert(short_name(node.tso), 40) if node.tso else "TSO not known"
    pieces = [Piece(name)]
    if with_party and node.party:
        pieces.append(Piece(f" {_party(node.party)}", Role.MUTED))
    version = "" if node.latest_version is None else f"v{node.latest_version}"
    found: Line = (Piece(" !" if len(version) < 3 else "!", Role.WAITING),) if style.findings else ()
    column = (Piece(version, Role.MUTED), *found)
    right = fitted(column, max(_VERSION_CELLS, cells(column) + 1 if found else 0), style.signs.cut)
    state = _schedule_state(node, style)
    room = style.width - style.status_cells - cells(right)
    left = fitted(tuple(pieces), max(0, room - 1), style.signs.cut)
    return fitted((*left, Piece(" "), *right, *state), style.width, style.signs.cut)


def version_line(node: VersionNode, style: LabelStyle) -> Line:
    """Return a version and its status; what is superseded is muted, the active one says so."""
    mark = anomaly_mark(style.signs) if node.anomaly_open else _version_mark(node, style.signs)
    number = f"v{node.number}"
    if node.superseded:
        choices = [(Piece(f"{number} {word}", Role.MUTED),) for word in ("superseded", "old")]
        state: Line = (Piece(f"{mark.sign} {mark.word}", Role.MUTED),)
        return _with_column(longest(choices, _left_width(style)), state, style)
    left: Line = (Piece(number, Role.STRONG),)
    if node.is_active:
        left = (*left, Piece(" active", Role.ACCEPTED))
    return _with_column(left, _state(mark, node.reason_codes, style), style)


def series_line(node: SeriesNode, own_party: str | None, style: LabelStyle) -> Line:
    """Return a series: its type, whom the energy goes to or comes from, and how much.

    The arrow points to the left where `own_party` receives. Where room is short the id of the series stands
    for the parties, and the amount is left out.
    """
    kind = inert(node.type or "series", 20)
    names = dict.fromkeys((kind, _SHORT_SERIES_TYPES.get(kind, kind)))
    # the party that stands for a forecast says what the type says
    forecast = bool(PSEUDO_PARTIES.keys() & {node.in_party, node.out_party})
    who = "" if forecast else counterparty(node, own_party, style.signs)
    own_id = "" if forecast else inert(node.time_series_uid or "", 40)
    details = [text for text in (who, own_id) if text]
    choices: list[Line] = [(Piece(name), Piece(f" {text}", Role.MUTED)) for text in details for name in names]
    choices += [(Piece(name),) for name in names]
    right = _amount(node, style)
    return spread(longest(choices, style.width - cells(right) - 1), right, style.width, style.signs.cut)


def _amount(node: SeriesNode, style: LabelStyle) -> Line:
    """Return the status of a series and its energy with the unit, as much of it as there is room for."""
    mark = status_mark(node.status, node.raw_status, style.signs)
    sign = Piece(f"{mark.sign} " if node.raw_status else "", mark.role)
    if node.energy_mwh is None:
        return (sign,)
    texts = [f"{one} MWh" for one in _energies(node.energy_mwh, style.signs)]
    choices: list[Line] = [(sign, Piece(text)) for text in texts]
    return longest([*choices, (sign,)], max(style.status_cells, style.width // 2))


def _energies(mwh: float, signs: Signs) -> tuple[str, str]:
    """Return an energy, and the same without decimals."""
    whole = f"{round(mwh):,}".replace(",", " ").replace("-", "−")
    return signs.amount(energy_text(mwh, grouped=True)), signs.amount(whole)


def counterparty(node: "SeriesNode | SeriesComparison | MatrixRow | Trade", own_party: str | None, signs: Signs) -> str:
    """Return the parties that are known and the way the energy goes; empty where none is known."""
    giver, taker = _party(node.out_party), _party(node.in_party)
    if own_party and node.in_party == own_party:
        return f"{signs.back} {giver}" if giver else ""
    if own_party and node.out_party == own_party:
        return f"{signs.arrow} {taker}" if taker else ""
    return f"{giver} {signs.arrow} {taker}".strip() if giver or taker else ""


def _party(code: str | None) -> str:
    return inert(party_name(code) or code, 40) if code else ""


def _version_mark(node: VersionNode, signs: Signs) -> Mark:
    return status_mark(node.status, node.raw_status, signs)


def _schedule_state(node: ScheduleNode, style: LabelStyle) -> Line:
    if node.anomaly_open:
        return _state(anomaly_mark(style.signs), (), style)
    mark = status_mark(node.status, node.raw_status, style.signs)
    waits = waiting_time(node.waiting_since, style.now) if node.waiting_since else None
    if waits:
        choices = [mark.line[0].text + f" {waits}", f"{mark.sign} {waits}"]
        return longest([(Piece(text, mark.role),) for text in choices], style.status_cells)
    return _state(mark, node.reason_codes, style)


def _state(mark: Mark, reason_codes: tuple[str, ...], style: LabelStyle) -> Line:
    """Return a state with its reason where there is room; a rejection rather with the reason alone."""
    choices: list[Line] = []
    if reason_codes and mark.role is Role.REJECTED:
        reason = inert(reason_codes[0], 8)
        choices += [
            (*mark.line, Piece(f" {reason}", Role.STRONG)),
            (Piece(f"{mark.sign} {reason}", mark.role),),
        ]
    choices += [mark.line, mark.short_line]
    return longest(choices, style.status_cells)


def _left_width(style: LabelStyle) -> int:
    return max(0, style.width - style.status_cells - 1 - cells(style.found))


def _with_column(left: Line, right: Line, style: LabelStyle) -> Line:
    room = _left_width(style)
    whole = (*fitted(left, room, style.signs.cut), *style.found, Piece(" "), *right)
    return fitted(whole, style.width, style.signs.cut)
