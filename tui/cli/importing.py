"""`gridtrail import`: audit logs and TSO messages into a store."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from store.errors import StoreError
from store.model.texts.ascii_json import ascii_json
from store.model.texts.inert import inert
from tui.cli.stores import exists, rejects_path, remove

if TYPE_CHECKING:
    from store.exchange.importing import Imported, Progress
    from store.exchange.rejects import Rejected

MOST_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("import")(import_)


def import_(
    store: Annotated[str, typer.Argument(metavar="STORE", help="File or database URL; a missing one is created.")],
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Audit logs (JSON, JSONL), TSO messages (ESS, CIM), folders, .gz, .zst, .zip; - is stdin.",
        ),
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="Make a missing store as a sandbox, which takes what is simulated, too.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only what could not be read.")] = False,
) -> None:
    """Import audit logs and TSO messages. Importing again changes nothing.

    What cannot be read is reported with file, line and reason and kept beside the store in
    STORE.rejects.jsonl; everything else goes in. Exit code 0, or 1 when something was rejected, 2 when
    nothing could be read at all. A record takes nothing that Gridtrail simulated: that goes into a sandbox.
    """
    from store.database.opening import open_store
    from store.exchange.importing import Import
    from store.exchange.rejects import RejectsFile
    from store.model.timeline import EVERYTHING, StoreKind
    from tui.settings import load_settings, settings_path
    from tui.starting.temporary import is_store

    limits = load_settings(settings_path()).limits
    is_new = not exists(store)
    if not is_store(store):
        raise StoreError(f"{store!r} is not a Gridtrail store, which comes first: gridtrail import STORE FILE…")
    opened = open_store(store, create=StoreKind.SANDBOX if sandbox else StoreKind.RECORD)
    if sandbox and opened.kind is StoreKind.RECORD:
        opened.close()
        raise StoreError(f"the store {opened.name!r} is a record and stays one: name another file to make a sandbox")
    rejects = RejectsFile(rejects_path(store))
    shown = _Rejections(rejects.keep)
    try:
        with _progress(wanted=not quiet and sys.stderr.isatty()) as progress:
            result = Import(opened, reject=shown.take, progress=progress, limits=limits).run(paths)
    finally:
        shown.close(str(rejects.path))
        is_empty = opened.count(EVERYTHING) == 0
        opened.close()
        if is_new and is_empty:
            remove(store)
    _report(result, as_json=as_json, quiet=quiet)
    if result.rejected or result.empty:
        raise typer.Exit(1 if result.added or result.known or result.known_messages else 2)


class _Rejections:
    """Keeps every rejected piece and says the first of them on stderr."""

    def __init__(self, keep: "Callable[[Rejected], None]") -> None:
        self._keep = keep
        self._count = 0

    def take(self, rejected: "Rejected") -> None:
        self._keep(rejected)
        self._count += 1
        if self._count <= MOST_SHOWN:
            typer.echo(f"rejected {inert(rejected.place)}: {inert(rejected.reason)}", err=True)

    def close(self, where: str) -> None:
        if self._count > MOST_SHOWN:
            typer.echo(f"… and {self._count - MOST_SHOWN:,} more".replace(",", " "), err=True)
        if self._count:
            typer.echo(f"what was rejected is kept in {where}", err=True)


@contextmanager
def _progress(*, wanted: bool) -> "Iterator[Callable[[Progress], None]]":
    """Give a function that draws how far an import is, on a terminal; elsewhere one that does nothing."""
    if not wanted:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def draw(at: "Progress") -> None:
            if at.source not in tasks:
                for earlier in tasks.values():
                    bar.remove_task(earlier)
                tasks.clear()
                tasks[at.source] = bar.add_task(inert(at.source, 40), total=at.size)
            bar.update(tasks[at.source], completed=at.taken)

        yield draw


def _report(result: "Imported", *, as_json: bool, quiet: bool) -> None:
    if as_json:
        from dataclasses import asdict

        typer.echo(ascii_json(asdict(result)))
        return
    for name in result.empty:
        typer.echo(f"{inert(name)} holds no audit entry and no message", err=True)
    if not quiet:
        typer.echo(summary_of(result))


def summary_of(result: "Imported") -> str:
    """Return the result of an import as one sentence."""
    parts = [f"{result.added} new {_plural(result.added, 'event', 'events')}"]
    if result.messages:
        messages = f"{result.messages} {_plural(result.messages, 'message', 'messages')}"
        parts[0] += f" ({result.message_events} of them out of {messages})"
    known = [f"{count} {_plural(count, *words)}" for count, words in _known(result) if count]
    if known:
        parts.append(f"{' and '.join(known)} already there")
    if result.rejected:
        parts.append(f"{result.rejected} rejected")
    sources = f"{result.sources} {_plural(result.sources, 'file', 'files')}"
    return f"{sources}: {', '.join(parts)}" + ("" if result.added else "; nothing changed")


def _known(result: "Imported") -> tuple[tuple[int, tuple[str, str]], ...]:
    return (result.known, ("event", "events")), (result.known_messages, ("message", "messages"))


def _plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many
