"""Paths as somebody writes them, with `~` for a home."""

from pathlib import Path


def with_home(written: str) -> Path:
    """Return the path that is written; `~` of a user that is not there is a folder of that name, as for a shell."""
    try:
        return Path(written).expanduser()
    except RuntimeError:
        return Path(written)
