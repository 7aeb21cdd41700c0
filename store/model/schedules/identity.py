"""Which schedule something belongs to when it does not carry the schedule's uid.

A message names its parties and a document or a delivery day, never a uid. Two names can be computed
from that; entries made out of messages carry one of them, and the log links all names of a schedule.
"""

import re
from datetime import date
from uuid import UUID, uuid5

from store.model.market.tso import tso as known_tso

_NAMES = UUID("b6a8d3c4-5f0e-4b7e-9f53-2f1c7a9e6d10")
_VERSION_SUFFIX = re.compile(r"_v\d{1,4}$")


def schedule_uid_of_day(tso: str, party: str, day: date) -> str:
    """Return the name of the schedule of a party at a TSO on a delivery day.

    A schedule is unique by organisation, market, TSO and date (API documentation); in messages the
    balance responsible party stands for the organisation.
    """
    return str(uuid5(_NAMES, f"day|{canonical_tso(tso)}|{party}|{day.isoformat()}"))


def schedule_uid_of_document(tso: str, party: str, document_id: str) -> str:
    """Return the name of the schedule whose versions a party sends to a TSO under one document id.

    All versions of a schedule share the id (ESS implementation guide); the API appends `_v{N}`.
    """
    base = _VERSION_SUFFIX.sub("", document_id)
    return str(uuid5(_NAMES, f"document|{canonical_tso(tso)}|{party}|{base}"))


def entry_uid(*identity: object) -> str:
    """Return the uid of an entry made out of a message, the same for the same message."""
    return str(uuid5(_NAMES, "entry|" + "|".join(str(part) for part in identity)))


def version_number_in(message_id: str | None) -> int | None:
    """Return the version that a message id ends with (`_v3`), as the API writes it."""
    found = _VERSION_SUFFIX.search(message_id or "")
    return int(found[0][2:]) if found else None


def canonical_tso(text: str) -> str:
    """Return the API's code of a TSO named by code, party or area EIC; an unknown one as it is."""
    known = known_tso(text)
    return known.code if known else text
