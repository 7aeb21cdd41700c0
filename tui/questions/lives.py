"""What the screen of a conversation asks the store."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from store.model.market.delivery_day import from_microseconds
from store.model.readable_store import ReadableStore

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.lifecycle.conversation import Conversation


def conversation_question(
    store: ReadableStore, schedule_uid: str, ack_minutes: float | None = None
) -> "Callable[[int | None, datetime], Conversation]":
    """Return the question for the conversation about a version of a schedule, None the latest, as of a moment.

    Asked, it reads the store anew and may raise StoreError.
    """

    def question(version: int | None, now: datetime) -> "Conversation":
        from store.lifecycle.conversation import conversation

        records = store.life(schedule_uid)
        # simulated time may run ahead of the clock
        last = from_microseconds(max((one.facts.at for one in records), default=0))
        return conversation(records, version, now=max(now, last), ack_minutes=ack_minutes)

    return question
