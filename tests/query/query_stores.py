"""Stores full of what queries can find, on SQLite and, where there is one, on PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from store.database.opening import open_store
from store.database.store import Store
from store.model.timeline import StoreKind
from tests.support.databases import new_target
from tests.support.entries import (
    MINUTE,
    answered,
    created,
    encoded,
    entry,
    life,
    schedule_state,
    submitted,
    uid,
    version_state,
)


def with_amount(amount: object, party: str = "11XALPHA-------A") -> dict[str, Any]:
    """Return the part of a version that has one series of one quarter-hour."""
    series = {
        "uid": uid("series"),
        "time_series_uid": "TS-004",
        "spec": {
            "type": "external",
            "ids": {"in_party": party, "out_party": "11XBETA--------B", "in_area": "10YDE-RWENET---I"},
            "data": [{"ts": "2026-03-26T01:00:00Z", "amount": amount}],
        },
    }
    return {"spec": {"tso": "TTG_DE", "market": "DE", "sender_id": party, "series": [series]}}


def varied() -> list[dict[str, Any]]:
    """Return entries of which some are as usual and some as no one would have them."""
    found = [*life(), created(20 * MINUTE, "other", tso="TTG_DE", day="2026-04-01")]
    amounts = [1.0, 7.25, float("nan"), float("inf"), 1.5, "12", None, 0]
    for place, (old, new) in enumerate(pairwise(amounts)):
        at, number = (21 + place) * MINUTE, place // 2 + 1
        found.append(
            entry(
                "version.status_changed",
                at,
                schedule="other",
                before=version_state(number, "submitted", schedule="other", **with_amount(old)),
                after=version_state(
                    number,
                    ("accepted", " Accepted", "icnf", "weird\u2028 Straße", "REJECTED")[place % 5],
                    ("par", "CNF", "", "ack")[place % 4],
                    schedule="other",
                    warnings=[{"code": "W1", "text": f"ramping in {place}"}] * (place % 2),
                    **with_amount(new, f"11XPARTY-{place}"),
                ),
                metadata={"reason_codes": [{"code": f"A{27 + place}", "text": "counterpart missing"}] * (place % 3)},
                user_uid=("anna", "ANNA", "bö b")[place % 3],
            )
        )
    found += [*answered(9, 40 * MINUTE, "rejected", "", "A57", schedule="dutch"), submitted(1, 100 * MINUTE, "dutch")]
    dutch = schedule_state("dutch", "10X1001A1001A361", market="nl")
    found.append(entry("schedule.created", 39 * MINUTE, after=dutch, schedule="dutch"))
    found += [
        entry("odd", number, schedule=None, after={"hello": "w\u00f6rld_wide web", "n": [1, 2.5]}, api_client_id=None)
        for number in range(3)
    ]
    found += [
        {**submitted(number, 50 * MINUTE, "strange"), "uid": f"8f1c-{number}", "schedule_uid": "S%_\\"}
        for number in (1, 2)
    ]
    return found


@contextmanager
def stored(database: str, folder: Path) -> Iterator[Store]:
    """Give a store with varied entries."""
    with new_target(database, folder) as target:
        store = open_store(target, create=StoreKind.SANDBOX)
        try:
            yield _filled(store)
        finally:
            store.close()


def _filled(store: Store) -> Store:
    contents = [encoded(one) for one in varied()]
    store.append(contents[::2], origin="test")
    store.append(contents[1::2], origin="test", simulated=True)
    return store


IDS = [uid("schedule"), uid("other"), "8f1c-1", "S%_\\", uid("odd 0 None None"), uid(f"request {MINUTE}")]
ID_VALUES = [
    *IDS,
    *(one[:9].upper() + "*" for one in IDS),
    *(one[:8] + "*" for one in IDS),
    "*c-*",
    "S%*",
    "*",
    "none",
    '""',
]
VALUES: dict[str, list[str]] = {
    "type": ["version.*", "odd", "*", '"version.*"', "VERSION.REJECTED", "*created,anomaly.received"],
    "tso": ["amprion", "tennet*", "none", "10X1001A1001A361", "*", "x"],
    "market": ["DE", "netherlands", "n*", "none"],
    "date": ["tomorrow", "none", "2026-03", ">2026-03-26", "..today", "2026-03-26..2026-04-01", "<+8d"],
    "version": ["1", ">2", "<=3,none", "2..", "..v2", "999999999"],
    "status": [
        "rejected",
        "accepted",
        "confirmed",
        "acknowledged",
        '"partly confirmed"',
        "wei*",
        "none",
        "*",
        "unknown",
    ],
    "level": ["cnf", "none", "*", "ack,par"],
    "reason": ["A54", "a2*", "none", "*7"],
    "user": ["anna", "B\u00d6*", "none", "desk", "*"],
    "changed": ["status", "spec.*", "amount", "data.amount", "none", "x"],
    "delta": [">5", "<-1", "0..", ">+1", "none", "0", ">=-5.75", "5.75"],
    "uid": ID_VALUES,
    "schedule": ID_VALUES,
    "request": ID_VALUES,
    "series": ["TS-004", uid("series"), "none", "*"],
    "party": ["11X*", "11XBETA--------B", "none"],
    "area": ["10YDE-RWENET---I", "none"],
    "client": ["desk", "none"],
    "org": [uid("org"), "x"],
    "since": ["2026-03-25T12:05Z", "30m", "today", "2026-03"],
    "before": ["now", "13:05", "2026-03-25T12:21Z"],
    "between": ["13:00..13:25", "yesterday..40m", "..2026-03-24", "13:05"],
    "is": ["simulated", "active", "superseded", "late", "late,active", "trouble"],
    "has": ["anomaly", "before", "after", "warning", "anomaly,warning"],
    "path": ["after.status=rejected", "after.spec.series.spec.data.amount>5", "metadata", "after.n=2.5"],
}
WORDS = ["w\u00f6rld", '"wide web"', "counterpart", "A57", "ramping", "zzz"]
TERMS = st.sampled_from([f"{field}:{value}" for field, values in VALUES.items() for value in values] + WORDS)
QUERY_TEXTS = st.lists(st.tuples(st.sampled_from(["", "", "-"]), TERMS).map("".join), min_size=1, max_size=3).map(
    " ".join
)
