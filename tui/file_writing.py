"""A file written piece by piece: it appears under its name only when it is complete, and replaces none unasked."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path

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
    partial = path.with_name(f".{path.name}.part")
    reserved = False
    try:
        if not replace:
            # nobody else can have made it between now and the end
            path.open("xb").close()
            reserved = True
        length = _write(partial, pieces, goes_on)
        partial.replace(path)
        reserved = False
    except FileExistsError as error:
        raise TakenError(f"{str(path)!r} is there already") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise StoreError(f"cannot write {str(path)!r}: {reason}") from error
    finally:
        for left in (partial, *([path] if reserved else [])):
            with suppress(OSError, ValueError):
                left.unlink()
    return length


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
