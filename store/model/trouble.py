"""How bad it is what an event says, told from its type and the status it led to."""

from enum import IntEnum

from store.model.status import Status, status_of
from store.model.timeline import EventRow


class Trouble(IntEnum):
    """What is wrong by an event, the worst last.

    PARTLY: a version was taken in part or imposed, or a status request was not sent.
    """

    NONE = 0
    PARTLY = 1
    ANOMALY = 2
    REJECTED = 3


_OF_STATUS = {
    Status.PARTLY_CONFIRMED: Trouble.PARTLY,
    Status.IMPOSED: Trouble.PARTLY,
    Status.REJECTED: Trouble.REJECTED,
}

_STATUS_OF_TYPE = {"version.accepted": "accepted", "version.rejected": "rejected"}
"""The status of an event that names none."""


def trouble_of(event_type: str, status_to: str | None, acceptance_level: str | None) -> Trouble:
    """Return what is wrong by an event of a type that led to a raw status at a level."""
    if event_type == "anomaly.received":
        return Trouble.ANOMALY
    if event_type == "status_request.sent":
        return Trouble.NONE if (status_to or "sent").strip().lower() == "sent" else Trouble.PARTLY
    word = status_to or _STATUS_OF_TYPE.get(event_type)
    return _OF_STATUS.get(status_of(word, acceptance_level), Trouble.NONE)


def trouble_in(row: EventRow) -> Trouble:
    """Return what is wrong by an event of the timeline."""
    return trouble_of(row.type, row.summary.status_to, row.summary.acceptance_level)
