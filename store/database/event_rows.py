"""The row of an event: what the columns hold, read out of the entry's bytes, and back."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Row

from store.database.identifiers import packed, unpacked
from store.database.projection import Place
from store.database.words import Words
from store.diff.summary import summary
from store.model.delivery_day import from_microseconds
from store.model.event import Entry, EntryError, read_entry
from store.model.facts import Facts, facts
from store.model.simulated import is_simulated
from store.model.timeline import EventRow, Summary
from store.model.tolerant import LONGEST_TEXT, storable, text_of
from store.model.trouble import trouble_of

LONGEST_KEY = 300


class MessageRecord(NamedTuple):
    """The identity of a message that entries were made of: its key, its own id and a digest of it."""

    key: str
    id: str
    digest: str


class EventWords(NamedTuple):
    """The texts of an event that the store keeps as words, by the column that refers to each."""

    type_id: str
    user_id: str | None
    status_from_id: str | None
    status_to_id: str | None
    level_id: str | None
    reasons_id: str | None
    paths_id: str | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry ready to be stored: its bytes and all that is read out of them.

    `simulated` is what it says of itself; what an older program simulated does not.
    """

    content: bytes
    uid: str
    words: EventWords
    request_id: str | None
    facts: Facts
    summary: Summary
    message: MessageRecord | None
    simulated: bool


def prepared(content: bytes) -> Prepared:
    """Return what is stored of an entry; raises EntryError when the bytes are none."""
    entry = read_entry(content)
    if max(len(entry.uid), len(entry.type)) > LONGEST_TEXT:
        raise EntryError(f"not an audit entry: a uid or type of more than {LONGEST_TEXT} characters")
    found = summary(entry.type, entry.before, entry.after, entry.metadata)
    words = EventWords(
        type_id=storable(entry.type),
        user_id=_kept(entry.user_uid or entry.api_client_id),
        status_from_id=_kept(found.status_from),
        status_to_id=_kept(found.status_to),
        level_id=_kept(found.acceptance_level),
        reasons_id=_reasons(found),
        paths_id=_paths(found),
    )
    own = _message(entry), is_simulated(entry.metadata)
    return Prepared(content, entry.uid, words, entry.request_id, facts(entry), found, *own)


def event_row(sequence: int, one: Prepared, place: Place, words: Words, *, simulated: bool) -> dict[str, object]:
    """Return the columns of an event."""
    found, schedule = one.summary, place.schedule
    day = schedule.standing.day if schedule else one.facts.day
    return {
        "sequence": sequence,
        "uid": packed(one.uid),
        "created_at": one.facts.at,
        **{column: words.id_of(text) for column, text in zip(EventWords._fields, one.words, strict=True)},
        "schedule_id": schedule.id if schedule else None,
        "day": day.toordinal() if day else None,
        "version": place.version,
        "series_uid": packed(one.facts.series_uid) if one.facts.series_uid else None,
        "request_id": packed(one.request_id) if one.request_id else None,
        "simulated": simulated or one.simulated,
        "quarter_hours": found.quarter_hours or None,
        "largest_delta_mw": found.largest_delta_mw or None,
        "delta_mwh": found.delta_mwh or None,
        "series": found.series or None,
        "trouble": int(trouble_of(one.words.type_id, one.words.status_to_id, one.words.level_id)),
    }


def timeline_row(connection: Connection, row: Row[tuple[object, ...]], words: Words) -> EventRow:
    """Return the row of the timeline that these columns, with those of the schedule, are."""

    def word(number: int | None) -> str | None:
        return words.text_of(connection, number)

    return EventRow(
        sequence=row.sequence,
        uid=unpacked(row.uid),
        created_at=from_microseconds(row.created_at),
        type=word(row.type_id) or "",
        tso=row.tso,
        market=row.market,
        day=date.fromordinal(row.day) if row.day else None,
        schedule_uid=row.schedule_uid,
        version=row.version,
        series_uid=unpacked(row.series_uid) if row.series_uid else None,
        request_id=unpacked(row.request_id) if row.request_id else None,
        user_uid=word(row.user_id),
        simulated=row.simulated,
        summary=Summary(
            status_from=word(row.status_from_id),
            status_to=word(row.status_to_id),
            acceptance_level=word(row.level_id),
            reason_codes=tuple((word(row.reasons_id) or "").split()),
            quarter_hours=row.quarter_hours or 0,
            largest_delta_mw=row.largest_delta_mw or 0.0,
            delta_mwh=row.delta_mwh or 0.0,
            series=row.series or 0,
            paths=tuple((word(row.paths_id) or "").split()),
        ),
        message_id=row.message_id,
    )


def _message(entry: Entry) -> MessageRecord | None:
    """Return the identity of the message that an entry is the primary one of; None for all others."""
    message = entry.metadata.get("message") if isinstance(entry.metadata, dict) else None
    if not isinstance(message, dict):
        return None
    key, digest = text_of(message.get("key")), text_of(message.get("digest"))
    if not key or not digest:
        return None
    return MessageRecord(message_key(key), storable(text_of(message.get("id")) or key), storable(digest))


def message_key(key: str) -> str:
    """Return the key of a message as it is stored: a very long one as a digest of it."""
    if len(key) < LONGEST_KEY:
        return storable(key)
    return "sha256:" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _kept(text: str | None) -> str | None:
    return storable(text) if text else None


def _reasons(found: Summary) -> str | None:
    return storable(" ".join("".join(code.split()) for code in found.reason_codes)) or None


def _paths(found: Summary) -> str | None:
    return storable(" ".join("_".join(path.split()) for path in found.paths)) or None
