"""What a message tells about itself: who, which schedule, which day, and its own identity."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from store.exchange.messages.elements import MessageError
from store.model.market.delivery_day import day_of, zone_of
from store.model.market.tso import tso as known_tso
from store.model.message import Document, Message, MessageKind
from store.model.schedules.identity import canonical_tso, entry_uid, schedule_uid_of_day, schedule_uid_of_document

FIRST_YEAR, LAST_YEAR = 1990, 2200
"""The years that a message may be from and about; schedules by message began in the late nineties."""

_FROM_PARTY = frozenset({MessageKind.SCHEDULE, MessageKind.STATUS_REQUEST})
_FILE_NAME = re.compile(r"(\d{4})(\d{2})(\d{2})_(?P<process>TPS|PPS|SRQ)_", re.IGNORECASE)

STATUS_REQUEST = "A59"
"""The message type of a status request (ENTSO-E code list)."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message with what follows from it: the TSO and party it is between and the schedule it is about.

    `party` is the balance responsible party the schedule is for, `correspondent` the one that exchanges the
    messages (a service provider may do so for several parties). `names` are the uids computed from these.
    `answers_request`: it acknowledges a status request, and so decides nothing about a schedule.
    """

    message: Message
    file: str
    tso: str
    market: str | None
    party: str
    correspondent: str
    day: date | None
    document: Document | None
    names: tuple[str, ...]
    created_at: datetime
    answers_request: bool = False

    @property
    def key(self) -> str:
        """What tells the message from all others: kind, parties, id, version, and the day or time.

        A status request may reuse the id of the schedule, and repeat it: its time is part of the key.
        """
        own = self.message
        when = self.day if own.kind is MessageKind.SCHEDULE else self.created_at.isoformat()
        version = "" if own.version is None else own.version
        return "|".join(str(part) for part in (own.kind, own.sender, own.receiver, own.id, version, when))

    @property
    def digest(self) -> str:
        """A digest of what the message says, whatever its white space."""
        return hashlib.sha256(repr(self.message).encode("utf-8", "surrogatepass")).hexdigest()

    def version_uid(self, number: int) -> str:
        """Return the uid of a version of this schedule that no recorded entry gave one."""
        document = self.document.id if self.document else self.names[0]
        return entry_uid("version", self.tso, self.correspondent, document, number)

    def reference(self) -> dict[str, object]:
        """Return what every entry made of this message says about it."""
        own = self.message
        return {
            "kind": str(own.kind),
            "syntax": own.syntax,
            "key": self.key,
            "id": own.id,
            "version": own.version,
            "document_id": self.document.id if self.document else None,
            "document_version": self.document.version if self.document else None,
            "sender": own.sender,
            "receiver": own.receiver,
            "tso": self.tso,
            "market": self.market,
            "party": self.party,
            "day": self.day.isoformat() if self.day else None,
            "names": list(self.names),
            "file": self.file,
        }


def envelope(message: Message, file: str) -> Envelope:
    """Return a message in its envelope; `file` is the name of the file it came in.

    The delivery day is that of the period in the message; an acknowledgement has none and takes it from
    the official file name (`<yyyyMMdd>_<TPS|PPS|SRQ>_…`) where it has one. Raises MessageError when the
    message does not say when it was made, or names neither a schedule document nor a delivery day.
    """
    if message.created_at is None:
        raise MessageError("the message does not say when it was made")
    if any(not FIRST_YEAR <= at.year <= LAST_YEAR for at in _instants(message)):
        raise MessageError(f"a time in the message lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    from_party = message.kind in _FROM_PARTY
    correspondent, tso_eic = (message.sender, message.receiver) if from_party else (message.receiver, message.sender)
    tso, known = canonical_tso(tso_eic), known_tso(tso_eic)
    market = known.market if known else None
    party = message.subject or correspondent
    day = _day(message, market, file)
    answers_request = _answers_request(message, file)
    document = None if answers_request else _document(message, correspondent, party)
    names = [schedule_uid_of_day(tso, party, day)] if day else []
    if document:
        names.append(schedule_uid_of_document(tso, correspondent, document.id))
    if not names and not answers_request:
        raise MessageError("the message names neither a schedule document nor a delivery day")
    return Envelope(
        message=message,
        file=PurePath(file).name,
        tso=tso,
        market=market,
        party=party,
        correspondent=correspondent,
        day=day,
        document=document,
        names=tuple(names),
        created_at=message.created_at,
        answers_request=answers_request,
    )


def _instants(message: Message) -> Iterator[datetime]:
    """Give the times of a message that bound all others in it."""
    yield from filter(None, (message.created_at, *(message.interval or ())))
    for series in (*message.series, *message.imposed):
        yield from (point.start for point in (*series.points[:1], *series.points[-1:]))


def original(content: bytes) -> dict[str, object]:
    """Return the message as it was sent, as text where it is UTF-8, else as base64."""
    try:
        return {"xml": content.decode()}
    except UnicodeDecodeError:
        return {"xml_base64": base64.b64encode(content).decode()}


def _answers_request(message: Message, file: str) -> bool:
    """Tell whether an acknowledgement is one of a status request, by what it names or by its official file name."""
    if message.kind is not MessageKind.ACKNOWLEDGEMENT:
        return False
    named = _FILE_NAME.match(PurePath(file).name)
    return (message.answers is not None and message.answers.type == STATUS_REQUEST) or (
        named is not None and named["process"].upper() == "SRQ"
    )


def _day(message: Message, market: str | None, file: str) -> date | None:
    if message.interval:
        return day_of(message.interval[0], zone_of(market))
    named = _FILE_NAME.match(PurePath(file).name)
    try:
        return date(int(named[1]), int(named[2]), int(named[3])) if named else None
    except ValueError:
        return None


def _document(message: Message, correspondent: str, party: str) -> Document | None:
    """Return the schedule document a message is, answers, or finds an anomaly in."""
    if message.kind is MessageKind.SCHEDULE:
        return Document(message.id, message.version, correspondent)
    if message.kind is MessageKind.ANOMALY_REPORT:
        ours = (one.document for one in message.series if one.document)
        return next((one for one in ours if one.party in {correspondent, party}), None)
    return message.answers
