"""A report whose anomalies are entries of their own is one report."""

from typing import Any

import pytest

from tests.reconciling.reconciled import trade
from tests.reconciling.test_reconciled_reports import series as anomaly
from tests.reconciling.test_trade_course import found, sent
from tests.support.entries import MINUTE, entry, uid

LATER = ("a later report does not name this trade: it may be mended",)
FIRST, SECOND = 2 * MINUTE, 2 * MINUTE + 1


def notes(first: dict[str, Any], second: dict[str, Any]) -> tuple[str, ...]:
    """Return what is noted of the trade of the first of two entries on two trades."""
    both = sent(1, MINUTE, {"TS-1": [1.0], "TS-2": [2.0]})
    return trade(found(both, first, second), "TS-1").notes


def reported(
    name: str, at: int, request: str | None = None, *, shape: str = "one", incoming_message_uid: str | None = None
) -> dict[str, Any]:
    """Return an entry with one anomaly: alone, in a list, or wrapped."""
    one = anomaly(name, {1: 3.0}, incoming_message_uid=incoming_message_uid)
    after: object = {"one": one, "list": [one], "wrapped": {"anomalies": [one]}}[shape]
    made = entry("anomaly.received", at, after=after, version="schedule v1")
    made["data"]["request_id"] = uid(request) if request else None
    return made


@pytest.mark.parametrize("shape", ["one", "list", "wrapped"])
def test_anomalies_of_one_message_are_one_report_whatever_the_time_and_the_request(shape: str) -> None:
    first = reported("TS-1", FIRST, "a", shape=shape, incoming_message_uid="m1")
    assert notes(first, reported("TS-2", SECOND, "b", shape=shape, incoming_message_uid="m1")) == ()
    assert notes(first, reported("TS-2", SECOND, "a", shape=shape, incoming_message_uid="m2")) == LATER


def test_anomalies_of_one_request_are_one_report_where_no_message_is_named() -> None:
    first = reported("TS-1", FIRST, "a", incoming_message_uid="m1")
    assert notes(first, reported("TS-2", SECOND, "a")) == ()
    assert notes(first, reported("TS-2", SECOND, "b")) == LATER


def test_entries_that_name_neither_message_nor_request_are_reports_of_their_own() -> None:
    assert notes(reported("TS-1", FIRST), reported("TS-2", SECOND)) == LATER
