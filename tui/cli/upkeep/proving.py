"""`gridtrail prove`, and what checks a proof: that one event is in the log, told to those who have no store."""

from typing import TYPE_CHECKING, Annotated

import typer

from store.errors import StoreError
from store.home import with_home
from store.model.texts.ascii_json import ascii_json
from tui.cli.log.naming import EVENT_HELP, event_named, store_and_uid
from tui.cli.printing.targets import ForceOption, OutputOption, target
from tui.cli.stores import opened

if TYPE_CHECKING:
    from store.seal.head import Head
    from store.seal.inclusion import Inclusion


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(prove)


def prove(
    words: Annotated[list[str], typer.Argument(metavar="[STORE] UID", help=EVENT_HELP)],
    *,
    output: OutputOption = "-",
    force: ForceOption = False,
) -> None:
    """Write the proof that one event is in the log: its entry, its place, and the hashes that lead to the root.

    Whoever has a head of the log (verify --head) can check it without the store: gridtrail verify --proof FILE
    --against HEAD, or the recipe in docs/seal.md.
    """
    from store.seal.inclusion import proof_object

    store, text = store_and_uid("prove", words)
    with opened(store) as source:
        named = event_named(source, text)
        uid = named.row.uid if named else text
        proof = proof_object(uid, source.sealed.inclusion(uid))
    with target(output, force=force) as stream:
        stream.write(f"{ascii_json(proof, indent=2)}\n".encode())


def check_proof(file: str, kept: "Head | None", *, as_json: bool) -> None:
    """Say whether a proof holds, against the head that was kept where there is one; exit code 1 when it does not."""
    from tui.presentation.head.proof_text import ProofVerdict

    found = ProofVerdict(_read(file), kept)
    if as_json:
        typer.echo(ascii_json(found.object))
    else:
        typer.echo(found.text)
    if not found.holds:
        raise typer.Exit(1)


def _read(file: str) -> "Inclusion":
    from store.seal.inclusion import read_proof

    try:
        return read_proof(with_home(file).read_bytes())
    except OSError as error:
        raise StoreError(f"cannot read {file!r}: {error.strerror}") from error
    except ValueError as error:
        raise StoreError(f"{file!r} is no proof: {error}") from error
