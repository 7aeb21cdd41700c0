"""A store whose file was moved away while it is in use."""

from pathlib import Path

import pytest

from store.database.store import Store
from store.errors import StoreError
from store.model.timeline import EVERYTHING
from tests.support.entries import created, encoded


def test_who_connects_anew_puts_no_empty_file_in_its_place(store: Store, tmp_path: Path) -> None:
    store.append([encoded(created())], origin="test")
    store.close()
    path, away = Path(store.location), tmp_path / "away"
    path.rename(away)
    with pytest.raises(StoreError):
        store.count(EVERYTHING)
    with pytest.raises(StoreError):
        store.append([encoded(created(1))], origin="test")
    assert not path.exists()
    away.rename(path)
    assert store.append([encoded(created(1))], origin="test").added == 1
    assert store.count(EVERYTHING) == 2
