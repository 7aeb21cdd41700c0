"""`gridtrail export` and `rebuild`: entries out again, and everything read out of them made anew."""

import gzip
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO, cast

import typer

from store.errors import StoreError
from tui.cli.stores import StoreArgument, opened, store_target


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
    force: Annotated[bool, typer.Option("--force", help="Replace FILE when it is there.")] = False,
) -> None:
    """Write the entries out again as JSONL, the very bytes that came in, in the order they were appended."""
    from store.exchange.exporting import lines

    with opened(store) as source, _target(file, force=force) as target:
        target.writelines(lines(source.contents()))


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


@contextmanager
def _target(file: str, *, force: bool) -> Iterator[BinaryIO]:
    """Give the stream to write to; a file appears under its name only when it is complete."""
    if file == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(file)
    if path.exists() and not force:
        raise StoreError(f"{file!r} is there already: name another file, or replace it with --force")
    partial = path.with_name(path.name + ".part")
    try:
        with _writer(partial, path.suffix) as stream:
            yield stream
        partial.replace(path)
    except OSError as error:
        raise StoreError(f"cannot write {file!r}: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)


def _writer(path: Path, suffix: str) -> BinaryIO:
    if suffix == ".gz":
        return cast("BinaryIO", gzip.open(path, "wb"))  # gzip's own type is not a BinaryIO by name
    if suffix == ".zst":
        import zstandard

        return cast("BinaryIO", zstandard.open(path, "wb"))  # as above
    return path.open("wb")
