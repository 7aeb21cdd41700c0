"""The messages between a balance responsible party and a TSO, as values free of any syntax."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MessageKind(StrEnum):
    """The five messages of the schedule process (ENTSO-E ESS and IEC 62325-451)."""

    SCHEDULE = "schedule"
    ACKNOWLEDGEMENT = "acknowledgement"
    CONFIRMATION = "confirmation"
    ANOMALY_REPORT = "anomaly report"
    STATUS_REQUEST = "status request"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code of the ENTSO-E list and the text the sender wrote with it, if any."""

    code: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A reference to another message: its id, its version, the party that sent it and its type where named."""

    id: str
    version: int | None = None
    party: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """The amount of one quarter-hour: its start in UTC and the MW, never negative in a schedule."""

    start: datetime
    megawatts: float


@dataclass(frozen=True, slots=True)
class Series:
    """One time series of a message: of a schedule, rejected, confirmed, imposed or in an anomaly.

    `document` names the schedule it was taken from, in an anomaly report. `points` are complete:
    repeated values that CIM curve type A03 leaves out are filled in.
    """

    id: str
    version: int | None = None
    business_type: str | None = None
    in_area: str | None = None
    out_area: str | None = None
    in_party: str | None = None
    out_party: str | None = None
    agreement_type: str | None = None
    agreement_id: str | None = None
    unit: str | None = None
    points: tuple[Point, ...] = ()
    reasons: tuple[Reason, ...] = ()
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it was sent; instants in UTC, `interval` is the delivery period.

    `answers` is what an acknowledgement received or a confirmation confirms. `series` are those of a
    schedule, the rejected ones of an acknowledgement, the confirmed ones of a confirmation, or the
    anomalies of an anomaly report; `imposed` those a confirmation puts in place of ours.
    """

    kind: MessageKind
    syntax: str
    id: str
    version: int | None
    type: str | None
    process_type: str | None
    sender: str
    sender_role: str | None
    receiver: str
    receiver_role: str | None
    created_at: datetime | None
    interval: tuple[datetime, datetime] | None = None
    domain: str | None = None
    subject: str | None = None
    answers: Document | None = None
    reasons: tuple[Reason, ...] = ()
    series: tuple[Series, ...] = ()
    imposed: tuple[Series, ...] = ()
