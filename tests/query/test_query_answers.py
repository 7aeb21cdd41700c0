"""What each field of the query language means: which events answer, told from the entries alone."""

import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from store.database.opening import open_store
from store.database.query.answers import AFTER_ALL
from store.database.store import Store
from store.model.timeline import EVERYTHING, StoreKind
from store.query.resolving import question
from tests.query.queries import CLOCK, plain_answer
from tests.support.databases import DATABASES, new_target
from tests.support.entries import MINUTE, created, encoded, entry, life, submitted, uid, version_state

SERIES: dict[str, Any] = {
    "uid": uid("series"),
    "time_series_uid": "TS-004",
    "spec": {
        "type": "external",
        "ids": {"in_party": "11XALPHA-------A", "out_party": "11XBETA--------B", "in_area": "10YDE-RWENET---I"},
        "data": [{"ts": "2026-03-26T01:00:00Z", "amount": 7.25}],
    },
}
SPEC = {"tso": "TTG_DE", "market": "DE", "sender_id": "11XALPHA-------A", "series": [SERIES]}
CHANGED_SERIES = {**SERIES, "spec": {**SERIES["spec"], "data": [{"ts": "2026-03-26T01:00:00Z", "amount": 1.0}]}}
MORE: list[dict[str, Any]] = [
    created(20 * MINUTE, "other", tso="TTG_DE", day="2026-04-01"),
    entry(
        "version.status_changed",
        21 * MINUTE,
        schedule="other",
        before=version_state(7, "submitted", schedule="other", spec=SPEC),
        after=version_state(
            7,
            "accepted",
            "par",
            schedule="other",
            spec={**SPEC, "series": [CHANGED_SERIES]},
            warnings=[{"code": "W1", "text": "Ramping of 3.5 MW is unusual"}],
        ),
        metadata={"reason_codes": [{"code": "A28", "text": None}], "note": {"a key": [1, 2.5, "three", None, True]}},
        user_uid="anna",
        api_client_id="portal",
        name="changed",
    ),
    entry("odd", 22 * MINUTE, schedule=None, after={"hello": "wörld_wide web"}, api_client_id=None, name="odd"),
]


@pytest.fixture(scope="module", params=DATABASES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store with the life of a schedule and three entries more, of which one is about nothing known."""
    with (
        new_target(request.param, tmp_path_factory.mktemp("answers")) as target,
        closing(open_store(target, create=StoreKind.RECORD)) as store,
    ):
        store.append([encoded(one) for one in [*life(), *MORE]], origin="test")
        yield store


def names(store: Store, text: str) -> list[str]:
    """Return the events that answer as `minutes after noon:last part of the type`, with doubles once."""
    rows = plain_answer(store, question(text, CLOCK))
    minutes = (int((row.created_at.hour - 12) * 60 + row.created_at.minute) for row in rows)
    return list(dict.fromkeys(f"{at}:{row.type.rpartition('.')[2]}" for at, row in zip(minutes, rows, strict=True)))


CHANGED = "21:status_changed"
ODD = "22:odd"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("type:schedule.*", ["0:created", "20:created"]),
        ("type:ODD,anomaly.received", ["3:received", ODD]),
        ('type:"schedule.*"', []),
        ("-type:version.* -type:schedule.created", ["3:received", ODD]),
        ("tso:tennet", ["20:created", CHANGED]),
        ("tso:amprion version:1 type:*submitted", ["1:submitted"]),
        ("tso:TTG_DE,none type:odd", [ODD]),
        ("tso:none", [ODD]),
        ("market:germany date:2026-04-01", ["20:created", CHANGED]),
        ("date:tomorrow version:1", ["1:submitted", "2:accepted", "2:status_changed", "3:received"]),
        ("day:2026-04", ["20:created", CHANGED]),
        ("date:none", [ODD]),
        ("date:>tomorrow", ["20:created", CHANGED]),
        ("date:+7d..+8w", ["20:created", CHANGED]),
        ("version:>3", [CHANGED]),
        ("version:7,none type:*created,*changed,odd -date:2026-03-26", ["20:created", CHANGED, ODD]),
        ("status:rejected", ["5:rejected", "5:status_changed"]),
        ("status:confirmed", ["8:accepted", "8:status_changed"]),
        ("status:partly-confirmed", [CHANGED]),
        ("status:acknowledged version:1", ["2:accepted", "2:status_changed"]),
        ("status:none", ["0:created", "3:received", "20:created", ODD]),
        ("level:cnf,par", ["8:accepted", "8:status_changed", CHANGED]),
        ("reason:a54", ["5:rejected", "5:status_changed"]),
        ("reason:A2*", [CHANGED]),
        ("series:TS-004", [CHANGED]),
        (f"series:{uid('series')}", [CHANGED]),
        ("party:11xbeta*", [CHANGED]),
        ("area:10YDE-RWENET---I", [CHANGED]),
        (f"uid:{uid('odd')}", [ODD]),
        (f"uid:{uid('odd').upper()}", [ODD]),
        (f"uid:{uid('odd')[:7]}*", [ODD]),
        (f"schedule:{uid('other')} type:*changed", [CHANGED]),
        (f"request:{uid(f'request {22 * MINUTE}')}", [ODD]),
        ("user:anna", [CHANGED]),
        ("user:none", [ODD]),
        ("client:portal", [CHANGED]),
        (f"org:{uid('org')} user:anna", [CHANGED]),
        ("since:2026-03-25T13:21", [CHANGED, ODD]),
        ("since:39m", [CHANGED, ODD]),
        ("before:2026-03-25T12:01Z", ["0:created"]),
        ("between:13:20..13:21", ["20:created", CHANGED]),
        ("since:today before:12:00", []),
        ("is:simulated", []),
        ("is:active -type:*changed", ["6:submitted", "7:accepted", "8:accepted"]),
        ("is:superseded version:2", ["4:submitted", "5:rejected", "5:status_changed"]),
        ("has:anomaly", ["3:received"]),
        ("-has:after", []),
        ("has:before type:*submitted", ["1:submitted", "4:submitted", "6:submitted"]),
        ("has:warning", [CHANGED]),
        ("changed:status version:>=7", [CHANGED]),
        ("changed:spec.*.amount", [CHANGED]),
        ("changed:amount", [CHANGED]),
        ("changed:mount", []),
        ("delta:>6", [CHANGED]),
        ("delta:>+6", []),
        ("delta:<-6", [CHANGED]),
        ("delta:6..6.25", [CHANGED]),
        ("path:after.spec.sender_id=11x*", [CHANGED]),
        ("path:after.spec.series.spec.data.amount<=1", [CHANGED]),
        ("path:before.spec.series.0.time_series_uid=TS-004", [CHANGED]),
        ("path:before.spec.series.1", []),
        ("path:after.warnings.code=W2,w1", [CHANGED]),
        ('path:metadata.note."a key"=three', [CHANGED]),
        ('path:metadata.note."a key"=2.50', [CHANGED]),
        ('path:metadata.*."a key"=null', [CHANGED]),
        ('path:metadata.*."a key"=true', [CHANGED]),
        ("path:api_client_id=portal", [CHANGED]),
        ("path:created_ts>=2026-03-25T12:22", [ODD]),
        ("path:after.hello", [ODD]),
        ("WÖRLD", [ODD]),
        ("wide", [ODD]),
        ('"world"', []),
        ("wör", [ODD]),
        ('"wör"', []),
        ('"wide web"', [ODD]),
        ('"web wide"', []),
        ('"counterpart missing"', []),
        ("ramping", [CHANGED]),
        ("7.25", []),
        ("balance version:2", ["5:rejected", "5:status_changed"]),
    ],
)
def test_a_query_is_answered_by_the_events_that_it_means(filled: Store, text: str, expected: list[str]) -> None:
    assert names(filled, text) == expected


def test_every_event_answers_where_nothing_is_asked(filled: Store) -> None:
    assert len(plain_answer(filled, question("  ", CLOCK))) == len(life()) + len(MORE)


@pytest.mark.parametrize(
    ("number", "at", "is_late"),
    [(1, "13:29", False), (1, "13:30", True), (2, "13:30", False), (2, "23:50", False)],
)
def test_a_version_is_late_after_its_gate(store: Store, number: int, at: str, *, is_late: bool) -> None:
    sent = {**submitted(number, 0), "created_ts": f"2026-03-25T{at}:01.000Z"}
    store.append([encoded(created()), encoded(sent)], origin="test")
    rows = plain_answer(store, question("is:late", CLOCK))
    assert [row.uid for row in rows] == ([sent["uid"]] if is_late else [])


@pytest.mark.both_databases
def test_what_the_tso_calls_too_late_is_late(store: Store) -> None:
    refused = entry("version.rejected", after=version_state(1, "rejected"), metadata={"reason_codes": ["A57"]})
    store.append([encoded(created()), encoded(refused)], origin="test")
    assert [row.type for row in plain_answer(store, question("is:late", CLOCK))] == ["version.rejected"]


@pytest.mark.both_databases
def test_of_what_the_text_index_names_no_more_is_looked_at_than_is_wanted(store: Store) -> None:
    users = ["anna"] * 80 + ["ben"] * 400
    entries = [entry("odd", at, schedule=None, user_uid=user) for at, user in enumerate(users)]
    store.append(list(map(encoded, entries)), origin="test")
    list(store.text_index().go_on(threading.Event()))
    batches = store.answers(question('"anna"', CLOCK)).found(EVERYTHING, 50, before=AFTER_ALL, wanted=50)
    found = [next(batches) for _ in range(3)]
    assert [(one.looked_at, len(one.rows)) for one in found] == [(50, 0), (100, 0), (62, 62)]
