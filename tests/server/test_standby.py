"""A streaming standby of a PostgreSQL server, really replicated: read, followed, and taken over."""

import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

from store.database.following.server_watch import ServerWatch
from store.database.opening import open_store
from store.database.store import Store
from store.errors import StoreError
from store.model.timeline import EVERYTHING, StoreKind
from tests.faults.server import Server, binaries, own_server, standby_of
from tests.following.test_following import until
from tests.support.entries import MINUTE, encoded, entry, life
from tests.support.screens import app_on, main_screen, press, settle, shown


@pytest.fixture
def servers() -> Iterator[tuple[Server, Server]]:
    """Give a primary with a store on it, and its standby."""
    tools = binaries()
    if tools is None:
        pytest.skip("the programs of a PostgreSQL server are not here")
    with tempfile.TemporaryDirectory() as folder, own_server(Path(folder), tools) as primary:
        with closing(open_store(primary.url, create=StoreKind.RECORD)) as store:
            store.append([encoded(one) for one in life()], origin="test")
        with standby_of(primary, Path(folder)) as standby:
            yield primary, standby


def wait_for(store: Store, events: int) -> None:
    """Wait until a standby has replayed so many events."""
    for _ in range(3000):
        if store.count(EVERYTHING) >= events:
            return
        sleep(0.02)
    raise AssertionError(f"{store.count(EVERYTHING)} of {events} events were replayed")


async def test_a_standby_is_read_and_followed_while_its_primary_is_written_and_goes_on_as_the_primary(
    servers: tuple[Server, Server],
) -> None:
    primary, standby = servers
    hosts = "&".join(f"host=127.0.0.1:{one.port}" for one in servers)
    either = f"postgresql:///postgres?user=postgres&{hosts}&target_session_attrs=primary"
    writer = open_store(either)
    # nobody has said that it is for reading only
    app = app_on(standby.url)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        timeline = main_screen(pilot).timeline
        await press(pilot, "1", "g", "2", "G")
        assert timeline.total == len(life())
        writer.append([encoded(entry("late.news", 90 * MINUTE))], origin="test")
        await until(pilot, lambda: timeline.total == len(life()) + 1)
        assert timeline.selected is not None
        assert timeline.selected.type == "late.news"
        await press(pilot, "S")
        assert "sealed" in shown(app).splitlines()[0]
    with closing(open_store(standby.url)) as reader, closing(reader.watch()) as watch:
        assert reader.read_only
        with pytest.raises(StoreError, match="reading only"):
            reader.append([encoded(entry("more.news"))], origin="test")
        assert isinstance(watch, ServerWatch)
        assert watch.changed()
        assert not watch._is_told
        writer.append([encoded(entry("more.news", 91 * MINUTE))], origin="test")
        wait_for(reader, len(life()) + 2)
        assert watch.changed()

    primary.stop()
    standby.promote()
    # the connections to the primary were checked before they are used again: the same URL leads to its successor
    assert writer.append([encoded(entry("last.news", 92 * MINUTE))], origin="test").added == 1
    assert writer.sealed.verify().head.size == len(life()) + 3
    writer.close()
