"""The messages that entries tell of: what went between a party and a TSO about one schedule.

The API records what a message did, not the message. What the log cannot tell is left out where a message
may do without, and where it may not, the message is not made and the reason is given.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from store.exchange.envelope import FIRST_YEAR, LAST_YEAR, STATUS_REQUEST
from store.exchange.outgoing.answers_told import acknowledgement, confirmation, kind_of_answer
from store.exchange.outgoing.schedule_told import ScheduleTold, schedule_told
from store.exchange.outgoing.series_told import anomaly_series, submitted_series
from store.exchange.outgoing.texts import LONGEST_ID, OutgoingError, identification
from store.model.event import Entry
from store.model.market.delivery_day import instant
from store.model.market.reasons import reasons_in
from store.model.message import Message, MessageKind, Series
from store.model.schedules.facts import facts
from store.model.texts.tolerant import mapping_of, text_of

BRP, TSO = "A08", "A04"
"""The roles of a balance responsible party and of a TSO (ENTSO-E code list)."""

_WHOLE_DAY = "A17"
_SCHEDULE = "A01"
_ANSWERS = frozenset({"version.accepted", "version.rejected", "version.status_changed", "series.status_changed"})


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message with what its file is named after, and the entry that told of it first.

    `number` is the version it is or is about, None for a status request.
    """

    entry_uid: str
    type: str
    message: Message
    day: date
    party: str
    tso: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A message that is not made: the entry that told of it (empty where its bytes are none) and why."""

    entry_uid: str
    type: str
    reason: str


def conversation(entries: Sequence[Entry]) -> Iterator[Outgoing | Skipped]:
    """Yield the messages about one schedule, whose entries come in the one order.

    Entries that share a request and a message id are of one message. `schedule.created` and a status
    request that was not sent are no messages.
    """
    told = schedule_told(entries)
    for group in _by_message(entries):
        try:
            kind = _kind(group)
            if kind is not None:
                yield _outgoing(told, kind, group)
        except OutgoingError as error:
            yield Skipped(group[0].uid, group[0].type, str(error))


def _by_message(entries: Iterable[Entry]) -> Iterable[list[Entry]]:
    groups: dict[tuple[str, str | None], list[Entry]] = {}
    latest: dict[str, str | None] = {}
    for entry in entries:
        request = entry.request_id or entry.uid
        message = _message_id(entry) or latest.get(request)
        latest[request] = message
        groups.setdefault((request, message), []).append(entry)
    return groups.values()


def _message_id(entry: Entry) -> str | None:
    return text_of(mapping_of(mapping_of(entry.metadata).get("message")).get("id"))


def _kind(group: Sequence[Entry]) -> MessageKind | None:
    """Return which message the entries are of; None where there was none."""
    types = {entry.type for entry in group}
    if "version.submitted" in types:
        return MessageKind.SCHEDULE
    if "anomaly.received" in types:
        return MessageKind.ANOMALY_REPORT
    if "status_request.sent" in types:
        was_sent = mapping_of(group[0].after).get("status", "sent") == "sent"
        return MessageKind.STATUS_REQUEST if was_sent else None
    if types <= {"schedule.created"}:
        return None
    if types & _ANSWERS:
        return kind_of_answer(group)
    raise OutgoingError(f"no message is known for the type {group[0].type[:LONGEST_ID]!a}")


def _outgoing(told: ScheduleTold, kind: MessageKind, group: Sequence[Entry]) -> Outgoing:
    first = group[0]
    blank = _blank(told, kind, first)
    if kind is MessageKind.STATUS_REQUEST:
        return Outgoing(first.uid, first.type, blank, told.day, told.party, told.operator, None)
    about = next((entry for entry in group if entry.type == "version.submitted"), first)
    number = told.number(facts(about))
    match kind:
        case MessageKind.SCHEDULE:
            message = replace(blank, id=told.document(number), version=number, series=submitted_series(told, number))
        case MessageKind.ANOMALY_REPORT:
            message = replace(blank, series=tuple(_anomalies(told, number, group)))
        case MessageKind.ACKNOWLEDGEMENT:
            message = acknowledgement(blank, told, number, group)
        case MessageKind.CONFIRMATION:
            message = confirmation(blank, told, number, group)
    return Outgoing(first.uid, first.type, message, told.day, told.party, told.operator, number)


def _blank(told: ScheduleTold, kind: MessageKind, first: Entry) -> Message:
    """Return the header of a message: who, to whom, when, about which day; seconds are what a message tells."""
    created_at = instant(first.created_ts).replace(microsecond=0)
    if any(not FIRST_YEAR <= at.year <= LAST_YEAR for at in (created_at, *told.interval)):
        raise OutgoingError(f"its time or delivery day lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    from_party = kind in {MessageKind.SCHEDULE, MessageKind.STATUS_REQUEST}
    sender, receiver = (told.party, told.operator) if from_party else (told.operator, told.party)
    types = {MessageKind.SCHEDULE: _SCHEDULE, MessageKind.STATUS_REQUEST: STATUS_REQUEST}
    return Message(
        kind=kind,
        syntax="",
        id=_own_id(kind, first),
        version=None,
        type=types.get(kind),
        process_type=_WHOLE_DAY,
        sender=sender,
        sender_role=BRP if from_party else TSO,
        receiver=receiver,
        receiver_role=TSO if from_party else BRP,
        created_at=created_at,
        interval=told.interval,
        domain=told.area,
        subject=told.party,
    )


def _own_id(kind: MessageKind, first: Entry) -> str:
    """Return the id of a message; one made of the entry's uid where the log does not tell it."""
    own = _message_id(first)
    if own is None and kind is MessageKind.STATUS_REQUEST:
        own = text_of(mapping_of(first.after).get("message_id"))
    return identification(own or first.uid.replace("-", ""), "message id")


def _anomalies(told: ScheduleTold, number: int, group: Sequence[Entry]) -> Iterator[Series]:
    for entry in group:
        yield from anomaly_series(told, number, entry.after, reasons_in(entry.metadata))
