"""A file written piece by piece: it appears under its name only when it is complete, and replaces none unasked."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from secrets import token_hex

from store.errors import StoreError


class TakenError(StoreError):
    """A file of this name is there, and nobody said that it may be replaced."""


class StoppedError(StoreError):
    """Writing was given up; nothing is left behind."""


def write_file(
    path: Path, pieces: Iterable[bytes], *, replace: bool, goes_on: Callable[[int], bool] = lambda _: True
) -> int:
    """Write pieces to a file and return its length in bytes.

    `goes_on` gets the number of pieces written after each and returns whether to go on. Raises TakenError,
    StoppedError, or StoreError where the file cannot be written.
    """
    reserved: os.stat_result | None = None
    try:
        if not replace:
            # nobody else can have made it between now and the end
            with path.open("xb") as file:
                reserved = os.fstat(file.fileno())
        with part_of(path) as partial:
            length = _write(partial, pieces, goes_on)
        reserved = None
    except FileExistsError as error:
        raise TakenError(f"{str(path)!r} is there already") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise StoreError(f"cannot write {str(path)!r}: {reason}") from error
    finally:
        if reserved is not None:
            with suppress(OSError):
                # what another one put there since is not ours to remove
                if os.path.samestat(path.stat(), reserved):
                    path.unlink()
    return length


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """Give a new file beside another one to write to; it takes the other's name when all went well, else it goes.

    Its name is nobody else's. Raises OSError or ValueError where it cannot be made.
    """
    partial = path.with_name(f".{token_hex(8)}.part")
    partial.open("xb").close()
    try:
        yield partial
        partial.replace(path)
    finally:
        with suppress(OSError):
            partial.unlink()


def _write(partial: Path, pieces: Iterable[bytes], goes_on: Callable[[int], bool]) -> int:
    length = 0
    with partial.open("wb") as file:
        for number, piece in enumerate(pieces, start=1):
            length += file.write(piece)
            if not goes_on(number):
                raise StoppedError("stopped: nothing was written")
    return length


def free_name(folder: Path, stem: str, ending: str) -> str:
    """Return a name for a new file in a folder: `stem.html`, numbered where that is taken."""
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{ending}" for number in count(1))
    return next(name for name in names if not (folder / name).exists())
