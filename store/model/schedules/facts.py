"""What one entry says about a schedule: the facts that the tree is made of."""

from collections.abc import Mapping
from datetime import date

import msgspec

from store.model.event import Entry, EntryError
from store.model.market.delivery_day import instant, microseconds
from store.model.market.reasons import codes_in
from store.model.schedules.identity import schedule_uid_of_day, version_number_in
from store.model.snapshot import NOTHING, Recognised, ScheduleVersion, recognised
from store.model.texts.tolerant import day_of_text, number_of, storable, text_of

MOST_REASON_CODES = 8
"""How many reason codes of one answer are kept with a version."""

_STATUS_BY_TYPE = {
    "version.submitted": "submitted",
    "version.accepted": "accepted",
    "version.rejected": "rejected",
}


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What one entry says; `at` is in microseconds since 1970 UTC, None means it does not say.

    `number` is the version of the schedule, `raw_status` and `acceptance_level` are those of the version
    after the event, `party` is the balance responsible party. `names` are the computed uids under which
    the message that the entry was made of knows the schedule.
    """

    type: str
    at: int
    schedule_uid: str | None
    recorded: bool
    version_uid: str | None
    series_uid: str | None
    number: int | None
    raw_status: str | None
    acceptance_level: str | None
    message_id: str | None
    market: str | None
    tso: str | None
    party: str | None
    day: date | None
    reason_codes: tuple[str, ...]
    names: tuple[str, ...]


def facts(entry: Entry) -> Facts:
    """Return what an entry says; raises EntryError when its time cannot be read."""
    after, said = _known(entry)
    version, schedule, reached = said.version, said.schedule, after.version
    message = _message(entry)
    request = _status_request(entry)
    tso = _first(schedule and schedule.tso, version and version.tso, message.get("tso"), request.get("tso"))
    party = _first(version and version.sender_id, message.get("party"), request.get("sender_id"))
    day = (schedule and schedule.day) or day_of_text(message.get("day")) or day_of_text(request.get("date"))
    uid = _first(entry.schedule_uid, version and version.schedule_uid, schedule and schedule.uid)
    recorded = uid is not None and not message
    if not uid and tso and party and day:
        uid = schedule_uid_of_day(tso, party, day)
    message_id = _first(version and version.message_id, message.get("document_id"))
    return Facts(
        type=entry.type,
        at=_at(entry),
        schedule_uid=uid,
        recorded=recorded,
        version_uid=_first(entry.schedule_version_uid, version and version.uid),
        series_uid=_series_uid(entry, said),
        number=_number(version, message, message_id),
        raw_status=_first(reached and reached.status, _STATUS_BY_TYPE.get(entry.type)),
        acceptance_level=_first(reached and reached.acceptance_level),
        message_id=message_id,
        market=_first(schedule and schedule.market, version and version.market, message.get("market")),
        tso=tso,
        party=party,
        day=day,
        reason_codes=tuple([storable(one) for one in codes_in(entry.metadata, entry.after)[:MOST_REASON_CODES]]),
        names=_names(message),
    )


def _first(*values: object) -> str | None:
    """Return the first value that says something, as a text that every database takes."""
    for value in values:
        if value is None:
            continue
        text = value if type(value) is str else text_of(value)
        if text:
            return storable(text)
    return None


def _series_uid(entry: Entry, said: Recognised) -> str | None:
    """Return the one series an entry is about; None for those about a version, or about several series."""
    if entry.time_series_uid:
        return entry.time_series_uid
    if entry.type.startswith("series."):
        return said.series[0].uid if said.series else None
    about = {anomaly.series_uid for anomaly in said.anomalies}
    return next(iter(about)) if len(about) == 1 else None


def _known(entry: Entry) -> tuple[Recognised, Recognised]:
    """Return what is recognised after the event, and that or, where there is no after, what is before it.

    What a schedule or version is called can be read out of either; what became of it only out of the first.
    """
    # of the series only the one counts that an entry about a series is about
    with_series = entry.type.startswith("series.")
    after = NOTHING if entry.after is None else recognised(entry.after, entry.type, with_series=with_series)
    if after != NOTHING:
        return after, after
    return after, recognised(entry.before, entry.type, with_series=with_series)


def _at(entry: Entry) -> int:
    try:
        return microseconds(instant(entry.created_ts))
    except ValueError as error:
        raise EntryError(f"not an audit entry: 'created_ts': {error}") from error


def _message(entry: Entry) -> Mapping[str, object]:
    """Return what an entry made out of a message says about that message; empty for the API's own."""
    message = entry.metadata.get("message") if isinstance(entry.metadata, dict) else None
    return message if isinstance(message, dict) and "names" in message else {}


def _number(version: ScheduleVersion | None, message: Mapping[str, object], message_id: str | None) -> int | None:
    """Return the version of the schedule; they count from 1 (API documentation)."""
    stated = version.number if version else None
    number = stated if stated is not None else number_of(message.get("document_version"))
    if number is None:
        number = version_number_in(message_id)
    return number if number is not None and number >= 1 else None


def _names(message: Mapping[str, object]) -> tuple[str, ...]:
    names = message.get("names")
    return tuple(storable(name) for name in names if isinstance(name, str)) if isinstance(names, list) else ()


def _status_request(entry: Entry) -> Mapping[str, object]:
    after = entry.after
    return after if entry.type == "status_request.sent" and isinstance(after, dict) else {}
