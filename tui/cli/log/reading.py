"""`gridtrail events`, `show` and `tree`: what the log says, for people and for programs."""

import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from store.errors import StoreError
from store.model.texts.ascii_json import as_ascii, ascii_json
from tui.cli.log.naming import EVENT_HELP, event_beginning, event_named, none_named, store_and_uid
from tui.cli.log.querying import (
    WordsArgument,
    looking,
    question_in,
    store_and_query,
    tell_of_absent_values,
    tell_of_text_index,
)
from tui.cli.stores import StoreArgument, opened
from tui.cli.words.help_page import QueryCommand

if TYPE_CHECKING:
    from store.database.reading.past import Past
    from store.database.store import Store
    from store.model.timeline import EventRow
    from store.query.question import Question

PAGE = 500
INTERRUPTED = 130
"""The exit code after Ctrl-C, as a shell has it."""

JsonOption = Annotated[bool, typer.Option("--json", help="For programs: JSON instead of text.")]
UtcOption = Annotated[bool, typer.Option("--utc", help="Times in UTC instead of local time.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(cls=QueryCommand)(events)
    app.command()(show)
    app.command()(tree)


# every argument is an option of the command line
def events(  # noqa: PLR0913
    words: WordsArgument = None,
    *,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="The newest N only.")] = None,
    as_json: JsonOption = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="For spreadsheets: docs/events_csv.md lists the columns.")
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin the CSV with a byte order mark, as Excel needs it.")
    ] = False,
    utc: UtcOption = False,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Go on with what comes, until Ctrl-C (exit code 130).")
    ] = False,
) -> None:
    """Print the timeline, newest last as on screen, or those events of it that answer a query.

    With --json one object a line, with --csv as a table. With --follow what comes is printed as it comes in.
    """
    if (as_json and as_csv) or (bom and not as_csv):
        raise StoreError("choose one form: --json, or --csv (with --bom for Excel)")
    store, text = store_and_query(words)
    question = question_in(text, utc=utc)
    with opened(store) as source:
        if follow:
            rows = _followed(source, question, limit)
        else:
            for_people = not (as_json or as_csv)
            answers = _answers(source, question, limit, for_people=for_people)
            rows = answers if question.criteria else _rows(source, limit)
        try:
            if as_csv:
                _write_csv(rows, bom=bom)
            else:
                _print_rows(rows, as_json=as_json, utc=utc)
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None


def _print_rows(rows: "Iterator[EventRow]", *, as_json: bool, utc: bool) -> None:
    from tui.cli.printing.json_output import event_object
    from tui.cli.printing.text_output import Terminal, event_line

    terminal = Terminal.of(sys.stdout, utc=utc)
    for row in rows:
        if as_json:
            typer.echo(ascii_json(event_object(row)))
        else:
            terminal.write(event_line(row, terminal))


def _write_csv(rows: "Iterator[EventRow]", *, bom: bool) -> None:
    """Write rows in UTF-8 whatever the terminal speaks: a spreadsheet is to read them."""
    from store.exchange.spreadsheet import BYTE_ORDER_MARK, csv_lines

    stream = sys.stdout.buffer
    stream.write(BYTE_ORDER_MARK.encode() if bom else b"")
    stream.writelines(line.encode() for line in csv_lines(rows))
    stream.flush()


def show(
    words: Annotated[list[str], typer.Argument(metavar="[STORE] UID", help=EVENT_HELP)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The entry itself, the very bytes that came in.")] = False,
    utc: UtcOption = False,
) -> None:
    """Print one event whole: when, who, the states before and after, and all that was recorded with it."""
    from tui.cli.printing.text_output import Terminal, event_text

    store, uid = store_and_uid("show", words)
    with opened(store) as source:
        event = event_named(source, uid)
        if event is None:
            raise none_named(source, "event", uid, "events")
        if as_json:
            _write_entry(event.content)
            return
        terminal = Terminal.of(sys.stdout, utc=utc)
        for line in event_text(event, terminal):
            terminal.write(line)


def _write_entry(content: bytes) -> None:
    """Write the very bytes, or to a terminal the same JSON with nothing in it that could act there."""
    shown = as_ascii(content).encode() if sys.stdout.isatty() else content
    sys.stdout.buffer.write(shown + b"\n")
    sys.stdout.buffer.flush()


def tree(
    store: StoreArgument = None,
    *,
    at: Annotated[
        str | None,
        typer.Option(metavar="TIME|UID", help="As of then: a local date and time, or the uid of an event."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Print the schedules: day, TSO, versions with their status; with --json also their series."""
    from tui.cli.printing.json_output import tree_object
    from tui.cli.printing.text_output import Terminal, tree_lines

    with opened(store) as source:
        reading = source if at is None else _as_of(source, at)
        if as_json:
            typer.echo(ascii_json(tree_object(reading), indent=2))
            return
        terminal = Terminal.of(sys.stdout)
        for line in tree_lines(reading, terminal):
            terminal.write(line)


def _as_of(store: "Store", text: str) -> "Past":
    """Return the past of a store that a text names, by an event or a time, and say on stderr which that is.

    Raises StoreError when it names neither.
    """
    from store.model.market.delivery_day import zone_of
    from store.model.texts.moments import MomentError, instant_in, whole_millisecond
    from store.model.timeline import Moment
    from tui.presentation.times import clock, day_text

    zone = zone_of(None)
    event = store.event(text)
    row = event.row if event else None
    at = row.created_at if row else None
    if at is None:
        try:
            at = instant_in(text, zone, datetime.now(zone).date())
        except MomentError as error:
            # what is a time is none of the beginnings of a uid
            row = event_beginning(store, text)
            if row is None:
                raise StoreError(f"--at: {error}; nor is there such an event in {store.name!r}") from error
            at = row.created_at
    moment = Moment.of(row) if row else Moment.until(whole_millisecond(at))
    local = at.astimezone(zone)
    typer.echo(f"as of {day_text(local.date())} {clock(local)}{local:%z}, not now", err=True)
    return store.as_of(moment)


def _rows(store: "Store", limit: int | None) -> "Iterator[EventRow]":
    """Give the rows of the store, or the newest `limit`, oldest first."""
    from store.model.timeline import EVERYTHING

    count = store.count(EVERYTHING)
    page = store.rows(EVERYTHING, max(0, count - limit), PAGE) if limit else store.page(EVERYTHING, PAGE)
    while page:
        yield from page
        page = store.page(EVERYTHING, PAGE, after=page[-1])


def _answers(
    store: "Store", question: "Question", limit: int | None, until: int | None = None, *, for_people: bool = False
) -> "Iterator[EventRow]":
    """Give the rows that answer a question, or the newest `limit` of them, oldest first.

    With `until` those only that were appended up to a sequence. That there is none is said `for_people`.
    """
    from store.database.query.answers import AFTER_ALL
    from store.model.timeline import EVERYTHING

    answers = store.answers(question)
    newest: list[EventRow] = []
    is_empty = True
    tell_of_text_index(store, question)
    with looking(question, store.count(EVERYTHING)) as advance:
        for found in answers.found(EVERYTHING, PAGE, before=AFTER_ALL if limit else None):
            advance(found.looked_at)
            rows = [row for row in found.rows if until is None or row.sequence <= until]
            is_empty = is_empty and not rows
            if limit is None:
                yield from rows
                continue
            newest += rows[: limit - len(newest)]
            if len(newest) == limit:
                break
    yield from reversed(newest)
    if is_empty:
        tell_of_absent_values(store, question, for_people=for_people)


def _followed(store: "Store", question: "Question", limit: int | None) -> "Iterator[EventRow]":
    """Give the rows that answer a question, or the newest `limit` of them, and then what comes, each once."""
    from tui.cli.log.following import coming

    reached = store.reached()
    yield from _answers(store, question, limit, until=reached)
    yield from coming(store, store.answers(question), reached, sys.stdout.flush)
