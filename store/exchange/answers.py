"""What an acknowledgement or a confirmation decides about a version and its series."""

from dataclasses import dataclass

from store.model.message import Message, MessageKind, Reason, Series

INTERMEDIATE = "A07"
"""The document type of an intermediate confirmation; A08 is the final one (ENTSO-E code list)."""

_REJECTS_SERIES = frozenset({"A02", "A08", "A20", "A22", "A23", "A28"})


@dataclass(frozen=True, slots=True)
class Answer:
    """The decision: the raw status and acceptance level of the version, and those of series told apart.

    `event_type` is `version.accepted` or `version.rejected`; None where only the status changes.
    """

    event_type: str | None
    status: str
    acceptance_level: str
    reasons: tuple[Reason, ...]
    series: tuple[tuple[str, Series], ...] = ()


def answer(message: Message) -> Answer:
    """Return what an acknowledgement or confirmation decides, in the API's current vocabulary."""
    codes = {reason.code for reason in message.reasons}
    if message.kind is MessageKind.ACKNOWLEDGEMENT:
        return _acknowledgement(message, codes)
    return _confirmation(message, codes)


def _acknowledgement(message: Message, codes: set[str]) -> Answer:
    """A01 takes the message, A03 takes it but for some series; anything else refuses it."""
    rejected = tuple(("rejected", series) for series in message.series)
    if "A02" not in codes and codes & {"A01", "A03"}:
        return Answer("version.accepted", "accepted", "ack", message.reasons, rejected)
    return Answer("version.rejected", "rejected", "", message.reasons, rejected)


def _confirmation(message: Message, codes: set[str]) -> Answer:
    if message.type == INTERMEDIATE:
        return Answer(None, "icnf", "cnf", message.reasons, _told_apart(message))
    if "A08" in codes:
        return Answer("version.rejected", "rejected", "cnf", message.reasons, _told_apart(message))
    if "A07" in codes or message.imposed or any(_is_rejected(series) for series in message.series):
        every = tuple((_confirmed_status(series), series) for series in message.series)
        return Answer(None, "cnf_partial", "cnf", message.reasons, (*every, *_imposed(message)))
    return Answer("version.accepted", "accepted", "cnf", message.reasons)


def _told_apart(message: Message) -> tuple[tuple[str, Series], ...]:
    """Return the series that a confirmation says something of their own about."""
    noted = tuple((_confirmed_status(series), series) for series in message.series if series.reasons)
    return (*noted, *_imposed(message))


def _imposed(message: Message) -> tuple[tuple[str, Series], ...]:
    return tuple(("imposed", series) for series in message.imposed)


def _confirmed_status(series: Series) -> str:
    return "rejected" if _is_rejected(series) else "accepted"


def _is_rejected(series: Series) -> bool:
    return any(reason.code in _REJECTS_SERIES for reason in series.reasons)
