import math
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.diff.summary import summary
from store.model.timeline import Summary

LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
A54 = {"code": "A54", "text": "Global position not in balance"}


def version(
    status: str = "submitted", level: str = "", amounts: tuple[object, ...] = (1.0, 2.0, 3.0)
) -> dict[str, Any]:
    """Return a version with two whole series, the second with other amounts than the first."""
    return {
        "uid": "v3",
        "schedule_uid": "s",
        "version": 3,
        "status": status,
        "acceptance_level": level,
        "spec": {
            "tso": "DE-AMPRION-TSO",
            "series": [
                {
                    "uid": f"uid {name}",
                    "time_series_uid": name,
                    "status": "submitted",
                    "spec": {"type": "internal", "ids": {"in_party": "A", "out_party": "B"}, "data": points(values)},
                }
                for name, values in (("TS-1", amounts), ("TS-2", (9.0, 9.0)))
            ],
        },
    }


def points(amounts: tuple[object, ...]) -> list[dict[str, object]]:
    return [
        {"ts": f"2026-03-26T{at // 4:02}:{at % 4 * 15:02}:00Z", "amount": amount} for at, amount in enumerate(amounts)
    ]


def anomaly(amounts: list[float], **more: Any) -> dict[str, Any]:
    return {
        "series_id": "TS-1",
        "business_type": "A02",
        "in_area": "AREA",
        "out_area": "AREA",
        "in_party": "A",
        "out_party": "B",
        "reason_codes": [{"code": "A09", "text": None}],
        "intervals": [{"pos": at, "qty": amount} for at, amount in enumerate(amounts, 1)],
        **more,
    }


def test_an_answer_changes_the_status_and_gives_its_reasons() -> None:
    small = {"uid": "v", "version": 3, "status": "submitted", "acceptance_level": ""}
    after = {**small, "status": "rejected", "acceptance_level": "ano"}
    assert summary("version.rejected", small, after, {"reason_codes": [A54]}) == Summary(
        status_from="submitted",
        status_to="rejected",
        acceptance_level="ano",
        reason_codes=("A54",),
        paths=("status", "acceptance_level"),
    )


def test_a_status_change_of_a_whole_version_changes_no_amounts() -> None:
    found = summary("version.accepted", version(), version("accepted", "ack"), {})
    assert (found.status_from, found.status_to, found.acceptance_level) == ("submitted", "accepted", "ack")
    assert (found.quarter_hours, found.largest_delta_mw, found.delta_mwh, found.series) == (0, 0.0, 0.0, 0)


def test_changed_amounts_are_counted_and_summed() -> None:
    found = summary("version.status_changed", version(), version(amounts=(1.0, 2.4, 1.9)), None)
    assert (found.quarter_hours, found.largest_delta_mw, found.delta_mwh) == (2, -1.1, -0.175)
    assert found.paths == ("spec.series.spec.data.amount",)


def test_amounts_are_found_in_every_shape_that_occurs() -> None:
    before, after = version(), version(amounts=(1.0, 2.0, 5.0))
    one, other = before["spec"]["series"], after["spec"]["series"]
    for old, new in ((one, other), (one[0], other[0]), ({"version": before}, {"version": after})):
        assert summary("version.status_changed", old, new, None).delta_mwh == 0.5


def test_a_first_submission_counts_its_series_and_has_no_differences() -> None:
    assert summary("version.submitted", None, version(), {}) == Summary(status_to="submitted", series=2)


def test_a_submission_of_what_was_stored_counts_its_series_too() -> None:
    found = summary("version.submitted", version("ingested"), version(), {})
    assert (found.status_from, found.status_to, found.series, found.quarter_hours) == ("ingested", "submitted", 2, 0)


def test_a_submission_without_series_in_it_counts_none() -> None:
    assert summary("version.submitted", None, {"status": "submitted", "version": 1}, {}).series == 0


def test_a_series_event_has_the_status_of_the_series() -> None:
    before = version()["spec"]["series"][0]
    after = {**before, "status": "accepted", "acceptance_level": "cnf", "interval_statuses": {"0": "accepted"}}
    found = summary("series.status_changed", before, after, None)
    assert (found.status_from, found.status_to, found.acceptance_level) == ("submitted", "accepted", "cnf")
    assert found.paths == ("status", "acceptance_level", "interval_statuses")


@pytest.mark.parametrize("wrapped", [lambda one: [one], lambda one: {"series": [one]}, lambda one: {"series": one}])
def test_a_series_event_may_wrap_its_series(wrapped: Any) -> None:
    before, after = {"uid": "a", "status": "submitted"}, {"uid": "a", "status": "rejected"}
    found = summary("series.status_changed", wrapped(before), wrapped(after), None)
    assert (found.status_from, found.status_to) == ("submitted", "rejected")


def test_the_status_of_one_of_many_series_is_not_that_of_the_event() -> None:
    many = {"status": "submitted", "series": [{"status": "accepted"}, {"status": "rejected"}]}
    assert summary("series.status_changed", None, many, None).status_to is None


def test_a_version_may_be_wrapped_beside_its_schedule() -> None:
    found = summary("version.accepted", None, {"version": version("accepted", "cnf"), "schedule": {"uid": "s"}}, None)
    assert (found.status_to, found.acceptance_level) == ("accepted", "cnf")


def test_a_status_request_has_the_status_of_its_sending() -> None:
    assert summary("status_request.sent", None, {"tso": "TTG_DE", "status": "rate_limited"}, {}) == Summary(
        status_to="rate_limited"
    )


def test_changed_interval_statuses_are_one_path() -> None:
    before: dict[str, object] = {"interval_statuses": {}}
    after = {"interval_statuses": {str(at): "accepted" for at in range(96)}}
    assert summary("series.status_changed", before, after, None).paths == ("interval_statuses",)


def test_at_most_eight_paths_are_named_in_the_order_they_come_and_a_mark_says_that_there_are_more() -> None:
    after = {f"key {number}": number for number in range(20)}
    assert summary("x", {}, after, None).paths == (*(f"key {number}" for number in range(8)), "…")


def test_reason_codes_come_from_metadata_and_the_state_after_each_once() -> None:
    metadata = {"reason_codes": [A54, {"code": "A20"}], "reasons": ["A54", "Z99"]}
    after = {"status": "rejected", "reasons": [{"code": "A59", "text": "x"}, "A20"], "reason_codes": None}
    assert summary("version.rejected", None, after, metadata).reason_codes == ("A54", "A20", "Z99", "A59")


def test_at_most_eight_reason_codes_are_named() -> None:
    codes = [f"A{number:02}" for number in range(20)]
    assert summary("x", None, None, {"reasons": codes}).reason_codes == tuple(codes[:8])


def test_an_anomaly_report_counts_where_both_sides_differ() -> None:
    after = {
        "anomalies": [
            anomaly([0.3, 0.3, 0.3, 0.0], schedule_series_uid="s1"),
            anomaly([0.3, 0.1, 0.2, 0.0], series_id="theirs"),
        ]
    }
    assert summary("anomaly.received", None, after, {"reason_codes": ["A09"]}) == Summary(
        reason_codes=("A09",), quarter_hours=2, largest_delta_mw=0.2
    )


def test_an_anomaly_of_one_side_counts_what_is_not_zero() -> None:
    found = summary("anomaly.received", None, anomaly([0.0, -0.2, 0.1, 0]), None)
    assert (found.quarter_hours, found.largest_delta_mw, found.reason_codes) == (2, -0.2, ("A09",))


def test_an_anomaly_report_without_series_says_its_reasons_alone() -> None:
    assert summary("anomaly.received", None, {"anomalies": []}, {"reason_codes": ["A09"]}) == Summary(
        reason_codes=("A09",)
    )


def test_what_is_gone_after_has_a_status_only_before() -> None:
    assert summary("version.archived", version(), None, None) == Summary(status_from="submitted")


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "submitted", "A01", "\ud800"])
OUTER_KEYS = ["status", "spec", "series", "version", "data", "anomalies", "reasons", "reason_codes", "message"]
INNER_KEYS = ["ts", "amount", "uid", "code", "intervals", "series_id", "pos", "qty", "ids", "in_party", "out_party"]
KEYS = st.sampled_from([*OUTER_KEYS, *INNER_KEYS])
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)
TYPES = st.sampled_from(["version.submitted", "version.accepted", "series.status_changed", "anomaly.received", "x"])


@LAW
@given(TYPES, JSON, JSON, JSON)
def test_any_json_has_a_summary_of_finite_numbers(
    event_type: str, before: object, after: object, metadata: object
) -> None:
    kept = deepcopy((before, after, metadata))
    found = summary(event_type, before, after, metadata)
    assert math.isfinite(found.largest_delta_mw)
    assert math.isfinite(found.delta_mwh)
    assert len([one for one in found.paths if one != "…"]) <= 8
    assert len(found.reason_codes) <= 8
    assert repr((before, after, metadata)) == repr(kept)


@LAW
@given(TYPES, JSON, JSON)
def test_what_did_not_change_has_no_paths_and_no_amounts(event_type: str, state: object, metadata: object) -> None:
    found = summary(event_type, state, deepcopy(state), metadata)
    assert found.paths == ()
    assert (found.delta_mwh, found.status_from) == (0.0, found.status_to)
