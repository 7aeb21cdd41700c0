"""`gridtrail open` and `demo`: the screen on a store, on an export file, or on the sample data."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from store.errors import StoreError
from store.home import with_home
from tui.cli.log.linking import link_in_argument, wish_of
from tui.cli.log.querying import question_in
from tui.cli.stores import STORE_HELP, default_store
from tui.starting import collecting
from tui.starting.forerunner import looking_ahead


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(demo)
    app.command("open")(open_)


def demo(
    store: Annotated[
        str | None,
        typer.Argument(metavar="[STORE]", help="Keep the demo in this file [default: a new one, gone afterwards]."),
    ] = None,
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ignore the remembered layout.")] = False,
) -> None:
    """Open the screen on a sandbox with the sample data. No other set-up."""
    _needs_terminal("gridtrail import STORE PATH… and gridtrail events STORE work without one")
    collecting.pause()
    from store.exchange.samples import FIRST_SHOWN
    from tui.starting.running import run_screen
    from tui.starting.temporary import TemporaryStores, demo_store
    from tui.view import Wish

    with TemporaryStores() as temporary:
        if store:
            run_screen(demo_store(store), temporary, fresh=fresh)
        else:
            run_screen(temporary.demo(), temporary, wish=Wish(FIRST_SHOWN), fresh=True)


def open_(
    store: Annotated[
        str | None, typer.Argument(metavar="[STORE]", help=STORE_HELP + " Or an export file, or a gridtrail:// link.")
    ] = None,
    *,
    query: Annotated[str | None, typer.Option("--query", metavar="QUERY", help="Filter the timeline by this.")] = None,
    event: Annotated[str | None, typer.Option("--event", metavar="UID", help="Select this event.")] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Open the store for reading only.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ignore the remembered scope and layout.")] = False,
) -> None:
    """Open the screen: on a store, on an export file through a temporary store, or on a first screen."""
    link = link_in_argument(store)
    goes_on = link is None and event is None and query is None
    if not goes_on:
        question_in(wish_of(link, event, query).query or "")
    _needs_terminal("gridtrail events STORE and gridtrail tree STORE work without one")
    target = (link.store if link else store) or os.environ.get("GRIDTRAIL_STORE") or _existing(default_store())
    if target and "://" not in target and not with_home(target).exists():
        raise StoreError(f"there is no store and no file {target!r}: gridtrail demo shows the sample data")
    collecting.pause()
    from tui.starting.temporary import TemporaryStores, is_store

    with ExitStack() as beside:
        foreseen = None
        if target and goes_on and is_store(target):
            # before anything else: what it imports meanwhile takes a while
            foreseen = beside.enter_context(looking_ahead(target, fresh=fresh))
        from tui.settings import load_settings, settings_path
        from tui.starting.running import run_screen

        temporary = beside.enter_context(TemporaryStores(load_settings(settings_path()).limits))
        shown = temporary.store_for(target) if target else None
        wish = wish_of(link, event, query)
        run_screen(shown, temporary, wish=wish, read_only=read_only, fresh=fresh, foreseen=foreseen)


def _existing(path: Path) -> str | None:
    return str(path) if path.exists() else None


def _needs_terminal(instead: str) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        raise StoreError(f"the screen needs a terminal: {instead}")
