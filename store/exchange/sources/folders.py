"""Which files of a folder or an archive can be exports, by their names alone."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

SUFFIXES = frozenset({".json", ".jsonl", ".ndjson", ".log", ".txt", ".xml"})
"""Suffixes of exports, in any case, each also with one of the packed ones behind it."""

PACKED_SUFFIXES = frozenset({".gz", ".zst"})
ARCHIVE_SUFFIX = ".zip"

REJECTS_SUFFIX = ".rejects.jsonl"
"""How the files end in which imports keep what they could not read; to be read only when named."""

_RESOURCE_FORKS = "__MACOSX"


def exports_below(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder that can be exports, in the order of their paths.

    Links to folders are not followed. A file or folder below that cannot be looked at is yielded itself,
    so that opening it says why; OSError is raised for the first folder only.
    """
    pending = sorted(folder.iterdir(), reverse=True)
    while pending:
        path = pending.pop()
        if path.name.startswith("."):
            continue
        try:
            if path.is_dir() and not path.is_symlink():
                pending += sorted(path.iterdir(), reverse=True)
            elif is_export(path.name) and path.is_file():
                yield path
        except OSError:
            yield path


def is_export(name: str, *, without_suffix: bool = False) -> bool:
    """Return whether a file of this name can be an export: not hidden, and by its suffix.

    `without_suffix` says whether a name that has none will do.
    """
    path = PurePosixPath(name)
    hidden = any(part.startswith(".") and part != ".." for part in path.parts)
    if hidden or _RESOURCE_FORKS in path.parts or path.name.lower().endswith(REJECTS_SUFFIX):
        return False
    suffix = path.suffix.lower()
    if suffix in PACKED_SUFFIXES:
        suffix = PurePosixPath(path.stem).suffix.lower()
    return suffix in SUFFIXES or suffix == ARCHIVE_SUFFIX or (without_suffix and not suffix)
