"""The official names of message files (German schedule process)."""

import re
from collections.abc import Container
from datetime import datetime, timedelta

from store.exchange.outgoing.conversation import Outgoing
from store.exchange.outgoing.texts import OutgoingError
from store.model.message import MessageKind

_ANSWERS = {
    MessageKind.ACKNOWLEDGEMENT: "ACK",
    MessageKind.ANOMALY_REPORT: "ANO",
    MessageKind.CONFIRMATION: "CNF",
}
_IN_A_NAME = re.compile(r"[0-9A-Za-z-]{1,16}")


def file_name(outgoing: Outgoing, taken: Container[str]) -> str:
    """Return `<yyyymmdd>_<TPS|SRQ>_<balance group>_<TSO>[_<VVV>[_<ACK|ANO|CNF>_<time>]].XML`.

    The date is the delivery day and the balance group comes first whoever sends. Two answers to a version
    in one second would be named alike: the later one's name says a second more. Further status requests
    are numbered as versions are. Raises OutgoingError for parties that cannot stand in a file name
    and for a version that has its file already.
    """
    for who in (outgoing.party, outgoing.tso):
        if not _IN_A_NAME.fullmatch(who):
            raise OutgoingError(f"{who!a} cannot stand in the name of a file")
    process = "SRQ" if outgoing.number is None else "TPS"
    start = f"{outgoing.day:%Y%m%d}_{process}_{outgoing.party}_{outgoing.tso}"
    if outgoing.number is None:
        return _numbered(start, taken)
    start += f"_{outgoing.number:03}"
    kind, at = _ANSWERS.get(outgoing.message.kind), outgoing.message.created_at
    if kind and at:
        return _timed(f"{start}_{kind}", at, taken)
    if f"{start}.XML" in taken:
        raise OutgoingError(f"version {outgoing.number} of this day was submitted twice; the first one is written")
    return f"{start}.XML"


def _numbered(start: str, taken: Container[str]) -> str:
    name, number = f"{start}.XML", 1
    while name in taken:
        number += 1
        name = f"{start}_{number:03}.XML"
    return name


def _timed(start: str, at: datetime, taken: Container[str]) -> str:
    while (name := f"{start}_{at:%Y-%m-%dT%H-%M-%SZ}.XML") in taken:
        at += timedelta(seconds=1)
    return name
