"""A move written down: the audit entries it makes, and the life after them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from store.errors import StoreError
from store.lifecycle.drafts.anomaly import anomaly
from store.lifecycle.drafts.answers import (
    acknowledgement,
    confirmation,
    confirmation_in_part,
    intermediate,
    refusal_in_the_end,
    rejection,
)
from store.lifecycle.drafts.draft import Draft, Making, timestamp
from store.lifecycle.drafts.submission import creation, status_request, submission
from store.lifecycle.identity import Identity
from store.lifecycle.life import Life
from store.lifecycle.moves import Act, Actor, Move
from store.lifecycle.offers import refusal
from store.lifecycle.transitions import row_of
from store.model.event import read_entry
from store.model.simulated import MARK

_DRAFTS: Mapping[Move, Callable[[Making], list[Draft]]] = {
    Move.CREATE: creation,
    Move.SUBMIT: submission,
    Move.ACKNOWLEDGE: acknowledgement,
    Move.ACKNOWLEDGE_PARTLY: acknowledgement,
    Move.REJECT: rejection,
    Move.REPORT_ANOMALY: anomaly,
    Move.CONFIRM_INTERMEDIATE: intermediate,
    Move.CONFIRM: confirmation,
    Move.CONFIRM_PARTLY: confirmation_in_part,
    Move.IMPOSE: confirmation_in_part,
    Move.REFUSE: refusal_in_the_end,
    Move.REQUEST_STATUS: status_request,
}


class IllegalMove(StoreError):  # noqa: N818 - it names the move, not a fault of the program
    """A move cannot be made; the text says why."""


@dataclass(frozen=True)
class Written:
    """The entries of a move as the API would have written them, and the life after."""

    entries: tuple[bytes, ...]
    life: Life


def written(life: Life, act: Act, at: datetime, identity: Identity) -> Written:
    """Return what an act writes at a moment, marked as simulated; raises IllegalMove with the reason.

    The same life, act, moment and identity give the same bytes. The entries of one act share a request id.
    """
    reason = refusal(life, act, at)
    if reason is not None:
        raise IllegalMove(reason)
    making = Making(life, act, at.astimezone(UTC), identity)
    entries = tuple(_entry(making, draft, index) for index, draft in enumerate(_DRAFTS[act.move](making)))
    for content in entries:
        life = life.after(read_entry(content))
    return Written(entries, life)


def _entry(making: Making, draft: Draft, index: int) -> bytes:
    by_party = row_of(making.act.move).actor is Actor.BRP
    entry = {
        "uid": making.uid("entry", index, draft.type),
        "type": draft.type,
        "created_ts": timestamp(making.at),
        "data": {
            "before": draft.before,
            "after": draft.after,
            "metadata": {**draft.metadata, **MARK},
            "request_id": making.uid("request"),
        },
        "api_client_id": making.identity.uid("client") if by_party else None,
        "org_uid": making.life.schedule.get("org_uid"),
        "schedule_uid": making.life.uid or None,
        "schedule_version_uid": draft.version_uid,
        "time_series_uid": draft.series_uid,
        "user_uid": making.identity.uid("user") if by_party else None,
        "version": 1,
    }
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
