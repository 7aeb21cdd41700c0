"""What the screens of a life ask the store: the conversation about a version, and what is wrong in a scope."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from store.model.delivery_day import from_microseconds
from store.model.timeline import Scope
from tui.presentation.found_list import Checked

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.store import Store
    from store.lifecycle.conversation import Conversation
    from store.lifecycle.findings.finding import Finding


def conversation_question(
    store: "Store", schedule_uid: str, ack_minutes: float | None = None
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


def checked(store: "Store", scope: Scope, now: datetime, ack_minutes: float | None = None) -> Iterator[Checked]:
    """Give what is wrong in a scope as of a moment, one schedule after the other, the newest days first.

    Of a version only what is about it, or about its schedule. May raise StoreError.
    """
    from store.lifecycle.findings.checking import findings
    from store.lifecycle.findings.finding import Limits
    from store.lifecycle.findings.requests import SharedRequests

    uids = store.schedule_uids(scope)
    requests = SharedRequests()
    limits = Limits(ack_minutes=ack_minutes)
    for done, uid in enumerate(reversed(uids), start=1):
        records = store.life(uid)
        found = (*findings(records, now=now, limits=limits), *requests.found_in(records))
        facts = [one.facts for one in records]
        day = next((one.day for one in facts if one.day), None)
        tso = next((one.tso for one in facts if one.tso), None)
        yield Checked(done, len(uids), day, tso, tuple(one for one in found if _within(one, scope)))


def _within(finding: "Finding", scope: Scope) -> bool:
    return scope.version is None or finding.version in {None, scope.version}
