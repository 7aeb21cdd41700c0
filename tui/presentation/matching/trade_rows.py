"""Trades as rows: how each stands with its counterparty, and by how much the two sides differ."""

from collections.abc import Mapping, Sequence

from store.diff.reconciling.reconciliation import Reconciliation
from store.diff.reconciling.trade import Match, Trade
from store.model.market.eic import party_name
from store.model.market.megawatts import signed, signed_energy
from store.model.market.tso import short_name
from store.model.texts.inert import counted, inert
from tui.presentation.lists.tree_labels import counterparty
from tui.presentation.pieces import Line, Piece, Role, cut, fitted, joined, longest, plain
from tui.presentation.signs import Mark, Signs, status_mark
from tui.presentation.times import day_text, short_date

_STATE_CELLS = 23

_MARKS: Mapping[Match, tuple[str, Role]] = {
    Match.MISSING: ("rejected", Role.REJECTED),
    Match.OURS_MISSING: ("rejected", Role.REJECTED),
    Match.MISMATCHED: ("anomaly", Role.ANOMALY),
    Match.REFUSED: ("rejected", Role.REJECTED),
    Match.IMPOSED: ("imposed", Role.IMPOSED),
    Match.UNKNOWN: ("unknown", Role.MUTED),
    Match.MATCHED: ("accepted", Role.ACCEPTED),
}

TROUBLES = (Match.MISSING, Match.OURS_MISSING, Match.MISMATCHED, Match.REFUSED)
"""The states that call for somebody to act, unless the values of the other side win anyhow."""


def match_mark(state: Match, signs: Signs) -> Mark:
    """Return how a state shows: sign, word and role."""
    sign, role = _MARKS[state]
    return Mark(getattr(signs, sign), state.value, state.value, role)


def schedule_line(found: Reconciliation, signs: Signs, *, short: bool = False) -> Line:
    """Return whose trades follow: `Fri 27 Mar 2026 · Amprion · v1 of 2 ✔ accepted`; the day short, if so asked."""
    parts: list[Line] = []
    if found.day:
        day = short_date(found.day).strip() if short else day_text(found.day)
        parts.append((Piece(day, Role.STRONG),))
    parts.append((Piece(inert(short_name(found.tso), 40), Role.STRONG),))
    if found.version is None or found.status is None:
        parts.append((Piece("no version in the log, only reports", Role.MUTED),))
    else:
        of = f" of {found.versions[-1]}" if found.is_superseded else ""
        mark = status_mark(found.status, found.raw_status, signs)
        parts.append((Piece(f"v{found.version}{of} ", Role.STRONG), *mark.line))
    if found.is_superseded:
        parts.append((Piece("superseded", Role.WAITING),))
    return joined(parts, f" {signs.dot} ")


def trade_lines(trade: Trade, party: str | None, width: int, signs: Signs) -> tuple[Line, ...]:
    """Return a trade in two or three lines: how it stands with whom, by how much it differs, what to know of it."""
    mark = match_mark(trade.state, signs)
    first = (
        *fitted((Piece(f" {mark.sign} {mark.word}", mark.role),), _STATE_CELLS, signs.cut),
        Piece(who(trade, party, signs), Role.STRONG),
        Piece("".join(f" {inert(one.code, 10)}" for one in trade.reasons[:3])),
        Piece(f"  {series_names(trade, both=False)}", Role.MUTED),
    )
    aside = remark_line(trade, signs)
    below = [difference_line(trade, signs), *([aside] if aside else [])]
    return tuple(cut(one, width, signs.cut) for one in (first, *((Piece("   "), *one) for one in below)))


def who(trade: Trade, party: str | None, signs: Signs) -> str:
    """Return the counterparty with the way the energy goes; where a party trades with itself, between which areas."""
    areas = (trade.out_area, trade.in_area)
    if trade.in_party and trade.in_party == trade.out_party and all(areas):
        giver, taker = (inert(party_name(one) or one, 40) for one in areas if one)
        return f"{giver} {signs.arrow} {taker}"
    return counterparty(trade, party, signs) or "counterparty not told"


def difference_line(trade: Trade, signs: Signs) -> Line:
    """Return by how much a trade differs; of one that does not, what is known of it."""
    largest = trade.largest
    if largest is None:
        return (Piece(inert(trade.why, 120), Role.MUTED),)
    count = len(trade.differing)
    words = (
        f"{counted(count)} {'quarter-hour' if count == 1 else 'quarter-hours'}",
        f"max {signed(largest.delta or 0.0)} MW",
        f"{signs.sigma} {signed_energy(trade.delta_mwh)} MWh",
    )
    return joined([(Piece(one),) for one in words], f" {signs.dot} ")


def remark_line(trade: Trade, signs: Signs) -> Line:
    """Return what is to be known of a difference: whose values count, which reading, which version; or nothing."""
    parts: list[Line] = []
    if trade.is_information:
        parts.append((Piece(f"information{': exchange priority' if trade.exchange else ''}", Role.IMPOSED),))
    if trade.read is not None and not trade.read.fixed:
        chosen = " (chosen)" if trade.read.chosen else ""
        parts.append((Piece(f"read as {trade.read.reading}{chosen}", Role.WAITING),))
    if trade.report is not None and trade.report.superseded and trade.state is not Match.MATCHED:
        parts.append((Piece(f"reported for v{trade.report.version}", Role.WAITING),))
    return joined(parts, f" {signs.dot} ")


def series_names(trade: Trade, *, both: bool = True) -> str:
    """Return what we call the series, as inert text; with `both` also what they do."""
    ours, theirs = (inert(one, 40) if one else "" for one in (trade.name, trade.their_name))
    if ours and theirs and both:
        return f"{ours} / {theirs}"
    return ours or (f"theirs: {theirs}" if theirs else "a series without name")


def title_line(trades: Sequence[Trade], subject: str, width: int, signs: Signs) -> Line:
    """Return what is matched and how many trades stand how, as much of it as there is room for."""
    name: Line = (Piece("Matching"),)
    about: list[Line] = [(Piece(inert(subject, 60)),)] if subject else []
    counts, short = (counts_line(trades, signs, short=each) for each in (False, True))
    between = f" {signs.dot} "
    choices = ([name, *about, counts], [name, counts], [name, short])
    return longest([joined([part for part in one if part], between) for one in choices], width)


def chart_subject(found: Reconciliation, signs: Signs) -> str:
    """Return what a chart of both sides shows, in words."""
    return f"{plain(schedule_line(found, signs))} {signs.dot} ours and theirs"


def counts_line(trades: Sequence[Trade], signs: Signs, *, short: bool = False) -> Line:
    """Return how many trades stand how, those to act on first; what is information is counted apart."""
    parts: list[Line] = []
    for state in Match:
        count = sum(one.state is state and not (one.is_information and state in TROUBLES) for one in trades)
        if count:
            mark = match_mark(state, signs)
            parts.append((Piece(f"{mark.sign} {counted(count)}{'' if short else f' {mark.word}'}", mark.role),))
    aside = sum(one.is_information and one.state in TROUBLES for one in trades)
    if aside:
        parts.append((Piece(f"{signs.imposed} {counted(aside)} with an exchange", Role.IMPOSED),))
    return joined(parts, "  ")
