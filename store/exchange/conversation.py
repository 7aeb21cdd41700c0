"""From messages to audit entries: what the system would have written when a message went out or came in."""

import json
from dataclasses import dataclass

from store.database.store import Store
from store.exchange.answers import Answer, answer
from store.exchange.envelope import Envelope, original
from store.exchange.message_snapshots import anomaly_snapshot, series_snapshot, version_snapshot
from store.model.market.delivery_day import microseconds
from store.model.message import MessageKind, Reason
from store.model.schedules.identity import entry_uid
from store.model.schedules.standing import VersionStanding
from store.model.snapshot import recognised


@dataclass(frozen=True, slots=True)
class _Held:
    """What the store holds of the schedule a message is about, as of the time of the message."""

    schedule_uid: str | None
    number: int | None
    version_uid: str | None
    version: VersionStanding | None
    is_named: bool

    def state(self) -> dict[str, object] | None:
        """Return the state of the version, None where the store does not know it yet."""
        if self.version is None:
            return None
        return {
            "uid": self.version_uid,
            "schedule_uid": self.schedule_uid,
            "version": self.number,
            "status": self.version.raw_status,
            "acceptance_level": self.version.acceptance_level or "",
            "message_id": self.version.message_id,
        }


def entries_of(envelope: Envelope, content: bytes, store: Store) -> list[bytes]:
    """Return the audit entries of a message, the first one carrying the message itself.

    States before are those the store holds as of the message's own time, so that messages may be read
    in any order. Without a schedule in the store an answer stands alone until the schedule comes.
    """
    held = _held(envelope, store)
    match envelope.message.kind:
        case MessageKind.SCHEDULE:
            drafts = _submission(envelope, held)
        case MessageKind.ACKNOWLEDGEMENT if envelope.answers_request:
            drafts = [_request_answer(envelope)]
        case MessageKind.ACKNOWLEDGEMENT | MessageKind.CONFIRMATION:
            drafts = _answer(held, answer(envelope.message), store)
        case MessageKind.ANOMALY_REPORT:
            drafts = [_anomaly(envelope)]
        case MessageKind.STATUS_REQUEST:
            drafts = [_status_request(envelope)]
    return [_entry(envelope, held, draft, index, content) for index, draft in enumerate(drafts)]


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry to be written; the message itself goes with the one that is `primary`."""

    type: str
    before: object
    after: object
    reasons: tuple[Reason, ...] = ()
    series_uid: str | None = None
    primary: bool = False


def _held(envelope: Envelope, store: Store) -> _Held:
    found = store.standing_at(envelope.names, microseconds(envelope.created_at))
    schedule_uid, standing = found or (next(iter(envelope.names), None), None)
    number = envelope.document.version if envelope.document else None
    is_named = number is not None
    if number is None and standing:
        number = standing.latest_version
    version = standing.versions.get(number) if standing and number is not None else None
    version_uid = version.uid if version else None
    if version_uid is None and number is not None:
        version_uid = envelope.version_uid(number)
    return _Held(schedule_uid, number, version_uid, version, is_named)


def _submission(envelope: Envelope, held: _Held) -> list[_Draft]:
    number = held.number if held.number is not None else 1
    version_uid = held.version_uid or envelope.version_uid(number)
    submitted = version_snapshot(envelope, held.schedule_uid or envelope.names[0], version_uid, number)
    return [_Draft("version.submitted", held.state(), submitted, primary=True)]


def _answer(held: _Held, given: Answer, store: Store) -> list[_Draft]:
    before = held.state()
    known: dict[str, object] = {"uid": held.version_uid, "schedule_uid": held.schedule_uid, "version": held.number}
    # a version that the message does not name is left open: it is the latest one as of the message's time,
    # which later files may still change
    named = {key: value for key, value in {**known, **(before or {})}.items() if held.is_named or key == "schedule_uid"}
    after = {
        **named,
        "status": given.status,
        "acceptance_level": given.acceptance_level,
    }
    drafts = [_Draft("version.status_changed", before, after, given.reasons)]
    if given.event_type:
        drafts.insert(0, _Draft(given.event_type, before, after, given.reasons))
    drafts[0] = _Draft(drafts[0].type, before, after, given.reasons, primary=True)
    return [*drafts, *_series_answers(held, given, store)]


def _series_answers(held: _Held, given: Answer, store: Store) -> list[_Draft]:
    if not given.series:
        return []
    snapshot = None
    if held.schedule_uid is not None and held.number is not None:
        snapshot = store.version_snapshot(held.schedule_uid, held.number)
    known = {one.time_series_uid: one for one in recognised(snapshot).series}
    version_uid = held.version_uid or held.schedule_uid
    drafts = []
    for status, series in given.series:
        uid = (known[series.id].uid if series.id in known else None) or entry_uid("series", version_uid, series.id)
        old = known.get(series.id)
        before: dict[str, object] = {
            "uid": uid,
            "time_series_uid": series.id,
            "status": (old.status if old else None) or "submitted",
        }
        after = {**before, "status": status, "acceptance_level": given.acceptance_level}
        if series.points:
            if old and old.points:
                before["data"] = list(old.points)
            after |= series_snapshot(series, uid)
        drafts.append(_Draft("series.status_changed", before, after, series.reasons, uid))
    return drafts


def _anomaly(envelope: Envelope) -> _Draft:
    anomalies = [anomaly_snapshot(envelope, index, one) for index, one in enumerate(envelope.message.series)]
    reasons = {one.code: one for series in envelope.message.series for one in series.reasons}
    after = {"incoming_message_uid": envelope.message.id, "anomalies": anomalies}
    return _Draft("anomaly.received", None, after, tuple(reasons.values()), primary=True)


def _status_request(envelope: Envelope) -> _Draft:
    after = {
        "tso": envelope.tso,
        "sender_id": envelope.party,
        "date": envelope.day.isoformat() if envelope.day else None,
        "message_id": envelope.message.id,
        "status": "sent",
        "next_allowed_at": None,
    }
    return _Draft("status_request.sent", None, after, primary=True)


def _request_answer(envelope: Envelope) -> _Draft:
    """Return the answer to a status request: the API knows no type for it, so the type is ours."""
    given = answer(envelope.message)
    answered = envelope.message.answers
    after = {"tso": envelope.tso, "message_id": answered.id if answered else None, "status": given.status}
    return _Draft("status_request.answered", None, after, given.reasons, primary=True)


def _entry(envelope: Envelope, held: _Held, draft: _Draft, index: int, content: bytes) -> bytes:
    message = envelope.reference()
    if draft.primary:
        message |= {"digest": envelope.digest, **original(content)}
    about_version = not draft.type.startswith(("schedule.", "status_request."))
    entry = {
        "uid": entry_uid(envelope.key, draft.type, index),
        "type": draft.type,
        "created_ts": _timestamp(envelope),
        "data": {
            "before": draft.before,
            "after": draft.after,
            "metadata": {
                "reason_codes": [{"code": one.code, "text": one.text} for one in draft.reasons],
                "message": message,
            },
            "request_id": entry_uid("request", envelope.key),
        },
        "api_client_id": None,
        "org_uid": None,
        "schedule_uid": held.schedule_uid,
        "schedule_version_uid": held.version_uid if about_version and held.is_named else None,
        "time_series_uid": draft.series_uid,
        "user_uid": None,
        "version": 1,
    }
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


def _timestamp(envelope: Envelope) -> str:
    return envelope.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
