"""What the gateway does between a balance responsible party and a TSO: rows beside those of the moves.

The gateway is the Schedule Management API, whose audit log this is. Simulator, conversation and documentation read it.
"""

from dataclasses import dataclass

from store.lifecycle.moves import Actor, Deed, Move
from store.lifecycle.transitions import ANY, API, SENT
from store.model.status import Status


@dataclass(frozen=True, slots=True)
class Handling:
    """What the gateway does in the course of the `moves` of others: nobody chooses it, and it may write nothing.

    `before` None stands for a version that is not there yet; `after` None leaves the status as it is.
    """

    deed: Deed
    moves: tuple[Move, ...]
    before: frozenset[Status] | None
    after: Status | None
    document: str
    events: tuple[str, ...]
    about: str
    source: str
    actor: Actor = Actor.GATEWAY


HANDLINGS: tuple[Handling, ...] = (
    Handling(
        Deed.STORE,
        (Move.SUBMIT,),
        before=None,
        after=Status.INGESTED,
        document="",
        events=(),
        about="what the party hands in is stored, with the next number; it shows as the state before it is sent",
        source=f"{API} (the status), ours (that no event tells of it)",
    ),
    Handling(
        Deed.SEND,
        (Move.SUBMIT,),
        before=frozenset({Status.INGESTED}),
        after=Status.SUBMITTED,
        document="schedule",
        events=("version.submitted",),
        about="the version is sent on to the TSO",
        source=API,
    ),
    Handling(
        Deed.NOTE_RECEIPT,
        (Move.ACKNOWLEDGE, Move.ACKNOWLEDGE_PARTLY, Move.REJECT),
        before=SENT,
        after=None,
        document="NRR",
        events=(),
        about="that the schedule was delivered is noted in the version (`nrr_received`, `transmission_report_id`); "
        "the log tells of it with the answer that follows",
        source=f"{API} (the fields), ours (when they first show)",
    ),
    Handling(
        Deed.ANSWER_REQUEST,
        (Move.REQUEST_STATUS,),
        before=ANY,
        after=None,
        document="SRQ",
        events=("status_request.sent",),
        about="the request is sent on (`sent`), or not: too many of them (`rate_limited` until `next_allowed_at`), "
        "a fault (`error`)",
        source=API,
    ),
)
"""What the gateway does, in the order in which it comes; each belongs to moves of the table above."""


def handling(deed: Deed) -> Handling:
    """Return what the gateway does in a deed."""
    return next(one for one in HANDLINGS if one.deed is deed)
