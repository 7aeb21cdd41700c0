"""What every test would make anew, made once in a process: the text of SQL statements, and empty SQLite stores."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.engine import URL, Dialect
from sqlalchemy.util import LRUCache

from store.database import opening
from store.database.engine import store_url
from store.model.timeline import StoreKind

MADE = opening._made


class Statements(LRUCache[Any, Any]):
    """The statements that were compiled, for every engine on the same kind of database, not for one engine only."""

    def get(self, key: tuple[Dialect, *tuple[object, ...]], default: Any = None) -> Any:
        return super().get(_of_any(key), default)

    def __setitem__(self, key: tuple[Dialect, *tuple[object, ...]], compiled: object) -> None:
        super().__setitem__(_of_any(key), compiled)


def _of_any(key: tuple[Dialect, *tuple[object, ...]]) -> tuple[object, ...]:
    dialect, *statement = key
    return (type(dialect), dialect.server_version_info, *statement)


STATEMENTS = Statements(5000)


def compile_once(patch: pytest.MonkeyPatch) -> None:
    """Let all engines have the same compiled statements."""
    begin = Engine.__init__

    # what SQLAlchemy passes on
    def begin_with_known(self: Engine, *given: Any, **more: Any) -> None:
        begin(self, *given, **more)
        self._compiled_cache = STATEMENTS

    patch.setattr(Engine, "__init__", begin_with_known)


def copy_empty_stores(patch: pytest.MonkeyPatch) -> None:
    """Let a new SQLite store be a copy of one that was made by the program, which takes the migrations a while."""
    patch.setattr(opening, "_made", _copied)


def _copied(url: URL, kind: StoreKind) -> StoreKind:
    path = Path(url.database or "")
    if url.get_backend_name() != "sqlite" or path.stat().st_size:
        return MADE(url, kind)
    path.write_bytes(_empty(kind))
    return kind


@cache
def _empty(kind: StoreKind) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "empty.db")
        MADE(store_url(str(path)), kind)
        return path.read_bytes()
