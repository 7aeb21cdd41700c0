"""`gridtrail export` and `rebuild`: entries out again, and everything read out of them made anew."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from tui.cli.stores import StoreArgument, opened, store_target
from tui.cli.targets import ForceOption, target


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


def rebuild(store: StoreArgument = None) -> None:
    """Make everything that is read out of the entries anew: timeline columns, tree and statuses.

    The entries themselves are not touched; readers see the old state until all is done.
    """
    from store.database.opening import open_store

    source = open_store(store_target(store))
    try:
        count = _with_bar(source.rebuild) if sys.stderr.isatty() else source.rebuild()
    finally:
        source.close()
    typer.echo(f"read {count} events anew")


def _with_bar(rebuild_: Callable[[Callable[[int, int], None]], int]) -> int:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading the entries anew", total=None)
        return rebuild_(lambda done, all_: bar.update(task, completed=done, total=all_))
