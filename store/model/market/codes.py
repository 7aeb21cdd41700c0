"""What the codes and words of the schedule process mean, in words for the screen and for help.

The reason codes and their titles are those of the ENTSO-E code list, version 91; the short titles and
the hints are Gridtrail's own. They lie in `reason_codes.csv`, which is read on first use.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from store.model.status import Status

BUSINESS_TYPES: Mapping[str, str] = {
    "A01": "production",
    "A02": "internal trade",
    "A03": "external trade with explicit capacity",
    "A04": "consumption",
    "A06": "external trade without explicit capacity",
    "A28": "series that only the counterparty has",
    "A85": "system",
}
"""The business types that occur in schedules (ENTSO-E code list); A28 in anomaly reports only."""

SERIES_TYPES: Mapping[str, str] = {
    "internal": "trade between two parties inside one control area",
    "external": "trade between two control areas; needs a market agreement id",
    "foreign": "trade between two control areas with a party that takes no part in this market itself",
    "production": "what the party expects to generate in the area",
    "consumption": "what the party expects to consume in the area",
}
"""The series types of the API, each explained in one line."""

EVENT_TYPES_IN_WORDS: Mapping[str, str] = {
    "schedule.created": "a schedule was created: one delivery day at one TSO",
    "version.submitted": "a version was sent to the TSO",
    "version.accepted": "the TSO accepted a version, by acknowledgement or by confirmation",
    "version.rejected": "the TSO rejected a version",
    "version.status_changed": "the status of a version changed",
    "series.status_changed": "the status of one series changed, after a confirmation of parts",
    "anomaly.received": "the TSO reported series that do not match those of the counterparty",
    "status_request.sent": "the TSO was asked where a schedule stands",
}
"""The event types of the audit log, each explained in one line."""

STATUSES_IN_WORDS: Mapping[Status, str] = {
    Status.INGESTED: "stored, not sent to the TSO yet",
    Status.SUBMITTED: "sent, the TSO has not answered yet",
    Status.ACKNOWLEDGED: "the TSO took it; not compared with the counterparty yet",
    Status.REJECTED: "the TSO refused it",
    Status.INTERMEDIATE: "confirmed for the time being; it can still change until gate closure",
    Status.CONFIRMED: "the TSO confirmed it",
    Status.PARTLY_CONFIRMED: "the TSO confirmed a part; some series were changed or refused",
    Status.IMPOSED: "the counterparty's values took its place",
    Status.UNKNOWN: "a status that Gridtrail does not know; shown as it came",
}
"""The statuses of versions and series, each explained in one line."""


class _ReasonCode(NamedTuple):
    title: str
    short_title: str
    hint: str


@cache
def _reason_codes() -> Mapping[str, _ReasonCode]:
    # both imports together take 25 ms, which the first paint does not wait for
    import csv  # noqa: PLC0415
    from importlib.resources import files  # noqa: PLC0415

    text = files(__package__).joinpath("reason_codes.csv").read_text(encoding="utf-8")
    return {code: _ReasonCode(*texts) for code, *texts in list(csv.reader(text.splitlines()))[1:]}


def _known(code: str) -> _ReasonCode | None:
    return _reason_codes().get(code.strip().upper())


def title(code: str) -> str | None:
    """Return the title of a reason code as the code list has it; None for an unknown code."""
    known = _known(code)
    return known.title if known else None


def hint(code: str) -> str | None:
    """Return what a reason code means to a scheduler and what to do about it.

    None for an unknown code and for those that schedules do not meet.
    """
    known = _known(code)
    return (known.hint or None) if known else None


def phrase(code: str, text: str | None = None) -> str:
    """Return a reason in one phrase: the code as it came, its short title and the text sent with it.

    A text that only repeats the title is left out; an unknown code stands alone. The text is that of
    the sender, unaltered but for white space around it: who shows it makes it inert.
    """
    known = _known(code)
    words = f"{code} {known.short_title or _lowered(known.title)}" if known else code
    written = (text or "").strip()
    if not written or (known and written.casefold() in {known.title.casefold(), known.short_title.casefold()}):
        return words
    return f"{words}: {written}"


def _lowered(words: str) -> str:
    """Return words as they stand inside a sentence: an abbreviation at the beginning keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
