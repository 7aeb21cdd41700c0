"""What the entries of an answer tell: the decision of the TSO as an acknowledgement or a confirmation.

The reverse of `store.exchange.answers`: what is written here is read there as the same decision.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from store.exchange.answers import INTERMEDIATE
from store.exchange.outgoing.schedule_told import ScheduleTold
from store.exchange.outgoing.series_told import described
from store.exchange.outgoing.texts import OutgoingError, writable_reasons
from store.model.event import Entry
from store.model.market.reasons import reasons_in
from store.model.message import Document, Message, MessageKind, Reason, Series
from store.model.schedules.facts import facts
from store.model.snapshot import recognised
from store.model.status import Status, status_of
from store.model.texts.tolerant import mapping_of, text_of

FINAL = "A08"
"""The document type of a final confirmation; A07 is the intermediate one (ENTSO-E code list)."""

_KINDS = {
    "ack": MessageKind.ACKNOWLEDGEMENT,
    "cnf": MessageKind.CONFIRMATION,
    "acknowledgement": MessageKind.ACKNOWLEDGEMENT,
    "confirmation": MessageKind.CONFIRMATION,
}
_ACKNOWLEDGED = frozenset({Status.ACKNOWLEDGED, Status.REJECTED})
_CONFIRMED = frozenset({Status.INTERMEDIATE, Status.CONFIRMED, Status.PARTLY_CONFIRMED, Status.IMPOSED})
_SCHEDULE = "A01"

_REJECTS_SERIES = frozenset({"A02", "A08", "A20", "A22", "A23", "A28"})
"""The reasons by which a confirmation says that a series is rejected; A20 is said where none of them is told."""


@dataclass(frozen=True, slots=True)
class _Required:
    """The reasons one of which an answer must give to be understood, and the one given where none is told."""

    any_of: frozenset[str]
    default: str


_ACKNOWLEDGES = _Required(frozenset({"A01", "A03"}), "A01")
_ACKNOWLEDGES_PARTLY = _Required(frozenset({"A01", "A03"}), "A03")
_REJECTS = _Required(frozenset({"A02"}), "A02")
_CONFIRMS_FOR_NOW = _Required(frozenset({"A06", "A07", "A08"}), "A06")
_CONFIRMS = {
    Status.ACKNOWLEDGED: _Required(frozenset({"A06"}), "A06"),
    Status.CONFIRMED: _Required(frozenset({"A06"}), "A06"),
    Status.REJECTED: _Required(frozenset({"A08"}), "A08"),
}
_CONFIRMS_PARTLY = _Required(frozenset({"A07"}), "A07")


def kind_of_answer(group: Sequence[Entry]) -> MessageKind:
    """Return whether entries of one answer tell of an acknowledgement or of a confirmation.

    The entry says so itself, else its status does; OutgoingError where neither does.
    """
    for entry in group:
        message = mapping_of(mapping_of(entry.metadata).get("message"))
        named = _KINDS.get(str(message.get("type") or message.get("kind")).casefold())
        if named:
            return named
    status, level = _status(group), _level(group)
    if status in _CONFIRMED or (status is not None and level == "cnf"):
        return MessageKind.CONFIRMATION
    if status in _ACKNOWLEDGED:
        return MessageKind.ACKNOWLEDGEMENT
    raise OutgoingError("it tells of a status, but of no message that brought it")


def acknowledgement(blank: Message, told: ScheduleTold, number: int, group: Sequence[Entry]) -> Message:
    """Return the acknowledgement that these entries tell of; it names no delivery period.

    Raises OutgoingError for a status that no acknowledgement leads to.
    """
    status = _decided(group, _ACKNOWLEDGED)
    rejected = tuple(one for status, one in _series(told, number, group) if status is Status.REJECTED)
    required = _REJECTS
    if status is not Status.REJECTED:
        required = _ACKNOWLEDGES_PARTLY if rejected else _ACKNOWLEDGES
    return replace(
        blank,
        interval=None,
        answers=_answered(told, number),
        reasons=_reasons(group, required),
        series=tuple(Series(id=one.id, version=one.version, reasons=one.reasons) for one in rejected),
    )


def confirmation(blank: Message, told: ScheduleTold, number: int, group: Sequence[Entry]) -> Message:
    """Return the confirmation that these entries tell of, with the series they tell apart.

    Raises OutgoingError for an imposed series whose amounts the log does not hold, and for a status
    that no confirmation leads to.
    """
    status = _decided(group, _CONFIRMED | _ACKNOWLEDGED)
    document_type = _document_type(group, status)
    required = _CONFIRMS.get(status, _CONFIRMS_PARTLY) if status else _CONFIRMS_PARTLY
    series = list(_series(told, number, group))
    return replace(
        blank,
        type=document_type,
        answers=_answered(told, number),
        reasons=_reasons(group, _CONFIRMS_FOR_NOW if document_type == INTERMEDIATE else required),
        series=tuple(_told_rejected(status, one) for status, one in series if status is not Status.IMPOSED),
        imposed=tuple(_with_amounts(one) for status, one in series if status is Status.IMPOSED),
    )


def _document_type(group: Sequence[Entry], status: Status | None) -> str:
    for entry in group:
        stated = text_of(mapping_of(mapping_of(entry.metadata).get("message")).get("document_type"))
        if stated in {INTERMEDIATE, FINAL}:
            return stated
    return INTERMEDIATE if status is Status.INTERMEDIATE else FINAL


def _answered(told: ScheduleTold, number: int) -> Document:
    return Document(told.document(number), number, type=_SCHEDULE)


def _of_version(group: Sequence[Entry]) -> Iterator[Entry]:
    return (entry for entry in group if entry.type.startswith("version."))


def _status(group: Sequence[Entry]) -> Status | None:
    """Return the status of the version that an answer leads to; None where it tells of series only."""
    for entry in _of_version(group):
        said = facts(entry)
        return status_of(said.raw_status, said.acceptance_level)
    return None


def _decided(group: Sequence[Entry], possible: frozenset[Status]) -> Status | None:
    status = _status(group)
    if status is not None and status not in possible:
        raise OutgoingError(f"the status is {status}: no answer of this kind leads to it")
    return status


def _level(group: Sequence[Entry]) -> str:
    return next((facts(entry).acceptance_level or "" for entry in _of_version(group)), "").casefold()


def _reasons(group: Sequence[Entry], required: _Required) -> tuple[Reason, ...]:
    """Return the reasons of the answer as a whole, in order, each once, with the one it cannot do without."""
    told: dict[str, Reason] = {}
    for entry in _of_version(group):
        for one in reasons_in(entry.metadata, entry.after):
            told.setdefault(one.code, one)
    given = writable_reasons(told.values())
    if required.any_of & {one.code for one in given}:
        return given
    return (*given, Reason(required.default))


def _series(told: ScheduleTold, number: int, group: Sequence[Entry]) -> Iterator[tuple[Status, Series]]:
    for entry in group:
        if entry.type == "series.status_changed":
            for one in recognised(entry.after, entry.type).series:
                status = status_of(one.status, one.acceptance_level)
                yield status, described(told, number, one, reasons_in(entry.metadata, entry.after))


def _told_rejected(status: Status, one: Series) -> Series:
    """Return a series with a reason that says it is rejected, where it is."""
    if status is not Status.REJECTED or _REJECTS_SERIES & {reason.code for reason in one.reasons}:
        return one
    return replace(one, reasons=(*one.reasons, Reason("A20")))


def _with_amounts(one: Series) -> Series:
    if not one.points:
        raise OutgoingError(f"the log does not hold the amounts imposed in {one.id}")
    return one if one.reasons else replace(one, reasons=(Reason("A30"),))
