"""The reader of messages: ESS and CIM, of every kind."""

from lxml import etree

from store.exchange.envelope import envelope
from store.exchange.messages.elements import parsed
from store.exchange.messages.reading import MessageError, created_at, looks_like_message, message
from store.model.message import Message
from tests.fuzz.target import Target, demand_sentence

FILE = "20260326_TPS_SENDER_RECEIVER_001.XML"

MESSAGE_WORDS = (
    b'v="',
    b"<Period>",
    b"</Period>",
    b"<Point>",
    b"PT15M",
    b"PT60M",
    b"A03",
    b"MAW",
    b"2026-03-25T23:00Z/2026-03-26T23:00Z",
    b"9999-12-31T23:59Z",
    b"0001-01-01T00:00+14:00",
    b"1e308",
    b"&#10;",
    b"<![CDATA[",
    b"<!-- -->",
    b"<?a b?>",
    b'xmlns="',
    b"<Reason>",
)


def hold_message(content: bytes) -> None:
    """Demand a message or one sentence, in its place where that is known; written out otherwise it says the same."""
    looks_like_message(content[:64])
    made = created_at(content)
    read = _message(content)
    if read is None:
        return
    assert all((read.id, read.sender, read.receiver))
    assert read.created_at == made
    again = etree.tostring(parsed(content), encoding="UTF-16")
    assert isinstance(again, bytes)
    assert _message(again) == read
    for file in (FILE, "message.xml"):
        _hold_envelope(read, file)


def _message(content: bytes) -> Message | None:
    try:
        return message(content)
    except MessageError as error:
        demand_sentence(error, named="" if error.line is None else f"line {error.line}: ")
        return None


def _hold_envelope(read: Message, file: str) -> None:
    try:
        found = envelope(read, file)
    except MessageError as error:
        demand_sentence(error)
        return
    assert found.names or found.answers_request
    assert found.key
    assert found.created_at == read.created_at


TARGETS = (Target("message", hold_message, MESSAGE_WORDS),)
