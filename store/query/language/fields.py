"""The fields a query can name, and the words that `is:` and `has:` take."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Field(StrEnum):
    """What of an event a term speaks of."""

    TYPE = "type"
    TSO = "tso"
    MARKET = "market"
    DATE = "date"
    VERSION = "version"
    SERIES = "series"
    STATUS = "status"
    LEVEL = "level"
    REASON = "reason"
    PARTY = "party"
    AREA = "area"
    UID = "uid"
    SCHEDULE = "schedule"
    REQUEST = "request"
    USER = "user"
    CLIENT = "client"
    ORG = "org"
    SINCE = "since"
    BEFORE = "before"
    BETWEEN = "between"
    IS = "is"
    HAS = "has"
    CHANGED = "changed"
    DELTA = "delta"
    PATH = "path"


class Flag(StrEnum):
    """What `is:` and `has:` ask of an event."""

    SIMULATED = "simulated"
    ACTIVE = "active"
    SUPERSEDED = "superseded"
    LATE = "late"
    TROUBLE = "trouble"
    ANOMALY = "anomaly"
    BEFORE = "before"
    AFTER = "after"
    WARNING = "warning"


FLAGS: Mapping[Field, tuple[Flag, ...]] = {
    Field.IS: (Flag.SIMULATED, Flag.ACTIVE, Flag.SUPERSEDED, Flag.LATE, Flag.TROUBLE),
    Field.HAS: (Flag.ANOMALY, Flag.BEFORE, Flag.AFTER, Flag.WARNING),
}
"""The words that each of the two fields takes."""


class About(NamedTuple):
    """A value that a field takes, and what the field means, in one line."""

    example: str
    meaning: str


FIELDS: Mapping[Field, About] = {
    Field.TYPE: About("version.*", "the type of the event"),
    Field.TSO: About("amprion,50hertz", "the TSO of the schedule: its name, code or EIC"),
    Field.MARKET: About("DE", "the market of the schedule"),
    Field.DATE: About("2026-03-20..2026-03-26", "the delivery day; also today, tomorrow, 2026-03, none"),
    Field.VERSION: About(">3", "the version of the schedule"),
    Field.SERIES: About("TS-004", "a time series that the event is about or that stands in its states"),
    Field.STATUS: About("rejected", "the status after the event, in our words or as it came"),
    Field.LEVEL: About("cnf", "the acceptance level after the event"),
    Field.REASON: About("A54", "a reason code that came with the event"),
    Field.PARTY: About("11XALPHA*", "a party in the states of the event"),
    Field.AREA: About("10YDE-RWENET---I", "a control area in the states of the event"),
    Field.UID: About("8f1c*", "the uid of the event"),
    Field.SCHEDULE: About("8f1c*", "the uid of the schedule"),
    Field.REQUEST: About("8f1c*", "the API request that the event belongs to"),
    Field.USER: About("anna", "the user, else the API client"),
    Field.CLIENT: About("desk", "the API client"),
    Field.ORG: About("8f1c*", "the organisation"),
    Field.SINCE: About("2h", "not before: 30s, 5m, 2h, 3d, 1w ago, 14:05, today, 2026-03-25T14:00"),
    Field.BEFORE: About("2026-03-25T14:00", "before; the same moments as since"),
    Field.BETWEEN: About("2026-03-25..2026-03-26", "from one moment to another"),
    Field.IS: About(
        "simulated", "simulated, of the active version, of a superseded one, sent late, a refusal or other trouble"
    ),
    Field.HAS: About("anomaly", "an anomaly report, a state before, a state after, warnings"),
    Field.CHANGED: About("status", "a key that the event changed, with or without those around it"),
    Field.DELTA: About(">5", "the largest change in MW of a quarter-hour; of its size, or of -5 and +5 the sign too"),
    Field.PATH: About("after.spec.sender_id=11X*", "a value anywhere in the entry, or that it is there"),
}
"""All fields with an example and what they mean."""

OTHER_NAMES: Mapping[str, Field] = {"day": Field.DATE}
"""Names that mean a field as well."""


def field_named(name: str) -> Field | None:
    """Return the field of a name, in any case; None where there is none."""
    written = name.casefold()
    if written in OTHER_NAMES:
        return OTHER_NAMES[written]
    return Field(written) if written in set(Field) else None
