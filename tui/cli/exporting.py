"""`gridtrail export` and `rebuild`: entries out again, and everything read out of them made anew."""

import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.stores import StoreArgument, opened, store_target
from tui.cli.targets import ForceOption, target

if TYPE_CHECKING:
    from store.database.store import Store


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(export)
    app.command()(rebuild)


def export(
    store: StoreArgument = None,
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="Where to write, .gz or .zst compressed; - is stdout.")
    ] = "-",
    *,
    force: ForceOption = False,
) -> None:
    """Write the entries out again as JSONL, the very bytes that came in, in the order they were appended."""
    from store.exchange.exporting import lines

    with opened(store) as source, target(file, force=force) as stream:
        stream.writelines(lines(source.contents()))


def rebuild(
    store: StoreArgument = None,
    *,
    text: Annotated[
        bool, typer.Option("--text", help="The text index only: put into it what is not in it yet.")
    ] = False,
) -> None:
    """Make everything that is read out of the entries anew: timeline columns, tree and statuses, the text index.

    The entries themselves are not touched; readers see the old state until all is done. The text index is built bit
    by bit, after import by the screen or here; while it is incomplete, questions are answered right, but slower.
    """
    from store.database.opening import open_store

    source = open_store(store_target(store))
    try:
        if not text:
            count = _with_bar("reading the entries anew", source.rebuild)
            typer.echo(f"read {count} events anew")
            source.text_index().clear()
        count = _with_bar("building the text index", partial(_index, source))
    finally:
        source.close()
    typer.echo(f"the text index holds {count} events")


def _index(source: "Store", progress: Callable[[int, int], None]) -> int:
    """Build the text index to its end; return how many entries are in it."""
    for state in source.text_index().go_on(threading.Event()):
        progress(state.entries, state.all_entries)
    return source.text_index().state().entries


def _with_bar(about: str, work: Callable[[Callable[[int, int], None]], int]) -> int:
    """Do what tells how far it is; on a terminal that is drawn."""
    if not sys.stderr.isatty():
        return work(lambda _done, _all: None)
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(about, total=None)
        return work(lambda done, all_: bar.update(task, completed=done, total=all_))
