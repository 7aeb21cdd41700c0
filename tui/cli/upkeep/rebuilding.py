"""`gridtrail rebuild`: everything that is read out of the entries made anew, or held against them."""

import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from store.errors import StoreError
from store.model.texts.inert import inert
from tui.cli.stores import StoreArgument, store_target

if TYPE_CHECKING:
    from store.database.store import Store

Outcome = TypeVar("Outcome")
Progress = Callable[[int, int], None]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(rebuild)


def rebuild(
    store: StoreArgument = None,
    *,
    text: Annotated[
        bool, typer.Option("--text", help="The text index only: put into it what is not in it yet.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 when anything is not what the entries say.")
    ] = False,
) -> None:
    """Make everything that is read out of the entries anew: timeline columns, tree and statuses, the text index.

    The entries themselves are not touched; readers see the old state until all is done. The text index is built bit
    by bit, after import by the screen or here; while it is incomplete, questions are answered right, but slower.
    """
    from store.database.opening import open_store

    if text and check:
        raise StoreError("choose one: --text builds the text index, --check changes nothing")
    source = open_store(store_target(store))
    try:
        if check:
            _check(source)
        else:
            _rebuild(source, text_only=text)
    finally:
        source.close()


def _rebuild(source: "Store", *, text_only: bool) -> None:
    if not text_only:
        count = _with_bar("reading the entries anew", source.rebuild)
        typer.echo(f"read {count} events anew")
    count = _with_bar("building the text index", partial(_index, source))
    typer.echo(f"the text index holds {count} events")


def _check(source: "Store") -> None:
    found = _with_bar("reading the entries anew", source.check)
    for one in found:
        what = "not what the entries say" if one.is_there else "missing, or otherwise"
        typer.echo(f"{one.table} {inert(one.name, 80)}: {what}")
    if found:
        typer.echo("make it anew: gridtrail rebuild", err=True)
        raise typer.Exit(1)
    typer.echo("everything that is read out of the entries is what they say")


def _index(source: "Store", progress: Progress) -> int:
    """Build the text index to its end, name what is damaged; return how many entries are in it."""
    unread: list[str] = []
    for state in source.text_index().go_on(threading.Event()):
        progress(state.entries, state.all_entries)
        unread += state.unread
    for uid in unread:
        typer.echo(f"{inert(uid, 80)} is damaged and was passed over: gridtrail verify tells more", err=True)
    return source.text_index().state().entries - len(unread)


def _with_bar(about: str, work: Callable[[Progress], Outcome]) -> Outcome:
    """Return what some work on the entries came to; on a terminal a bar tells how far it is."""
    if not sys.stderr.isatty():
        return work(lambda _done, _all: None)
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(about, total=None)
        return work(lambda done, all_: bar.update(task, completed=done, total=all_))
