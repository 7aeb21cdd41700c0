"""`gridtrail init` and `upgrade`: a new store, who may use it, and an older one brought up to date."""

from typing import Annotated

import typer

from store.errors import StoreError
from tui.cli.stores import StoreArgument, exists, make_default_folder, store_target


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(init)
    app.command()(upgrade)


def init(
    store: StoreArgument = None,
    *,
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="A sandbox, which takes what is simulated, instead of a record.")
    ] = False,
    grant: Annotated[
        str | None,
        typer.Option(metavar="ROLE", help="PostgreSQL: let this role append and read, never change or remove."),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="With --grant: let it read only.")] = False,
) -> None:
    """Make an empty store; on PostgreSQL also say who may use it.

    A store that is there stays as it is. A new file belongs to its owner only. docs/postgresql.md tells how a team
    sets a server up.
    """
    from store.database.opening import open_store
    from store.database.upkeep.granting import grant as grant_to
    from store.model.timeline import StoreKind

    if read_only and grant is None:
        raise StoreError("--read-only says what a role may: name it with --grant ROLE")
    target = store_target(store)
    kind = StoreKind.SANDBOX if sandbox else StoreKind.RECORD
    make_default_folder(target)
    is_there = exists(target) and "://" not in target
    opened = open_store(target, create=kind)
    opened.close()
    if sandbox and opened.kind is not kind:
        raise StoreError(f"the store {opened.name!r} is a {opened.kind} and stays one")
    typer.echo(f"the {opened.kind} {opened.name} {'is there' if is_there else 'is ready'}")
    if grant is not None:
        grant_to(target, grant, read_only=read_only)
        typer.echo(f"{grant} may {'read' if read_only else 'append and read'}")


def upgrade(store: StoreArgument = None) -> None:
    """Bring a store of an older Gridtrail up to date; a SQLite file is copied first, and the copy named."""
    from store.database.upkeep.upgrading import upgrade as upgraded

    done = upgraded(store_target(store))
    if done is None:
        typer.echo("the store is up to date")
        return
    kept = f"; as it was it is in {done.backup}" if done.backup else ""
    typer.echo(f"the store was brought from schema {done.before} to that of this program{kept}")
