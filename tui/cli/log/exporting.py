"""`gridtrail export`: the entries out again."""

import sys
from typing import Annotated

import typer

from tui.cli.printing.targets import ForceOption, target
from tui.cli.stores import StoreArgument, opened


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
    """Write the entries out again as JSONL, the very bytes that came in, in the order they were appended.

    On a terminal what could act there is escaped; it is the same JSON.
    """
    from store.exchange.exporting import lines
    from store.model.texts.ascii_json import as_ascii

    with opened(store) as source, target(file, force=force) as stream:
        written = lines(source.contents())
        on_terminal = file == "-" and sys.stdout.isatty()
        stream.writelines((as_ascii(line).encode() for line in written) if on_terminal else written)
