"""Statuses of versions and series: three vocabularies in use, read into one."""

from enum import StrEnum
from functools import lru_cache


class Status(StrEnum):
    """Where a version or series stands, in Gridtrail's own words.

    The words as they came (the raw status) stay in the entry; these are our reading of the three
    vocabularies in use, for no transition table is published.
    """

    INGESTED = "ingested"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    REJECTED = "rejected"
    INTERMEDIATE = "intermediate"
    CONFIRMED = "confirmed"
    PARTLY_CONFIRMED = "partly confirmed"
    IMPOSED = "imposed"
    UNKNOWN = "unknown"


ACCEPTED = frozenset({Status.ACKNOWLEDGED, Status.INTERMEDIATE, Status.CONFIRMED, Status.PARTLY_CONFIRMED})
"""Statuses in which the TSO has taken the version."""

_BY_WORD = {
    "created": Status.INGESTED,
    "ingested": Status.INGESTED,
    "pending": Status.INGESTED,
    "submitted": Status.SUBMITTED,
    "accepted": Status.ACKNOWLEDGED,
    "ack_positive": Status.ACKNOWLEDGED,
    "ack_partial": Status.ACKNOWLEDGED,
    "rejected": Status.REJECTED,
    "ack_negative": Status.REJECTED,
    "icnf": Status.INTERMEDIATE,
    "dacnf": Status.INTERMEDIATE,
    "accepted_preliminary": Status.INTERMEDIATE,
    "cnf": Status.CONFIRMED,
    "fcnf": Status.CONFIRMED,
    "accepted_final": Status.CONFIRMED,
    "accepted_settled": Status.CONFIRMED,
    "settled": Status.CONFIRMED,
    "cnf_partial": Status.PARTLY_CONFIRMED,
    "anomaly": Status.PARTLY_CONFIRMED,
    "imposed": Status.IMPOSED,
}

_ACCEPTED_AT_LEVEL = {"cnf": Status.CONFIRMED, "par": Status.PARTLY_CONFIRMED}


@lru_cache(maxsize=1024)
def status_of(raw_status: str | None, acceptance_level: str | None = None) -> Status:
    """Return our reading of a raw status; an unknown word is UNKNOWN, never an error.

    `accepted` alone does not say who accepted: the acceptance level does (`ack` or none: the
    acknowledgement, `cnf`: the confirmation, `par`: a confirmation of parts).
    """
    word = (raw_status or "").strip().lower()
    if word == "accepted":
        return _ACCEPTED_AT_LEVEL.get((acceptance_level or "").strip().lower(), Status.ACKNOWLEDGED)
    return _BY_WORD.get(word, Status.UNKNOWN)
