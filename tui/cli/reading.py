"""`gridtrail events`, `show` and `tree`: what the log says, for people and for programs."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from store.errors import StoreError
from tui.cli.stores import StoreArgument, opened

if TYPE_CHECKING:
    from store.database.store import Store
    from store.model.timeline import EventRow

PAGE = 500

JsonOption = Annotated[bool, typer.Option("--json", help="For programs: JSON instead of text.")]
UtcOption = Annotated[bool, typer.Option("--utc", help="Times in UTC instead of local time.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(events)
    app.command()(show)
    app.command()(tree)


def events(
    store: StoreArgument = None,
    *,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="The newest N only.")] = None,
    as_json: JsonOption = False,
    utc: UtcOption = False,
) -> None:
    """Print the timeline, newest last as on screen; with --json one object a line."""
    from tui.cli.json_output import event_object
    from tui.cli.text_output import Terminal, event_line

    with opened(store) as source:
        terminal = Terminal.of(sys.stdout, utc=utc)
        for row in _rows(source, limit):
            if as_json:
                typer.echo(json.dumps(event_object(row), ensure_ascii=False))
            else:
                terminal.write(event_line(row, terminal))


def show(
    words: Annotated[list[str], typer.Argument(metavar="[STORE] UID", help="The store, and the uid of the event.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="The entry itself, the very bytes that came in.")] = False,
    utc: UtcOption = False,
) -> None:
    """Print one event whole: when, who, the states before and after, and all that was recorded with it."""
    from tui.cli.text_output import Terminal, event_text

    uid = words[-1]
    if len(words) > 2 or (len(words) == 1 and Path(uid).is_file()):
        raise StoreError("show takes a store and one uid: gridtrail show STORE UID")
    with opened(words[0] if len(words) == 2 else None) as source:
        event = source.event(uid)
        if event is None:
            raise StoreError(f"the store {source.name!r} has no event {uid!r}: gridtrail events lists them")
        if as_json:
            sys.stdout.buffer.write(event.content + b"\n")
            return
        terminal = Terminal.of(sys.stdout, utc=utc)
        for line in event_text(event, terminal):
            terminal.write(line)


def tree(store: StoreArgument = None, *, as_json: JsonOption = False) -> None:
    """Print the schedules: day, TSO, versions with their status; with --json also their series."""
    from tui.cli.json_output import tree_object
    from tui.cli.text_output import Terminal, tree_lines

    with opened(store) as source:
        if as_json:
            typer.echo(json.dumps(tree_object(source), ensure_ascii=False, indent=2))
            return
        terminal = Terminal.of(sys.stdout)
        for line in tree_lines(source, terminal):
            terminal.write(line)


def _rows(store: "Store", limit: int | None) -> "Iterator[EventRow]":
    """Give the rows of the store, or the newest `limit`, oldest first."""
    from store.model.timeline import EVERYTHING

    count = store.count(EVERYTHING)
    page = store.rows(EVERYTHING, max(0, count - limit), PAGE) if limit else store.page(EVERYTHING, PAGE)
    while page:
        yield from page
        page = store.page(EVERYTHING, PAGE, after=page[-1])
