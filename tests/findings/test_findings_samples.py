"""Findings in the sample data, in real messages and in odd entries: each one explained, and no other."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from store.database.opening import open_store
from store.database.store import Store
from store.exchange.importing import Import
from store.exchange.samples import samples_path
from store.lifecycle.findings.checking import findings, shared_requests
from store.lifecycle.findings.finding import RULES
from store.model.event import EVENT_TYPES, EntryError
from store.model.market.tso import short_name
from store.model.recorded import recorded
from store.model.timeline import EVERYTHING, StoreKind
from tests.support.beside import REAL, needs_real

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""After every sample: what still waits then waits for good."""


Listed = tuple[str, str, str, int | None, str]
"""Code, TSO, delivery day, version, and words of the sentence."""

EXPECTED: set[Listed] = {
    # 02: bought 2.5 MW too little from 18:00 to 19:30, which is why the TSO rejected it; version 2 is in balance
    ("not-in-balance", "TenneT DE", "2026-03-26", 1, "in 6 quarter-hours: at 18:00"),
    # 04: the final confirmation imposed other values on the purchase in eight quarter-hours
    ("not-fully-accepted", "TransnetBW", "2026-03-26", 1, "TS-003 imposed"),
    # 08: the same in the older words; that it was settled later settles the imposed values
    ("not-fully-accepted", "50Hertz", "2025-12-19", 1, "TS-003 imposed"),
    # 09: Friday ends as cnf_partial, and the log does not say which series
    ("not-fully-accepted", "TenneT NL", "2026-03-27", 1, "A07"),
    # 10: an anomaly report without series, after which no confirmation ever came: the log ends
    ("open-anomaly", "Amprion", "2026-03-28", 1, "no confirmation settled"),
    # 10 was made to hold one of each unknown thing
    ("unknown-word", "Amprion", "2026-03-28", 1, "event type 'delivery_receipt.received'"),
    ("unknown-word", "Amprion", "2026-03-28", 1, "event type 'version.archived'"),
    ("unknown-word", "Amprion", "2026-03-28", 1, "status 'parked_for_review'"),
    ("unknown-word", "Amprion", "2026-03-28", 1, "acceptance level 'provisional'"),
    ("unknown-word", "Amprion", "2026-03-28", 1, "reason code 'Z99'"),
    # messages, CIM: the final confirmation imposed Deichwind's values on the sale
    ("not-fully-accepted", "50Hertz", "2026-03-31", 1, "TS-003 imposed"),
}

EXPECTED_IN_REAL_ONES: set[Listed] = {
    # the two acknowledgements are there without the schedules that they accept
    ("accepted-unsubmitted", "10XDE-VE-FRISMK", "2024-10-16", 86, "version 86"),
    ("accepted-unsubmitted", "10XDE-ENBW--HGJL", "2024-10-18", 1, "version 1"),
    # the anomaly report is there without what came after it
    ("open-anomaly", "10XEN-XIN-NETZ-C", "2024-10-16", None, "A09"),
    # the ESS schedule has a status request beside it and no acknowledgement
    ("no-acknowledgement", "10XDE-AOE-HTCC-C", "2024-10-22", 1, "not answered version 1"),
    # the CIM schedule stands alone
    ("no-acknowledgement", "11X0-1111-0619-M", "2024-10-08", 2, "not answered version 2"),
    # who published them made up the TSOs, none of which anybody knows
    ("unknown-word", "10XDE-VE-FRISMK", "2024-10-16", 86, "TSO '10XDE-VE-FRISMK'"),
    ("unknown-word", "10XDE-ENBW--HGJL", "2024-10-18", 1, "TSO '10XDE-ENBW--HGJL'"),
    ("unknown-word", "10XEN-XIN-NETZ-C", "2024-10-16", None, "TSO '10XEN-XIN-NETZ-C'"),
    ("unknown-word", "10XDE-AOE-HTCC-C", "2024-10-22", 1, "TSO '10XDE-AOE-HTCC-C'"),
    ("unknown-word", "11X0-1111-0619-M", "2024-10-08", 2, "TSO '11X0-1111-0619-M'"),
    # and parties, of which four do not have the check character that belongs to them
    ("wrong-eic", "10XEN-XIN-NETZ-C", "2024-10-16", None, "11X0-1111-0706-U"),
    ("wrong-eic", "10XDE-AOE-HTCC-C", "2024-10-22", 1, "11X0-1111-0762-I"),
    ("wrong-eic", "10XDE-AOE-HTCC-C", "2024-10-22", 1, "10XDE-AOE-HTCC-C"),
    ("wrong-eic", "11X0-1111-0619-M", "2024-10-08", 2, "11X0-1111-0619-M"),
}


def imported(path: Path, source: Path) -> Store:
    store = open_store(str(path), create=StoreKind.SANDBOX)
    Import(store, reject=lambda _: None, progress=lambda _: None).run([str(source)])
    return store


def found(store: Store) -> Iterator[tuple[str, str, str, int | None, str]]:
    for uid in store.schedule_uids(EVERYTHING):
        records = store.life(uid)
        for one in findings(records, now=NOW):
            facts = [record.facts for record in records]
            tso = next(short_name(fact.tso) for fact in facts if fact.tso)
            day = next(str(fact.day) for fact in facts if fact.day)
            assert one.schedule_uid == uid
            assert set(one.events) <= {record.entry.uid for record in records}
            yield one.code, tso, day, one.version, one.sentence


def unexplained(store: Store, expected: set[Listed]) -> tuple[list[object], list[object]]:
    """Return what was found and is not listed, and what is listed and was not found."""
    there = list(found(store))
    matched = {one: [real for real in there if real[:4] == one[:4] and one[4] in real[4]] for one in expected}
    explained = [real for reals in matched.values() for real in reals]
    return [one for one in there if one not in explained], [one for one, reals in matched.items() if len(reals) != 1]


def test_every_finding_in_the_sample_data_is_explained(tmp_path: Path) -> None:
    store = imported(tmp_path / "samples.db", Path(str(samples_path())))
    try:
        assert unexplained(store, EXPECTED) == ([], [])
        assert shared_requests(map(store.life, store.schedule_uids(EVERYTHING))) == ()
    finally:
        store.close()


@needs_real
def test_every_finding_in_the_real_messages_is_explained(tmp_path: Path) -> None:
    store = imported(tmp_path / "real.db", REAL)
    try:
        assert unexplained(store, EXPECTED_IN_REAL_ONES) == ([], [])
        assert shared_requests(map(store.life, store.schedule_uids(EVERYTHING))) == ()
    finally:
        store.close()


KEYS = st.sampled_from(
    [
        "uid",
        "version",
        "status",
        "acceptance_level",
        "is_active",
        "spec",
        "series",
        "ids",
        "data",
        "ts",
        "amount",
        "tso",
        "time_series_uid",
        "in_area",
        "out_party",
        "anomalies",
        "intervals",
        "message",
        "reason_codes",
        "code",
        "date",
    ]
)
WORDS = st.sampled_from(
    ["accepted", "cnf", "submitted", "rejected", "A06", "", "DE-AMPRION-TSO", "2026-03-26", "\0\ud800"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=20,
)
ENTRIES = st.fixed_dictionaries({
    "type": st.sampled_from([*EVENT_TYPES, "version.other", "series.other", "x"]),
    "at": st.integers(0, 5),
    "data": st.dictionaries(st.sampled_from(["before", "after", "metadata", "request_id"]), VALUES),
})  # fmt: skip


@given(st.lists(ENTRIES, max_size=8))
def test_no_entry_however_odd_breaks_the_rules(drawn: list[dict[str, Any]]) -> None:
    records = []
    for number, one in enumerate(sorted(drawn, key=lambda one: int(one["at"]))):
        stamp = f"2026-03-25T12:00:0{one['at']}Z"
        content = {"uid": str(number), "type": one["type"], "created_ts": stamp, "data": one["data"]}
        try:
            records.append(recorded(number, json.dumps(content).encode()))
        except EntryError:
            continue
    for finding in findings(records, now=NOW):
        assert finding.code in RULES
        assert finding.sentence.endswith(".")
        assert finding.advice.endswith(".")
