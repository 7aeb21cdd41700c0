"""A version as the log leaves it: the newest whole snapshot, with what was told later laid over it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.database.opening import open_store
from store.diff.changes import changes
from store.diff.versions.version_sides import series_side, version_side
from store.model.recorded import Recorded, recorded
from store.model.schedules.version_state import VersionState, version_state, version_states
from store.model.status import Status
from tests.support.entries import MINUTE, encoded, entry, life
from tests.support.entries import version_state as told
from tests.support.screens import SAMPLES, store_of

DATA = [{"ts": "2026-03-25T23:00:00Z", "amount": 1.5}]


def series(name: str = "TS-1", **more: Any) -> dict[str, Any]:
    return {"uid": f"uid-{name}", "time_series_uid": name, **more}


def whole(name: str = "TS-1", amount: float = 1.5) -> dict[str, Any]:
    data = [{"ts": "2026-03-25T23:00:00Z", "amount": amount}]
    return series(name, spec={"type": "internal", "ids": {"in_party": "11XALPHA"}, "data": data})


def about(*entries: Mapping[str, Any]) -> list[Recorded]:
    return [recorded(number, encoded(one)) for number, one in enumerate(entries)]


def step(at: int, after: object, type_: str = "version.status_changed", **more: Any) -> dict[str, Any]:
    return entry(type_, at * MINUTE, after=after, version="schedule v1", **more)


def only(*entries: Mapping[str, Any]) -> VersionState:
    (one,) = version_states(about(*entries))
    return one


def of_sample(name: str, number: int) -> VersionState:
    lines = (SAMPLES / name).read_bytes().splitlines()
    found = version_state([recorded(place, line) for place, line in enumerate(lines)], number)
    assert found is not None
    return found


def sent(*all_series: object, **more: Any) -> dict[str, Any]:
    return step(0, told(1, "submitted", spec={"series": list(all_series)}, **more), "version.submitted")


def test_later_words_about_the_status_are_laid_over_the_whole_snapshot() -> None:
    one = only(sent(whole()), step(1, {"version": 1, "status": "accepted", "acceptance_level": "ack"}))
    assert one.state["status"] == "accepted"
    assert one.state["message_id"] == "20260326_schedule_v1"
    assert version_side(one).known.series[0].amounts == {"2026-03-25T23:00:00Z": 1.5}
    assert (one.amounts and one.amounts.type, one.last and one.last.type) == (
        "version.submitted",
        "version.status_changed",
    )
    assert (one.number, one.status) == (1, Status.ACKNOWLEDGED)


@pytest.mark.parametrize("no_data", [{}, {"data": []}, {"data": None}, {"spec": {"data": []}}])
def test_a_reference_takes_no_amounts_away_and_adds_what_it_tells(no_data: dict[str, Any]) -> None:
    reference = series(type="internal", status="accepted", **no_data)
    one = only(sent(whole()), step(1, told(1, "accepted", "ack", spec={"series": [reference]}), "version.accepted"))
    (found,) = version_side(one).known.series
    assert (found.status, found.type, found.in_party, len(found.points)) == ("accepted", "internal", "11XALPHA", 1)


@pytest.mark.parametrize("spec", [{}, {"series": []}, {"tso": "DE-AMPRION-TSO"}, None])
def test_an_empty_list_of_series_does_not_say_that_there_are_none(spec: object) -> None:
    one = only(sent(whole()), step(1, told(1, "accepted", "ack", spec=spec), "version.accepted"))
    assert [found.time_series_uid for found in version_side(one).known.series] == ["TS-1"]


def test_a_new_whole_snapshot_takes_the_place_of_everything_before() -> None:
    later = told(1, "accepted", "ack", spec={"series": [whole(amount=2.0)]})
    one = only(sent(whole(), warnings=["old"]), step(1, later, "version.accepted"))
    assert one.state == later
    assert one.amounts == one.last


def test_what_happened_to_a_series_is_laid_over_that_series_alone() -> None:
    event = step(2, {"time_series_uid": "TS-2", "status": "rejected", "spec": {"type": "internal"}}, "series.changed")
    one = only(sent(whole("TS-1"), whole("TS-2")), {**event, "time_series_uid": "uid-TS-2"})
    statuses = [(found.status, len(found.points)) for found in version_side(one).known.series]
    assert statuses == [(None, 1), ("rejected", 1)]


def test_flat_and_nested_series_keep_the_shape_that_holds_the_amounts() -> None:
    flat = series(type="internal", ids={"in_party": "11XALPHA"}, data=DATA)
    nested = series(status="accepted", spec={"type": "internal", "ids": {"out_party": "11XBETA"}})
    one = only(sent(flat), step(1, nested, "series.status_changed"))
    (found,) = one.state["spec"]["series"]  # type: ignore[index]
    assert found == {**flat, "status": "accepted", "ids": {"in_party": "11XALPHA", "out_party": "11XBETA"}}


def test_without_amounts_everything_told_counts_in_its_order() -> None:
    one = only(
        step(0, told(1, "submitted", warnings=["w"]), "version.submitted", before={"status": "ingested", "a": 1}),
        step(1, told(1, "accepted", "ack", spec={"series": [series()]}), "version.accepted"),
    )
    assert (one.amounts, one.state["a"], one.state["warnings"], one.state["status"]) == (None, 1, ["w"], "accepted")


def test_a_submission_told_late_does_not_undo_the_answer() -> None:
    late = step(1, told(1, "submitted", spec={"series": [whole()]}), "version.submitted")
    one = only(step(0, told(1, "accepted", "ack"), "version.accepted"), late)
    assert one.status is Status.ACKNOWLEDGED
    assert one.state["status"] == "accepted"
    assert version_side(one).known.series


def test_a_version_of_which_only_an_anomaly_tells_has_no_state() -> None:
    one = only(step(0, {"schedule_uid": "s", "version": 1, "anomalies": []}, "anomaly.received"))
    assert (one.number, one.state, one.amounts, one.last) == (1, {}, None, None)


def test_a_series_is_found_by_its_uid_and_by_its_name() -> None:
    one = only(sent(whole("TS-1"), whole("TS-2")))
    sides = [series_side(one, name) for name in ("uid-TS-2", "TS-2")]
    assert [side and side.title for side in sides] == ["v1 TS-2", "v1 TS-2"]
    assert all(side and side.is_series for side in sides)
    assert series_side(one, "TS-3") is None


def test_the_states_of_the_samples_carry_the_status_the_tree_shows(tmp_path_factory: pytest.TempPathFactory) -> None:
    names = sorted(one.name for one in SAMPLES.glob("0*.json*"))
    store = open_store(store_of(tmp_path_factory.mktemp("states") / "all.db", names))
    for day in store.days():
        for schedule in store.schedules(day.day):
            states = version_states(store.life(schedule.uid))
            nodes = store.versions(schedule.uid)
            assert [(one.number, one.status, one.raw_status) for one in reversed(states)] == [
                (one.number, one.status, one.raw_status) for one in nodes
            ]
    store.close()


def test_the_rejected_sample_keeps_its_amounts_and_says_who_told_them() -> None:
    one = of_sample("02_rejected_and_resubmitted.jsonl", 1)
    assert (one.status, one.tso, str(one.day)) == (Status.REJECTED, "TTG_DE", "2026-03-26")
    assert one.amounts is not None
    assert one.amounts.type == "version.submitted"
    assert [len(found.points) for found in version_side(one).known.series] == [96, 96, 96]


_SCRAPS = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["TS-1", "uid-TS-1", "submitted"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["uid", "spec", "series", "ids", "data", "version", "status"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(st.lists(st.tuples(st.sampled_from(["version.x", "series.x"]), _SCRAPS, _SCRAPS), max_size=4))
def test_any_shape_is_folded_and_no_entry_is_altered(steps: Sequence[tuple[str, object, object]]) -> None:
    entries = [sent(whole()), *(step(at, after, kind, before=before) for at, (kind, before, after) in enumerate(steps))]
    records = about(*entries)
    copies = json.dumps([one.entry.data for one in records])
    for one in version_states(records):
        assert changes(version_side(one).state, version_side(one).state) == []
    assert json.dumps([one.entry.data for one in records]) == copies


def test_every_version_of_a_life_is_there() -> None:
    assert [(one.number, one.status) for one in version_states(about(*life()))] == [
        (1, Status.ACKNOWLEDGED),
        (2, Status.REJECTED),
        (3, Status.CONFIRMED),
    ]
    assert version_state(about(*life()), 7) is None
