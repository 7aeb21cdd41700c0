"""One trade whole: what its state rests on, how its quantities are read, and the quarter-hours that differ."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from itertools import groupby
from textwrap import wrap
from zoneinfo import ZoneInfo

from store.diff.reconciling.anomaly_reading import QuarterHourSides
from store.diff.reconciling.reconciliation import Reconciliation
from store.diff.reconciling.trade import Match, Report, Trade
from store.model.market.codes import phrase
from store.model.market.delivery_day import zone_of
from store.model.market.megawatts import energy_text, power_text, signed, signed_energy
from store.model.texts.inert import counted, inert
from tui.presentation.matching.trade_rows import match_mark, series_names, who
from tui.presentation.panes.quarter_hour_runs import position_labels
from tui.presentation.pieces import Line, Piece, Role
from tui.presentation.signs import Signs
from tui.presentation.times import short_date

EXCHANGE_PRIORITY = "with an exchange its values win (exchange priority): information, not a task"
OTHERS_COUNT = "the values of the other side count now: information, not a task"

_POSITION, _TIME, _COUNT, _AMOUNT = 6, 13, 6, 9


def heading_line(trade: Trade, party: str | None, signs: Signs) -> Line:
    """Return which trade it is: the counterparty with the way the energy goes, and both names of the series."""
    return (Piece(who(trade, party, signs), Role.STRONG), Piece(f" {signs.dot} {series_names(trade)}"))


def standing_line(trade: Trade, signs: Signs, zone: tzinfo) -> Line:
    """Return the state of a trade, and since when."""
    mark = match_mark(trade.state, signs)
    return (*mark.line, Piece(f" since {_moment(trade.since, zone)}" if trade.since else "", Role.MUTED))


def state_lines(trade: Trade, width: int, signs: Signs, zone: tzinfo) -> Iterator[Line]:
    """Give what is known of a trade: why it stands so, its reports, whose values count, and how they are read."""
    yield from _wrapped(trade.why, width, Role.TEXT)
    for one in trade.reasons:
        yield from _wrapped(phrase(one.code, one.text), width, Role.STRONG)
    if trade.report is not None and (trade.report.count > 1 or trade.report.superseded):
        yield from _wrapped(_reported(trade.report, zone), width, Role.MUTED)
    if trade.state is Match.IMPOSED or trade.exchange:
        words = EXCHANGE_PRIORITY if trade.exchange else OTHERS_COUNT
        yield from _wrapped(f"{signs.imposed} {words}", width, Role.IMPOSED)
    for note in trade.notes:
        yield from _wrapped(f"{signs.warning} {note}", width, Role.WAITING)
    if trade.read is not None:
        yield from _wrapped(f"read as {trade.read.reading}: {trade.read.why}", width, Role.TEXT)
        if trade.read.refused:
            yield from _wrapped(trade.read.refusal, width, Role.ANOMALY)


def quarter_hour_lines(trade: Trade, found: Reconciliation, signs: Signs) -> Iterator[Line]:
    """Give the table of the quarter-hours that differ: the totals, then neighbours that are alike on one line."""
    zone = zone_of(found.market)
    yield from _extent(trade, found.day, zone)
    yield (Piece(_row("#", "local time", "", ("ours", "theirs", "Δ MW")), Role.MUTED),)
    yield _totals(trade, signs)
    for run in runs(trade.differing):
        yield _run_line(run, found.day, zone, signs)


def detail_lines(trade: Trade, found: Reconciliation, width: int, signs: Signs, zone: tzinfo) -> Iterator[Line]:
    """Give everything of a trade: how it stands and why, and below it its quarter-hours."""
    yield standing_line(trade, signs, zone)
    yield from state_lines(trade, width, signs, zone)
    if trade.read is not None and not trade.read.fixed:
        again = " again" if trade.read.chosen else ""
        yield (Piece(f"v reads them as {trade.read.reading.other}{again}", Role.MUTED),)
    yield ()
    if trade.differing:
        yield from quarter_hour_lines(trade, found, signs)
    else:
        yield from _wrapped(_nothing(trade), width, Role.MUTED)


def runs(differing: tuple[QuarterHourSides, ...]) -> list[tuple[QuarterHourSides, ...]]:
    """Return neighbours in which both sides hold the same, in one run."""
    numbered = enumerate(differing)
    groups = groupby(numbered, key=lambda one: (one[1].position - one[0], one[1].ours, one[1].theirs, one[1].delta))
    return [tuple(step for _, step in group) for _, group in groups]


def _run_line(run: tuple[QuarterHourSides, ...], day: date | None, zone: ZoneInfo, signs: Signs) -> Line:
    first, last = run[0], run[-1]
    start, end = position_labels(first.position, day, zone)[0], position_labels(last.position, day, zone)[1]
    alone = len(run) == 1
    places = str(first.position) if alone else f"{first.position}–{last.position}"
    times = start if alone or not day else f"{start}–{end}"
    count = "" if alone else f"{counted(len(run))} ×"
    told = first.ours is not None or first.theirs is not None
    ours, theirs = (_amount(one, signs, told=told) for one in (first.ours, first.theirs))
    row = _row(places, times, count, (ours, theirs))
    return (Piece(row), Piece(f"{signed(first.delta or 0.0):>{_AMOUNT}}", Role.ANOMALY))


def _totals(trade: Trade, signs: Signs) -> Line:
    known = (trade.ours_mwh, trade.theirs_mwh)
    # of sides that are both told, one without energy has nothing
    absent = signs.dot if known != (None, None) and all(one.delta is not None for one in trade.quarter_hours) else "?"
    ours, theirs = (absent if one is None else energy_text(one) for one in known)
    row = _row("", f"{signs.sigma} MWh, day", "", (ours, theirs))
    return (Piece(row, Role.STRONG), Piece(f"{signed_energy(trade.delta_mwh):>{_AMOUNT}}", Role.STRONG))


def _extent(trade: Trade, day: date | None, zone: ZoneInfo) -> Iterator[Line]:
    """Give in how many quarter-hours the sides differ, and where most."""
    largest = trade.largest
    if largest is not None:
        count = len(trade.differing)
        noun = "quarter-hour differs" if count == 1 else "quarter-hours differ"
        at = position_labels(largest.position, day, zone)[0]
        yield (Piece(f"{counted(count)} {noun}, most at {at}: {signed(largest.delta or 0.0)} MW", Role.STRONG),)


def _row(places: str, times: str, count: str, amounts: Sequence[str]) -> str:
    columns = "".join(f"{one:>{_AMOUNT}}" for one in amounts)
    return f"{places:>{_POSITION}}  {times:<{_TIME}}{count:>{_COUNT}}{columns}"


def _amount(amount: float | None, signs: Signs, *, told: bool) -> str:
    if amount is None:
        return signs.dot if told else "?"
    return power_text(amount)


def _reported(report: Report, zone: tzinfo) -> str:
    """Return how often a trade was reported, when last, and for which version."""
    times = "once" if report.count == 1 else f"{counted(report.count)} times, last"
    about = f", for version {report.version}" if report.version is not None else ""
    return f"reported {times} on {_moment(report.at, zone)}{about}"


def _moment(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{short_date(local.date()).strip()} {local:%H:%M:%S}"


def _nothing(trade: Trade) -> str:
    """Return in words why no quarter-hours are listed."""
    if trade.state is Match.MATCHED:
        energy = f": {energy_text(trade.ours_mwh)} MWh" if trade.ours_mwh is not None else ""
        return f"no quarter-hour differs{energy}"
    if trade.ours_mwh is None:
        return "the log holds no amounts of ours to compare with"
    return f"ours is {energy_text(trade.ours_mwh)} MWh; what the other side has is not told"


def _wrapped(text: str, width: int, role: Role) -> Iterator[Line]:
    for part in wrap(inert(text, 400), max(20, width), subsequent_indent="  "):
        yield (Piece(part, role),)
