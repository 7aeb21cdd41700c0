"""What a move will write, as events that the timeline and the change panes can show before it is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from textual.content import Content

from store.lifecycle.moves import Act, Move
from store.model.market.delivery_day import from_microseconds
from store.model.market.megawatts import signed
from store.model.texts.inert import inert
from store.model.texts.tolerant import number_of, text_of
from store.model.timeline import Event, EventRow, Scope
from tui.presentation.lists.timeline_rows import RowStyle, row_line
from tui.presentation.moves.move_lines import content
from tui.presentation.pieces import Piece, Role
from tui.presentation.signs import Signs
from tui.presentation.times import TimeFormat

if TYPE_CHECKING:
    # reading a life brings in what the first frame does without
    from store.lifecycle.life import Life


@dataclass(frozen=True, slots=True)
class Preview:
    """What an act would write: the entries and the events that they are, or why it cannot be made.

    `warnings` are why what can be done will not be taken: a submission after its gate, or out of balance. `note`
    says that a submission is in balance.
    """

    contents: tuple[bytes, ...] = ()
    events: tuple[Event, ...] = ()
    refusal: str | None = None
    warnings: tuple[str, ...] = ()
    note: str | None = None


def preview_of(life: "Life", act: Act, at: datetime, seed: str) -> Preview:
    """Return what an act would write to a life at a moment; the same seed gives the same bytes."""
    from store.lifecycle.identity import Identity
    from store.lifecycle.offers import refusal
    from store.lifecycle.writing import IllegalMove, written

    reason = refusal(life, act, at)
    if reason is not None:
        return Preview(refusal=reason)
    try:
        done = written(life, act, at, Identity(seed))
    except IllegalMove as error:
        return Preview(refusal=str(error))
    events = previewed(done.entries, life, act.version)
    if act.move is not Move.SUBMIT:
        return Preview(done.entries, events)
    off, note = _balance(done.life, events[0])
    warnings = tuple(one for one in (_lateness(done.life), off) if one)
    return Preview(done.entries, events, warnings=warnings, note=note)


def _lateness(life: "Life") -> str | None:
    """Return why what was just sent would be refused by a TSO that keeps to its gates; None for anything in time."""
    from store.lifecycle.lateness import late_version

    reason = late_version(life, life.numbers[-1])
    return f"A57, {reason}" if reason else None


def _balance(life: "Life", sent: Event) -> tuple[str | None, str | None]:
    """Return why what was just sent would be refused for its balance, and that it is in balance; None for neither."""
    from store.lifecycle.market.balance import furthest_off, out_of_balance
    from store.model.market.delivery_day import labels
    from store.model.market.tso import tso
    from store.model.snapshot import recognised

    at, local = tso(life.tso), labels(life.day, life.zone)
    series = recognised(sent.after, "version.submitted").series
    off = out_of_balance(series, life.party, at.area_eic if at else None, len(local))
    if off is None:
        return None, None
    version = f"v{life.numbers[-1]}"
    if not off:
        return None, f"{version} is in balance"
    hours, when, worst = furthest_off(off, local)
    return f"A54, {version} is not in balance in {hours}, {signed(worst)} MW at {when}", None


def verdict(preview: Preview, signs: Signs) -> Content:
    """Return what applying would write and what a TSO would say to it, or why nothing can be applied."""
    if preview.refusal is not None:
        return content((Piece(f"{signs.rejected} ", Role.REJECTED), Piece(inert(preview.refusal, 400))))
    kinds = dict.fromkeys(one.row.type for one in preview.events)
    count = "1 entry" if len(preview.events) == 1 else f"{len(preview.events)} entries"
    pieces = [Piece(signs.accepted, Role.ACCEPTED), Piece(f" writes {count}: {inert(', '.join(kinds), 120)}")]
    if preview.note is not None:
        pieces += [Piece(f"\n{signs.accepted}", Role.ACCEPTED), Piece(f" {signs.amount(inert(preview.note, 300))}")]
    for warning in preview.warnings:
        pieces += [Piece(f"\n{signs.warning} ", Role.WAITING), Piece(inert(warning, 300))]
    return content(tuple(pieces))


def row_prompts(events: Sequence[Event], width: int, zone: tzinfo, signs: Signs) -> list[Content]:
    """Return previewed events as rows of the timeline, in so many cells."""
    rows = [one.row for one in events]
    style = RowStyle.of(width, Scope(schedule_uid=""), TimeFormat.LOCAL, zone, signs)
    above = [None, *rows]
    lines = [row_line(row, above[number], style, first=number == 0) for number, row in enumerate(rows)]
    return [content(line) for line in lines]


def previewed(contents: Sequence[bytes], life: "Life", version: int | None) -> tuple[Event, ...]:
    """Return entries as the store will give them once they are appended as simulated.

    What an entry does not say of its schedule is that of the life; `version` is the one it is about, None for
    the latest.
    """
    # the reader of entries is not there while the first frame is drawn
    from store.diff.summary import summary
    from store.model.event import read_entry
    from store.model.schedules.facts import facts

    number = version or (number_of(life.latest.get("version")) if life.latest else None)
    tso, market = (text_of(life.schedule.get(key)) for key in ("tso", "market"))
    events = []
    for sequence, one in enumerate(contents, 1):
        entry = read_entry(one)
        said = facts(entry)
        row = EventRow(
            sequence=sequence,
            uid=entry.uid,
            created_at=from_microseconds(said.at),
            type=entry.type,
            tso=said.tso or tso,
            market=said.market or market,
            day=said.day or life.day,
            schedule_uid=said.schedule_uid,
            version=said.number or number,
            series_uid=said.series_uid,
            request_id=entry.request_id,
            user_uid=entry.user_uid or entry.api_client_id,
            simulated=True,
            summary=summary(entry.type, entry.before, entry.after, entry.metadata),
        )
        events.append(Event(row, entry.before, entry.after, entry.metadata, entry.fields, one))
    return tuple(events)
