"""One step of the conversation between a balance responsible party and a TSO."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from store.lifecycle.moves import Actor
from store.model.message import Reason
from store.model.status import Status


class StepKind(StrEnum):
    """What was said, or what is waited for, in a word."""

    CREATED = "created"
    SCHEDULE = "schedule"
    RECEIPT = "receipt"
    ACKNOWLEDGEMENT = "ACK"
    ANOMALY = "ANO"
    STATUS_REQUEST = "status request"
    INTERMEDIATE = "intermediate CNF"
    FINAL = "final CNF"
    OTHER = "other"


class Tense(StrEnum):
    """Whether a step was made, is missing, or cannot have been made yet."""

    MADE = "made"
    MISSING = "missing"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; several entries that tell of one answer are one step.

    `at` is when it was made; of a missing one since when it is waited for, of an expected one from when it
    can come. `elapsed` is the time since the step before, of a missing one how long it has been waited for.
    `uid` is the entry to look at, where nothing was said the one that it rests on. `actor` is None where
    nobody knows who spoke, `who` the code of the party, `user` the one who did it. `about` is inert words of
    ours but for the raw words of the entry. `version` is the one that was sent, or is to be.
    `raw_from` and `raw_to` are the words of the statuses as they came. `late` tells a missing reply that should
    have come by now.
    """

    kind: StepKind
    actor: Actor | None
    at: datetime
    uid: str
    elapsed: timedelta | None = None
    who: str | None = None
    user: str | None = None
    document: str | None = None
    reasons: tuple[Reason, ...] = ()
    status_from: Status | None = None
    status_to: Status | None = None
    raw_from: str | None = None
    raw_to: str | None = None
    about: str = ""
    allowed_at: datetime | None = None
    version: int | None = None
    events: tuple[str, ...] = ()
    tense: Tense = Tense.MADE
    late: bool = False

    @property
    def missing(self) -> bool:
        """Whether this is a reply that did not come."""
        return self.tense is Tense.MISSING
