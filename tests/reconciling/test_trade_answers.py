"""What an answer about a series or a whole version makes of a trade, by its status and its reasons."""

import pytest

from store.diff.reconciling.trade import Match
from tests.reconciling.test_trade_course import found, sent
from tests.support.entries import MINUTE, entry, version_state

NO_COUNTERPART = "no counterpart, so it will be refused at closure"
PART = "the TSO confirmed only a part of this series"
REFUSED = "the TSO refused this series"


@pytest.mark.parametrize("in_after", [False, True])
@pytest.mark.parametrize(
    ("status", "level", "codes", "state", "why"),
    [
        ("icnf", "", ["A28"], Match.MISSING, NO_COUNTERPART),
        ("icnf", "cnf", ["A07", "A28"], Match.MISSING, NO_COUNTERPART),
        ("rejected", "cnf", ["A28"], Match.MISSING, NO_COUNTERPART),
        ("accepted", "cnf", ["A28"], Match.MISSING, "the counterparty has sent no such series"),
        ("accepted", "cnf", ["A07"], Match.REFUSED, PART),
        ("icnf", "cnf", ["A20"], Match.REFUSED, REFUSED),
        ("rejected", "ack", [], Match.REFUSED, REFUSED),
        ("accepted", "ack", ["A06"], Match.UNKNOWN, "the TSO has not answered yet"),
        ("accepted", "cnf", ["A06"], Match.MATCHED, "confirmed by the TSO"),
        ("icnf", "cnf", ["A06"], Match.MATCHED, "confirmed for the time being"),
        ("accepted", "cnf", [], Match.MATCHED, "confirmed by the TSO"),
    ],
)
def test_a_series_matches_only_where_no_reason_speaks_against_it(
    *, in_after: bool, status: str, level: str, codes: list[str], state: Match, why: str
) -> None:
    held = {"reason_codes": [{"code": code} for code in codes]}
    after = {"time_series_uid": "TS-1", "status": status, "acceptance_level": level}
    answer = entry(
        "series.status_changed",
        2 * MINUTE,
        after=after | held if in_after else after,
        metadata=None if in_after else held,
        version="schedule v1",
    )
    (one,) = found(sent(1, MINUTE, {"TS-1": [1.0]}), answer).trades
    assert (one.state, one.why) == (state, why)


@pytest.mark.parametrize(
    ("status", "codes", "state"),
    [
        ("accepted", ["A07"], Match.UNKNOWN),
        ("accepted", ["A28"], Match.UNKNOWN),
        ("icnf", ["A06", "A07"], Match.UNKNOWN),
        ("icnf", ["A06"], Match.MATCHED),
        ("accepted", ["A06"], Match.MATCHED),
    ],
)
def test_a_version_that_is_confirmed_in_part_does_not_say_that_its_trades_match(
    status: str, codes: list[str], state: Match
) -> None:
    answer = entry(
        "version.status_changed",
        2 * MINUTE,
        after=version_state(1, status, "cnf"),
        metadata={"reason_codes": codes},
        version="schedule v1",
    )
    (one,) = found(sent(1, MINUTE, {"TS-1": [1.0]}), answer).trades
    assert one.state is state
