"""What of the things looked at can be written to a file: each with its letter, its name and how it is made.

What makes the files is imported when one is made.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from store.model.market.delivery_day import from_microseconds
from store.model.market.tso import short_name
from store.model.readable_store import ReadableStore
from store.model.texts.inert import inert
from store.model.timeline import Event, EventRow, Scope
from tui.output.case_texts import case_text
from tui.presentation.filtering.chips import chips_of
from tui.questions.filtering.listing import answers

if TYPE_CHECKING:
    from store.database.query.answers import Answers
    from store.exchange.reports.differences.diff_report import DiffReport
    from store.query.question import Question

PAGE = 500

LONGEST_STEM = 80

NO_EVENT, NO_SCHEDULE, NO_STORE = "no event is selected", "no schedule is selected", "no store is open"

_FONTS = re.compile(r"@font-face\s*\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Export:
    """One file that can be written; `pieces` makes it, and may take its time or raise StoreError.

    `about` says in inert words what it is about. `total` counts the pieces, None where there are few.
    `missing` says why there is nothing to write.
    """

    letter: str
    label: str
    stem: str
    ending: str
    pieces: Callable[[], Iterator[bytes]]
    about: str = ""
    total: Callable[[], int] | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at; `subject` names the scope of the timeline, `picture` is the screen as SVG.

    `question` is what the timeline is filtered by, None for nothing.
    """

    store: ReadableStore | None
    event: Event | None
    schedule_uid: str | None
    scope: Scope
    subject: str
    picture: str
    now: datetime
    zone: tzinfo
    ack_minutes: int | None
    question: "Question | None" = None


def exports(looked: Looked) -> tuple[Export, ...]:
    """Return what can be written, in the order of the menu; of the past as such, but for an event, which stays."""
    as_of = _as_of(looked)
    stood = (*_of_schedule(looked), *_of_timeline(looked), _picture(looked))
    return (*_of_event(looked), *(replace(one, stem=f"{one.stem}{_moment(as_of)}") for one in stood))


def _as_of(looked: Looked) -> datetime | None:
    """Return the moment that is looked at, in its zone; None while it is now."""
    from store.database.reading.past import Past

    past = looked.store
    return from_microseconds(past.moment.at).astimezone(looked.zone) if isinstance(past, Past) else None


def _moment(as_of: datetime | None) -> str:
    """Return what the name of a file says of a moment: `-as-of-20260325T134637`."""
    return f"-as-of-{as_of:%Y%m%dT%H%M%S}" if as_of else ""


def _of_event(looked: Looked) -> Iterator[Export]:
    event = looked.event
    stem = stem_of(event) if event else "gridtrail-event"
    missing = "" if event else NO_EVENT
    about = inert(" ".join(filter(None, (event.row.type, _version(event)))), 60) if event else ""
    for letter, label, ending, make in (
        ("h", "Event as HTML", ".html", _event_html),
        ("m", "Event as Markdown", ".md", _event_markdown),
        ("u", "Event as unified text", ".diff", _event_unified),
        ("p", "Event as JSON Patch", ".json", _event_patch),
    ):
        yield Export(letter, label, stem, ending, _made(make, event, looked.zone), about, missing=missing)


def _made(make: Callable[[Event, tzinfo], str], event: Event | None, zone: tzinfo) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        if event is not None:
            yield make(event, zone).encode("utf-8", "replace")

    return pieces


def _report(event: Event, zone: tzinfo) -> "DiffReport":
    from store.exchange.reports.differences.diff_report import event_report

    return event_report(event, zone)


def _event_html(event: Event, zone: tzinfo) -> str:
    from store.exchange.reports.pages import diff_html

    return diff_html(_report(event, zone))


def _event_markdown(event: Event, zone: tzinfo) -> str:
    from store.exchange.reports.differences.diff_markdown import diff_markdown

    return diff_markdown(_report(event, zone))


def _event_unified(event: Event, zone: tzinfo) -> str:
    from store.exchange.reports.differences.diff_unified import unified_lines

    return "".join(f"{line}\n" for line in unified_lines(_report(event, zone)))


def _event_patch(event: Event, _zone: tzinfo) -> str:
    from store.diff.versions.sides import event_sides
    from store.exchange.reports.differences.machine_forms import patch
    from store.model.texts.ascii_json import ascii_json

    return ascii_json(patch(*event_sides(event)), indent=2) + "\n"


def _of_schedule(looked: Looked) -> Iterator[Export]:
    event, uid = looked.event, looked.schedule_uid
    stem, about = f"gridtrail-schedule-{slug(uid or '')}", inert(uid or "", 40)
    if event is not None and event.row.schedule_uid == uid:
        stem = stem_of(event, version=False)
        about = inert(" ".join(filter(None, (short_name(event.row.tso), str(event.row.day or "")))), 60)
    missing = NO_STORE if looked.store is None else "" if uid else NO_SCHEDULE
    for letter, label, ending, as_page in (
        ("c", "Case of the schedule as HTML", ".html", True),
        ("k", "Case of the schedule as Markdown", ".md", False),
    ):
        yield Export(letter, label, f"{stem}-case", ending, _case(looked, as_page=as_page), about, missing=missing)


def _case(looked: Looked, *, as_page: bool) -> Callable[[], Iterator[bytes]]:
    def pieces() -> Iterator[bytes]:
        from store.lifecycle.findings.finding import Limits

        if looked.store is None or looked.schedule_uid is None:
            return
        records = looked.store.life(looked.schedule_uid)
        limits = Limits(ack_minutes=looked.ack_minutes)
        text = case_text(looked.store, records, looked.now, as_page=as_page, zone=looked.zone, limits=limits)
        yield text.encode("utf-8", "replace")

    return pieces


def _of_timeline(looked: Looked) -> Iterator[Export]:
    scope, listed = looked.scope, _listed(looked)
    stem = "gridtrail-timeline" if looked.question is None else "gridtrail-timeline-filtered"
    if scope.schedule_uid or scope.day:
        stem += f"-{slug(scope.schedule_uid or str(scope.day))}"
    for letter, label, ending, pieces in (
        ("j", "Timeline as entries, JSONL", ".jsonl", partial(_entries, looked.store, listed, scope)),
        ("s", "Timeline as a table, CSV", ".csv", partial(_table, listed, scope)),
    ):
        total, missing = (None, NO_STORE) if listed is None else (partial(_total, listed, scope), "")
        about = " ".join((looked.subject, *(inert(chip, 60) for chip in chips_of(looked.question))))
        yield Export(letter, label, stem, ending, pieces, about, total, missing)


def _listed(looked: Looked) -> "ReadableStore | Answers | None":
    """Return what the timeline lists the events of: the store, or what of it answers the question."""
    if looked.store is None or looked.question is None:
        return looked.store
    return answers(looked.store, looked.question)


def _total(listed: "ReadableStore | Answers", scope: Scope) -> int:
    count = listed.count(scope)
    return count if isinstance(count, int) else count.number


def _pages(listed: "ReadableStore | Answers | None", scope: Scope) -> Iterator[tuple[EventRow, ...]]:
    """Give the rows that are listed page by page, oldest first."""
    page = listed.page(scope, PAGE) if listed else ()
    while listed and page:
        yield page
        page = listed.page(scope, PAGE, after=page[-1])


def _entries(store: ReadableStore | None, listed: "ReadableStore | Answers | None", scope: Scope) -> Iterator[bytes]:
    from store.exchange.exporting import lines

    for page in _pages(listed, scope):
        if store is not None:
            yield from lines(store.contents_of(page))


def _table(listed: "ReadableStore | Answers | None", scope: Scope) -> Iterator[bytes]:
    """Give the lines with the byte order mark: a file is opened by a spreadsheet that does not ask."""
    from store.exchange.spreadsheet import BYTE_ORDER_MARK, csv_lines

    rows = (row for page in _pages(listed, scope) for row in page)
    for number, line in enumerate(csv_lines(rows)):
        yield (BYTE_ORDER_MARK + line if not number else line).encode()


def _picture(looked: Looked) -> Export:
    def pieces() -> Iterator[bytes]:
        # the fonts would be fetched from elsewhere
        yield _FONTS.sub("", looked.picture).encode("utf-8", "replace")

    return Export("g", "Picture of the screen, SVG", "gridtrail-screen", ".svg", pieces)


def stem_of(event: Event, *, version: bool = True) -> str:
    """Return the name of a file about an event without its ending: `gridtrail-50hertz-2026-03-26-v3`."""
    row = event.row
    parts = [short_name(row.tso) if row.tso else "", str(row.day or "")]
    parts += [_version(event)] if version else []
    words = [slug(part) for part in parts if part]
    return "-".join(["gridtrail", *filter(None, words or [slug(row.uid)])])[:LONGEST_STEM]


def _version(event: Event) -> str:
    return "" if event.row.version is None else f"v{event.row.version}"


def slug(text: str) -> str:
    """Return a text of the log as a part of a file's name: small letters, digits and hyphens only."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:LONGEST_STEM]
