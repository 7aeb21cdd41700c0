"""What the commands print for people: the same words and signs as on the screen."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TextIO

from rich.cells import cell_len, set_cell_size

from store.model.market.codes import phrase
from store.model.market.delivery_day import zone_of
from store.model.market.reasons import reasons_in
from store.model.market.tso import short_name
from store.model.readable_store import ReadableStore
from store.model.schedules.tree import DayNode, ScheduleNode, VersionNode
from store.model.texts.inert import inert
from store.model.timeline import Event, EventRow
from tui.presentation.change_text import change_line
from tui.presentation.pieces import padded, plain
from tui.presentation.signs import Signs, event_mark, signs_for, status_mark
from tui.presentation.times import clock, day_text

WIDTH_OF_A_PIPE = 400
SHORT_UID = 8
"""How many digits of a UUID name an event; the commands take them for it, where no other begins with them."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class Terminal:
    """Where lines go: how wide it is, which signs it can show, and in which zone times are."""

    stream: TextIO
    width: int
    signs: Signs
    zone: tzinfo

    @classmethod
    def of(cls, stream: TextIO, *, utc: bool = False) -> "Terminal":
        """Return the terminal or pipe behind a stream; a pipe is not cut at the width of a screen."""
        width = shutil.get_terminal_size((120, 24)).columns if stream.isatty() else WIDTH_OF_A_PIPE
        signs = signs_for(stream.encoding or "ascii", ascii_only=os.environ.get("TERM") == "dumb")
        return cls(stream, width, signs, UTC if utc else zone_of(None))

    def write(self, line: str) -> None:
        """Write a line, cut visibly where the terminal is too narrow for it."""
        if cell_len(line) > self.width:
            line = set_cell_size(line, self.width - cell_len(self.signs.cut)).rstrip() + self.signs.cut
        self.stream.write(line + "\n")


def event_line(row: EventRow, terminal: Terminal) -> str:
    """Return a row of the timeline: when, the beginning of its uid, sign, type, TSO and version, what changed."""
    mark = event_mark(row, terminal.signs)
    sign = mark.sign if mark else " "
    type_ = padded(inert(row.type, 40), 22)
    tso = padded(inert(short_name(row.tso), 16) if row.tso else "", 16)
    version = "" if row.version is None else f"v{row.version}"
    changed = plain(change_line(row, terminal.signs))
    simulated = terminal.signs.simulated if row.simulated else " "
    when, uid = when_text(row, terminal), padded(short_uid(row.uid), SHORT_UID)
    return f"{when} {uid} {simulated}{sign} {type_} {tso} {version:<4} {changed}".rstrip()


def when_text(row: EventRow, terminal: Terminal) -> str:
    """Return when an event came, with the offset."""
    at = row.created_at.astimezone(terminal.zone)
    return f"{at:%Y-%m-%d} {clock(at)}{_offset(at)}"


def short_uid(uid: str) -> str:
    """Return what names an event shortly: the first digits of a UUID, of any other uid all."""
    return uid[:SHORT_UID] if _UUID.fullmatch(uid) else inert(uid, 40)


def _offset(at: datetime) -> str:
    return "Z" if at.tzinfo is UTC else f"{at:%z}"


def event_text(event: Event, terminal: Terminal) -> Iterator[str]:
    """Give the lines of one event: its row, who and what, its reasons, and both states as JSON."""
    from tui.cli.printing.states import state_lines

    row = event.row
    yield event_line(row, terminal)
    for name, value in (
        ("uid", row.uid),
        ("schedule", row.schedule_uid),
        ("series", row.series_uid),
        ("request", row.request_id),
        ("user", row.user_uid),
        ("message", row.message_id),
    ):
        if value:
            yield f"  {name:<10} {inert(value)}"
    for reason in reasons_in(event.metadata):
        said = phrase(reason.code)
        text = f": {reason.text}" if reason.text and reason.text.lower() not in said.lower() else ""
        yield f"  {'reason':<10} {inert(said + text)}"
    yield from state_lines(event)


def tree_lines(store: ReadableStore, terminal: Terminal) -> Iterator[str]:
    """Give the lines of the tree: a day, its schedules, their versions."""
    for day in store.days():
        counts = [f"{day.accepted}/{day.schedules} accepted"]
        counts += [f"{count} {word}" for count, word in _troubles(day) if count]
        yield f"{day_text(day.day) if day.day else 'day not known'}   {', '.join(counts)}"
        for schedule in store.schedules(day.day):
            yield f"  {_schedule(schedule, terminal.signs)}"
            for version in store.versions(schedule.uid):
                yield f"    {_version(version, terminal.signs)}"


def _troubles(day: DayNode) -> tuple[tuple[int, str], ...]:
    return (
        (day.partly, "partly"),
        (day.rejected, "rejected"),
        (day.waiting, "waiting"),
        (day.unsent, "not sent"),
        (day.anomalies, "with an open anomaly"),
    )


def _schedule(schedule: ScheduleNode, signs: Signs) -> str:
    name = padded(inert(short_name(schedule.tso), 20), 12)
    latest = "" if schedule.latest_version is None else f"v{schedule.latest_version}"
    mark = status_mark(schedule.status, schedule.raw_status, signs)
    word = padded(mark.word, 14)
    anomaly = f"  {signs.anomaly} anomaly" if schedule.anomaly_open else ""
    party = f"  {inert(schedule.party, 40)}" if schedule.party else ""
    events = f"{schedule.events} event{'' if schedule.events == 1 else 's'}"
    return f"{name} {latest:<5} {mark.sign} {word}{anomaly}{party}  {events}".rstrip()


def _version(version: VersionNode, signs: Signs) -> str:
    mark = status_mark(version.status, version.raw_status, signs)
    state = "active" if version.is_active else "superseded" if version.superseded else ""
    codes = "  ".join(phrase(code) for code in version.reason_codes)
    return f"v{version.number:<4} {mark.sign} {padded(mark.word, 14)} {state:<11} {inert(codes)}".rstrip()
