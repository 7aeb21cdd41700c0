"""The logs of the benchmark: the same for the same seed, and nothing in them is rejected."""

import json
from datetime import UTC, datetime
from pathlib import Path

from store.database.opening import open_store
from store.model.timeline import StoreKind
from tests.bench.asked import Asked
from tests.bench.logs import first_and_last_uid, log_of, store_of
from tests.bench.measuring import OURS, measured
from tests.bench.programs.core_import import core
from tests.bench.programs.raw_import import raw
from tests.bench.programs.writer import STEP, entries, event_uid
from tests.bench.rows.filters import answered
from tests.bench.rows.imports import UNSEALED, with_and_without_seal
from tests.bench.rows.pages import by_store, paged
from tests.bench.rows.tree import read
from tests.bench.searching.questions import askings
from tests.bench.soak import counted, growth

EVENTS = 500


def test_a_log_is_made_once_and_everything_in_it_is_found(tmp_path: Path) -> None:
    asked = Asked(EVENTS, tmp_path)
    log, path = log_of(asked, EVENTS), store_of(asked, EVENTS)
    made = path.stat().st_mtime_ns
    assert (log_of(asked, EVENTS), store_of(asked, EVENTS)) == (log, path)
    assert path.stat().st_mtime_ns == made
    store = open_store(str(path), read_only=True)
    assert store.facts().events == EVENTS
    first, last = first_and_last_uid(log)
    assert [json.loads(content)["uid"] for content in store.contents()][:: EVENTS - 1] == [first, last]
    assert all(answered(store, one) > 0 for one in askings(log, EVENTS))
    assert set(paged(by_store(store), EVENTS)) == {"newest", "middle", "worst"}
    assert min(read(store)) > 0
    store.close()
    core(log, str(tmp_path / "core.db"))
    raw(log, str(tmp_path / "raw.db"))


def test_an_import_is_measured_with_every_event_sealed_and_with_none(tmp_path: Path) -> None:
    found = measured(with_and_without_seal(Asked(EVENTS, tmp_path), EVENTS), 1)
    assert found.missing == {}
    assert list(found.medians("rate")) == [OURS, UNSEALED]


def test_what_the_writer_writes_goes_in_and_no_two_share_a_time(tmp_path: Path) -> None:
    first = datetime(2026, 3, 26, 12, 59, 59, tzinfo=UTC)
    made = list(entries(first, 0, 600, "writer"))
    store = open_store(str(tmp_path / "written.db"), create=StoreKind.SANDBOX)
    assert store.append([content for _, content in made], origin="test").added == 600
    assert [at for at, _ in made][:3] == [first, first + STEP, first + 2 * STEP]
    assert json.loads(made[7][1])["uid"] == event_uid("writer", 7)
    store.close()


def test_missed_and_doubled_events_are_counted() -> None:
    assert counted({"a", "b", "c"}, ["older", "a", "c", "a"]) == (1, 1)
    assert counted({"a", "b"}, ["a", "b"]) == (0, 0)


def test_memory_that_grows_after_the_first_fifth_of_the_time_is_seen() -> None:
    assert growth([*range(20), *[20] * 80]) == 1
    assert growth([20.0] * 90 + [30.0] * 10) == 1.5
