"""`gridtrail export` and `rebuild`: entries out again, and everything read out of them made anew."""

import sys
from collections.abc import Callable
from typing import Annotated, TypeVar

import typer

from store.model.inert import inert
from tui.cli.stores import StoreArgument, opened, store_target
from tui.cli.targets import ForceOption, target

Outcome = TypeVar("Outcome")


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
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 when anything is not what the entries say.")
    ] = False,
) -> None:
    """Make everything that is read out of the entries anew: timeline columns, tree and statuses.

    The entries themselves are not touched; readers see the old state until all is done.
    """
    from store.database.opening import open_store

    source = open_store(store_target(store))
    try:
        if not check:
            typer.echo(f"read {_with_bar(source.rebuild)} events anew")
            return
        found = _with_bar(source.check)
    finally:
        source.close()
    for one in found:
        what = "not what the entries say" if one.is_there else "missing, or otherwise"
        typer.echo(f"{one.table} {inert(one.name, 80)}: {what}")
    if found:
        typer.echo("make it anew: gridtrail rebuild", err=True)
        raise typer.Exit(1)
    typer.echo("everything that is read out of the entries is what they say")


def _with_bar(work: Callable[[Callable[[int, int], None]], Outcome]) -> Outcome:
    """Return what some work on the entries came to; on a terminal a bar tells how far it is."""
    if not sys.stderr.isatty():
        return work(lambda _done, _all: None)
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading the entries anew", total=None)
        return work(lambda done, all_: bar.update(task, completed=done, total=all_))
