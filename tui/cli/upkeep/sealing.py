"""`gridtrail verify`: whether the log still is what was appended."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from store.errors import StoreError
from store.model.texts.ascii_json import ascii_json
from tui.cli.stores import StoreArgument, opened
from tui.cli.upkeep.proving import check_proof

if TYPE_CHECKING:
    from store.database.seal.sealed import Consistency, Sealed
    from store.database.seal.verifying import Verdict
    from store.database.store import Store
    from store.seal.head import Head


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(verify)


def verify(
    store: StoreArgument = None,
    *,
    head: Annotated[
        bool, typer.Option("--head", help="Print only the head to keep elsewhere: SIZE:ROOT. Verifies nothing.")
    ] = False,
    against: Annotated[
        str | None,
        typer.Option(metavar="HEAD", help="Also prove that the log still holds what it held at this head (or file)."),
    ] = None,
    proof: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Check this proof of one event (gridtrail prove) instead, --against a head; that needs no store.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON object.")] = False,
) -> None:
    """Hash every entry again and say whether all are what was appended; name the first that is not.

    The seal is a Merkle tree over the entries (RFC 9162). Somebody who can write the file could make entries and
    seal anew: keep a head (--head) elsewhere, and verify --against it finds that too. Exit code 1 when the log, or
    the proof, does not hold. docs/seal.md explains it.
    """
    kept = _kept(against) if against is not None else None
    if proof is not None:
        if store is not None or head:
            raise StoreError("--proof is checked without a store: gridtrail verify --proof FILE --against HEAD")
        check_proof(proof, kept, as_json=as_json)
        return
    with opened(store) as source:
        if head:
            typer.echo(str(source.sealed.head()))
            return
        found = _verified(source.sealed)
        past = source.sealed.against(kept) if kept else None
        holds = found.broken is None and (past is None or past.holds)
        _print_verdict(source, found, past, as_json=as_json)
    if not holds:
        raise typer.Exit(1)


def _kept(text: str) -> "Head":
    """Return the head that was named, or the one in the file that was named."""
    from store.seal.head import read_head

    try:
        is_file = Path(text).is_file()
        return read_head(Path(text).read_text(encoding="utf-8") if is_file else text)
    except (ValueError, OSError) as error:
        raise StoreError(f"--against {text[:200]!r} is no head: {error}") from error


def _verified(sealed: "Sealed") -> "Verdict":
    if not sys.stderr.isatty():
        return sealed.verify()
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("hashing the entries again", total=None)
        told: Callable[[int, int], None] = lambda done, all_: bar.update(task, completed=done, total=all_)  # noqa: E731
        return sealed.verify(told)


def _print_verdict(source: "Store", found: "Verdict", past: "Consistency | None", *, as_json: bool) -> None:
    from tui.presentation.head.seal_text import broken_text, holding, past_text

    row = source.sealed.event_at(found.broken.index) if found.broken else None
    if as_json:
        typer.echo(ascii_json(_verdict_object(found, past, row.uid if row else None)))
        return
    typer.echo(broken_text(found, row) if found.broken else holding(found.head))
    if past:
        typer.echo(past_text(past))
    typer.echo(f"head {found.head}")


def _verdict_object(found: "Verdict", past: "Consistency | None", uid: str | None) -> dict[str, object]:
    broken = found.broken
    told: dict[str, object] = {"head": str(found.head), "holds": broken is None}
    told["broken"] = {"entry": broken.index + 1, "harm": str(broken.harm), "uid": uid} if broken else None
    if past:
        path = [one.hex() for one in past.path]
        told["against"] = {"head": str(past.then), "holds": past.holds, "consistency_path": path}
    return told
