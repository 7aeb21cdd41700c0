"""The commands run inside of this process, and what each wrote."""

import io
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache, lru_cache
from unittest.mock import patch

import typer.main

import store.database.opening
from store.database.opening import open_store
from store.database.store import Store
from store.model.timeline import StoreKind
from tui.cli.main import run

_built = cache(typer.main.get_command)
"""The commands, built once: that takes longer than most of them do."""

_read = lru_cache(maxsize=4)(open_store)
"""The stores that were read last, which know their statements; a store that is closed can be used again."""


def _opened(target: str, *, read_only: bool = False, create: StoreKind | None = None) -> Store:
    return _read(target, read_only=True) if read_only else open_store(target, create=create)


def forget_stores() -> None:
    """Have every store opened anew by the next command."""
    _read.cache_clear()


class _Screen(io.TextIOWrapper):
    """A stream that says it is a terminal, or that it is none."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def written(self) -> bytes:
        self.flush()
        # what a command writes past the text goes into the same bytes
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue()


@dataclass(frozen=True)
class Written:
    """What a command wrote, and its exit code."""

    out: bytes
    errors: bytes
    code: int


def gridtrail(*arguments: str, terminal: bool = True, environment: Mapping[str, str] | None = None) -> Written:
    """Run a command as on a terminal of 120 columns, or as into a pipe."""
    out, errors = _Screen(terminal=terminal), _Screen(terminal=terminal)
    given = {"COLUMNS": "120", "LINES": "36", "TERM": "xterm-256color", **(environment or {})}
    code: object = 0
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, given))
        stack.enter_context(patch.object(typer.main, "get_command", _built))
        stack.enter_context(patch.object(store.database.opening, "open_store", _opened))
        stack.enter_context(patch.object(sys, "argv", ["gridtrail", *arguments]))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(errors))
        try:
            run()
        except SystemExit as end:
            code = end.code
        finally:
            # a command lets a broken pipe end its process, which is this one
            signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    return Written(out.written(), errors.written(), code if isinstance(code, int) else 0)
