"""`gridtrail export`: the entries out again."""

from typing import Annotated

import typer

from tui.cli.stores import StoreArgument, opened
from tui.cli.targets import ForceOption, target


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(export)


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
