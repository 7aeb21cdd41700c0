"""The moves of the conversation between a balance responsible party and a TSO, and one of them made out."""

from dataclasses import dataclass
from enum import StrEnum

OUT_OF_BALANCE = "A54"
"""The reason code by which a submission says that it leaves its balance as it comes out."""


class Actor(StrEnum):
    """Who makes a move; the gateway is the Schedule Management API between the two, which makes none of its own."""

    BRP = "balance responsible party"
    GATEWAY = "gateway"
    TSO = "TSO"


class Move(StrEnum):
    """What one side can do next; the words are Gridtrail's own, for the API publishes no such table."""

    CREATE = "create"
    SUBMIT = "submit"
    ACKNOWLEDGE = "ack"
    ACKNOWLEDGE_PARTLY = "ack-partly"
    REJECT = "reject"
    REPORT_ANOMALY = "anomaly"
    CONFIRM_INTERMEDIATE = "intermediate"
    CONFIRM = "confirm"
    CONFIRM_PARTLY = "confirm-partly"
    IMPOSE = "impose"
    REFUSE = "refuse"
    REQUEST_STATUS = "status-request"


class Deed(StrEnum):
    """What the gateway does of itself while a move is made; the words are ours."""

    STORE = "store"
    SEND = "send"
    ANSWER_REQUEST = "answer-request"
    NOTE_RECEIPT = "note-receipt"


@dataclass(frozen=True, slots=True)
class Act:
    """One move with its parameters; what a move does not need is left empty.

    `version` is the version that an answer is about, None the latest. `reason_codes` are the TSO's,
    the first one the reason proper. `series` are names (`time_series_uid`), `positions` 1-based
    quarter-hours of the delivery day, empty means all of them. `megawatts` is what the counterparty's
    values (or, of a submission, the new ones) differ by; `as_deltas` writes an anomaly as differences.
    A submission is brought into balance, unless its reason code is that of one which is not (A54).
    """

    move: Move
    version: int | None = None
    reason_codes: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()
    megawatts: float = 0.0
    as_deltas: bool = False
