"""The row of an event: what the columns hold, out of what was read of the entry, and back."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, Row

from store.database.appending.preparing import Prepared
from store.database.appending.projection import Place
from store.database.identifiers import unpacked
from store.database.tables import event
from store.database.words import Words
from store.model.market.delivery_day import from_microseconds
from store.model.timeline import EventRow, Summary
from store.model.trouble import trouble_of

EVENT_COLUMNS = tuple(event.c.keys())
"""The columns of an event in the order of `event_row`."""


def event_row(
    sequence: int, one: Prepared, place: Place, words: Mapping[str | None, int], *, simulated: bool
) -> tuple[object, ...]:
    """Return the columns of an event; `words` are the numbers of all its texts."""
    schedule = place.schedule
    day = schedule.standing.day if schedule else one.facts.day
    kind, user, *others = map(words.get, one.words)
    return (
        sequence,
        one.uid,
        one.facts.at,
        kind,
        schedule.id if schedule else None,
        day.toordinal() if day else None,
        place.version,
        one.series_uid,
        one.request_id,
        user,
        simulated or one.simulated,
        *others,
        *one.amounts,
        one.traits,
        int(trouble_of(one.words.type_id, one.words.status_to_id, one.words.level_id)),
    )


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
