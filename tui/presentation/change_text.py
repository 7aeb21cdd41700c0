"""What an event changed, in one line: the answer before the details."""

from store.model.market.codes import phrase
from store.model.market.megawatts import power_text, signed, signed_energy
from store.model.texts.inert import counted, inert
from store.model.timeline import EventRow, Summary
from tui.presentation.pieces import Line, Piece, Role, joined, longest
from tui.presentation.signs import Signs, event_mark

_UID_CELLS = 8
"""So much of a uid stands for a series without a name."""


def change_line(row: EventRow, signs: Signs, room: int = 400) -> Line:
    """Return what an event changed: the series it is about, statuses, reasons and amounts, else the changed keys.

    Where `room` cells are not enough for all of it, the status before gives way, and of a rejection, which has
    its sign in the row, the status as well.
    """
    summary = row.summary
    series = _series_line(row)
    anomaly = row.type == "anomaly.received"
    reason = _reason_line(summary, with_title=not (anomaly and summary.quarter_hours))
    amounts = _amounts_line(summary, signs, with_energy=not anomaly)
    whole, after = (_status_line(row, signs, with_before=with_before) for with_before in (True, False))
    wide = " " if anomaly else "  "
    statuses = [(whole, wide), (after, wide), (after, " ")]
    if reason and _is_rejection(row, signs):
        statuses.append(((), wide))
    choices = []
    for status, between in statuses:
        parts = [part for part in (status, reason, amounts) if part] or [_rest_line(summary)]
        choices.append(joined([part for part in (series, *parts) if part], between))
    return longest(choices, room)


def _is_rejection(row: EventRow, signs: Signs) -> bool:
    mark = event_mark(row, signs)
    return mark is not None and mark.role is Role.REJECTED


def _series_line(row: EventRow) -> Line:
    """Return which series an event is about, by its name or the beginning of its uid; nothing for any other event."""
    if not row.type.startswith("series.") or not (row.series_name or row.series_uid):
        return ()
    if row.series_name:
        return (Piece(inert(row.series_name, 40), Role.STRONG),)
    return (Piece(inert((row.series_uid or "")[:_UID_CELLS], 40), Role.MUTED),)


def _status_line(row: EventRow, signs: Signs, *, with_before: bool) -> Line:
    before, after, level = row.summary.status_from, row.summary.status_to, row.summary.acceptance_level
    mark = event_mark(row, signs)
    if after is None or mark is None:
        return ()
    pieces = [Piece(inert(after, 40), mark.role)]
    if with_before and before is not None and before != after:
        pieces.insert(0, Piece(f"{inert(before, 40)} {signs.arrow} ", Role.MUTED))
    if level:
        pieces.append(Piece(f" ({inert(level, 20)})", Role.MUTED))
    return tuple(pieces)


def _reason_line(summary: Summary, *, with_title: bool) -> Line:
    if not summary.reason_codes:
        return ()
    first, *others = summary.reason_codes
    pieces = [Piece(inert(first, 20), Role.STRONG)]
    if with_title:
        pieces.append(Piece(inert(phrase(first)[len(first) :], 80)))
    if others:
        pieces.append(Piece(f" +{len(others)}", Role.MUTED))
    return tuple(pieces)


def _amounts_line(summary: Summary, signs: Signs, *, with_energy: bool) -> Line:
    count = summary.quarter_hours
    if count:
        noun = "quarter-hour" if count == 1 else "quarter-hours"
        largest = summary.largest_delta_mw
        texts = [f"{counted(count)} {noun}"]
        # between null, nothing and zero there is a change, but no difference
        if largest:
            texts.append(f"max {(signed if with_energy else power_text)(largest)} MW")
        if largest and with_energy and count > 1:
            texts.append(f"{signs.sigma} {signed_energy(summary.delta_mwh)} MWh")
        return (Piece(signs.amount(", ".join(texts))),)
    if summary.series:
        return (Piece("1 series" if summary.series == 1 else f"{counted(summary.series)} series"),)
    return ()


def _rest_line(summary: Summary) -> Line:
    return (Piece(inert(", ".join(summary.paths), 200), Role.MUTED),) if summary.paths else ()
