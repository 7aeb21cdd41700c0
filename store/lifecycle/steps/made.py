"""The steps that were made: the entries about one version, those of one answer taken together.

Receipts have no event of their own: `nrr_received` and `transmission_report_id` of a version first show in the
snapshot of some other entry (API documentation, "versions").
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from store.lifecycle.gateway import handling
from store.lifecycle.moves import Actor, Deed
from store.lifecycle.steps.step import Step, StepKind
from store.model.market.delivery_day import from_microseconds, instant
from store.model.market.reasons import reasons_in
from store.model.recorded import Recorded
from store.model.snapshot import recognised
from store.model.status import ACCEPTED, Status, status_of
from store.model.texts.tolerant import mapping_of, text_of


@dataclass(frozen=True, slots=True)
class Told:
    """An entry, the version it is about, and the status of that before and after it; None where not known.

    `raw_before` and `raw_after` are the words of the statuses as they came.
    """

    record: Recorded
    number: int | None
    before: Status | None = None
    after: Status | None = None
    raw_before: str | None = None
    raw_after: str | None = None

    @property
    def at(self) -> datetime:
        """When it was recorded."""
        return from_microseconds(self.record.facts.at)

    @property
    def type(self) -> str:
        """The type of the event."""
        return self.record.entry.type

    @property
    def is_answer(self) -> bool:
        """Whether it tells of a status, which several entries may do together."""
        return self.type in _ANSWERS

    @property
    def message(self) -> Mapping[str, object]:
        """What the entry says about the message it came of; empty where it says nothing."""
        return mapping_of(mapping_of(self.record.entry.metadata).get("message"))


_RANKS = ("version.accepted", "version.rejected", "version.status_changed")
_ANSWERS = {*_RANKS, "series.status_changed"}

_BY_TYPE = {
    "schedule.created": StepKind.CREATED,
    "version.submitted": StepKind.SCHEDULE,
    "anomaly.received": StepKind.ANOMALY,
    "status_request.sent": StepKind.STATUS_REQUEST,
}
_BY_MESSAGE = {
    "ACK": StepKind.ACKNOWLEDGEMENT,
    "ACKNOWLEDGEMENT": StepKind.ACKNOWLEDGEMENT,
    "ANO": StepKind.ANOMALY,
    "ANOMALY REPORT": StepKind.ANOMALY,
    "CNF": StepKind.FINAL,
    "CONFIRMATION": StepKind.FINAL,
}
_BY_STATUS = {
    Status.ACKNOWLEDGED: StepKind.ACKNOWLEDGEMENT,
    Status.INTERMEDIATE: StepKind.INTERMEDIATE,
    Status.CONFIRMED: StepKind.FINAL,
    Status.PARTLY_CONFIRMED: StepKind.FINAL,
    Status.IMPOSED: StepKind.FINAL,
}
_OURS = {StepKind.CREATED, StepKind.SCHEDULE, StepKind.STATUS_REQUEST}
_UNANSWERED = {None, Status.INGESTED, Status.SUBMITTED}


def steps(told: Sequence[Told]) -> list[Step]:
    """Return the steps that the entries about one version tell of, in their order, each with what came before."""
    groups: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        groups.setdefault(_key(one), []).append(one)
    found: list[Step] = []
    receipt = False
    for group in groups.values():
        step = _step(group)
        if not receipt and (shown := _receipt(group, step)):
            receipt = True
            found.append(shown)
        found.append(step)
    return found


def timed(lane: Sequence[Step]) -> list[Step]:
    """Return steps with the time since the one before; of a receipt nobody knows when it came."""
    found: list[Step] = []
    last: datetime | None = None
    for step in lane:
        if step.kind is StepKind.RECEIPT:
            found.append(step)
            continue
        found.append(replace(step, elapsed=None if last is None else step.at - last))
        last = step.at
    return found


def _key(one: Told) -> tuple[str, str]:
    """Return what the entries of one answer share: their message, else their request, else their time."""
    if not one.is_answer and one.type != "anomaly.received":
        return one.type, one.record.entry.uid
    shared = text_of(one.message.get("id")) or one.record.entry.request_id or str(one.record.facts.at)
    return "answer" if one.is_answer else one.type, shared


def _step(group: Sequence[Told]) -> Step:
    """Return what the entries of one answer tell together; the most telling one is the one to look at."""
    main = min(group, key=lambda one: _RANKS.index(one.type) if one.type in _RANKS else len(_RANKS))
    of_version = [one for one in group if one.type in _RANKS or one.type == "version.submitted"]
    before = of_version[0].before if of_version else None
    after = of_version[-1].after if of_version else None
    raw_before, raw_after = (of_version[0].raw_before, of_version[-1].raw_after) if of_version else (None, None)
    changed = before is not after or (after is Status.UNKNOWN and raw_before != raw_after)
    kind = _kind(main, before, after)
    request = mapping_of(main.record.entry.after) if kind is StepKind.STATUS_REQUEST else {}
    document = text_of(main.message.get("id")) or text_of(request.get("message_id"))
    if kind is StepKind.SCHEDULE:
        # an imported schedule keeps its id from version to version, and the entry of the API has it once only
        document = document or main.record.facts.message_id
    entries = [one.record.entry for one in group]
    return Step(
        kind=kind,
        actor=_actor(kind),
        at=group[0].at,
        uid=main.record.entry.uid,
        who=text_of(main.message.get("sender_id")) or text_of(main.message.get("sender")),
        user=entries[0].user_uid or entries[0].api_client_id,
        document=document,
        reasons=reasons_in(*_holders(group)),
        status_from=before if changed else None,
        status_to=after if changed else None,
        raw_from=raw_before if changed else None,
        raw_to=raw_after if changed else None,
        about=_about(kind, group),
        allowed_at=_instant(text_of(request.get("next_allowed_at"))),
        version=main.number if kind is StepKind.SCHEDULE else None,
        events=tuple(one.uid for one in entries),
    )


def _holders(group: Sequence[Told]) -> Iterator[object]:
    """Give what holds the reasons of an answer; those of series that were taken add nothing to them."""
    for one in group:
        facts = one.record.facts
        if (
            one.type != "series.status_changed"
            or status_of(_series_status(one), facts.acceptance_level) not in ACCEPTED
        ):
            yield from (one.record.entry.metadata, one.record.entry.after)


def _series_status(one: Told) -> str | None:
    return text_of(mapping_of(one.record.entry.after).get("status"))


def _kind(one: Told, before: Status | None, after: Status | None) -> StepKind:
    """Return what an entry tells of: by its type, else by the message it came of, else by the status."""
    if not one.is_answer:
        return _BY_TYPE.get(one.type, StepKind.OTHER)
    word = text_of(one.message.get("type")) or text_of(one.message.get("kind")) or ""
    said = _BY_MESSAGE.get(word.upper())
    if said is StepKind.FINAL:
        return StepKind.INTERMEDIATE if after is Status.INTERMEDIATE else said
    if said is None and after is Status.REJECTED:
        return StepKind.ACKNOWLEDGEMENT if before in _UNANSWERED else StepKind.FINAL
    return said or (_BY_STATUS.get(after, StepKind.OTHER) if after is not None else StepKind.OTHER)


def _actor(kind: StepKind) -> Actor | None:
    if kind is StepKind.OTHER:
        return None
    return Actor.BRP if kind in _OURS else Actor.TSO


def _receipt(group: Sequence[Told], step: Step) -> Step | None:
    """Return the receipt that an answer shows for the first time."""
    for one in group:
        after = mapping_of(one.record.entry.after)
        report = text_of(after.get("transmission_report_id"))
        if one.type.startswith("version.") and (report or after.get("nrr_received") is True):
            about = f"{handling(Deed.NOTE_RECEIPT).actor}: told with the {step.kind}"
            return Step(
                StepKind.RECEIPT,
                Actor.TSO,
                step.at,
                one.record.entry.uid,
                who=step.who,
                document=report,
                about=about,
                events=(one.record.entry.uid,),
            )
    return None


def _about(kind: StepKind, group: Sequence[Told]) -> str:
    """Return what an entry tells beside its status: how many series, the word of a request, a type as it came."""
    entry = group[0].record.entry
    if kind is StepKind.STATUS_REQUEST:
        return text_of(mapping_of(entry.after).get("status")) or "sent"
    if kind is StepKind.OTHER:
        return entry.type
    said = [recognised(one.record.entry.after, one.type) for one in group]
    if kind is StepKind.ANOMALY and (count := sum(len(one.anomalies) for one in said)):
        return f"{count} series"
    if kind is StepKind.SCHEDULE and (count := len(said[0].series)):
        return f"{count} series"
    words = Counter(
        series.status or "changed"
        for one, known in zip(group, said, strict=True)
        if one.type == "series.status_changed"
        for series in known.series
    )
    return "series: " + ", ".join(f"{count} {word}" for word, count in words.items()) if words else ""


def _instant(text: str | None) -> datetime | None:
    try:
        return instant(text) if text else None
    except ValueError:
        return None
