"""What is wrong by an event: the words of the store and the signs of the screen agree."""

from dataclasses import replace
from itertools import product

import pytest

from store.model.timeline import EventRow, Summary
from store.model.trouble import Trouble, trouble_of
from tests.lists.test_timeline_widget import row
from tui.presentation.pieces import Role
from tui.presentation.signs import UNICODE, event_mark

ROLES = {
    Role.REJECTED: Trouble.REJECTED,
    Role.ANOMALY: Trouble.ANOMALY,
    Role.PARTLY: Trouble.PARTLY,
    Role.IMPOSED: Trouble.PARTLY,
}
TYPES = ("version.rejected", "version.accepted", "version.status_changed", "anomaly.received", "odd")
STATUSES = (None, "accepted", " Rejected", "ack_negative", "cnf_partial", "imposed", "submitted", "weird")
LEVELS = (None, "ack", "cnf", "PAR ")


@pytest.mark.parametrize(("kind", "status", "level"), product(TYPES, STATUSES, LEVELS))
def test_an_event_is_in_trouble_where_its_sign_says_so(kind: str, status: str | None, level: str | None) -> None:
    mark = event_mark(_event(kind, status, level), UNICODE)
    assert trouble_of(kind, status, level) is (ROLES.get(mark.role, Trouble.NONE) if mark else Trouble.NONE)


def test_a_request_that_was_not_sent_is_in_trouble() -> None:
    assert trouble_of("status_request.sent", "rate_limited", None) is Trouble.PARTLY
    assert trouble_of("status_request.sent", None, None) is Trouble.NONE
    assert trouble_of("status_request.sent", "Sent", None) is Trouble.NONE


def _event(kind: str, status: str | None, level: str | None) -> EventRow:
    return replace(row(0), type=kind, summary=Summary(status_to=status, acceptance_level=level))
