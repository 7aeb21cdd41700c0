"""What an entry says that no column keeps: parties, areas, series, warnings, and words to look for."""

from collections.abc import Iterable, Iterator, Mapping

from store.model.event import Entry
from store.model.market.codes import title
from store.model.market.reasons import codes_in
from store.model.market.tso import known_as
from store.model.snapshot import Anomaly, Recognised, TimeSeries, recognised
from store.model.texts.tolerant import mapping_of, text_of
from store.model.timeline import EventRow

NUMBERS = frozenset({"data", "intervals", "interval_statuses"})
"""The keys under which states keep amounts quarter-hour by quarter-hour: nothing to look for."""


def parties(entry: Entry) -> Iterator[str]:
    """Give the parties that an entry names: senders, receivers, and those of series and anomalies."""
    yield from filter(None, (text_of(_message(entry).get("party")),))
    for state in _states(entry):
        found = recognised(state, entry.type)
        if found.version:
            yield from filter(None, (found.version.sender_id, found.version.receiver_id))
        for one in _sides(found):
            yield from filter(None, (one.in_party, one.out_party))
        yield from filter(None, (one.document_party for one in found.anomalies))
        # status requests and schedules say it outside of any version
        yield from filter(None, (text_of(mapping_of(state).get(key)) for key in ("sender_id", "receiver_id")))


def areas(entry: Entry) -> Iterator[str]:
    """Give the control areas that an entry names."""
    for state in _states(entry):
        for one in _sides(recognised(state, entry.type)):
            yield from filter(None, (one.in_area, one.out_area))


def series_names(row: EventRow, entry: Entry) -> Iterator[str]:
    """Give what the series are called that an event is about or that stand in its states."""
    yield from filter(None, (row.series_uid, entry.time_series_uid))
    for state in _states(entry):
        found = recognised(state, entry.type)
        for series in found.series:
            yield from filter(None, (series.uid, series.time_series_uid))
        for anomaly in found.anomalies:
            yield from filter(None, (anomaly.series_id, anomaly.series_uid))


def has_warning(entry: Entry) -> bool:
    """Tell whether a state of an entry, or the version in it, holds warnings."""
    outer = [mapping_of(state) for state in _states(entry)]
    return any(one.get("warnings") for state in outer for one in (state, mapping_of(state.get("version"))))


def texts(row: EventRow, entry: Entry) -> Iterator[str]:
    """Give the texts of an event that free text is looked for in: those of its entry, and of its schedule."""
    yield from own_texts(entry, row.summary.reason_codes, row.message_id)
    yield from schedule_texts(row.schedule_uid, row.tso, row.market)


def own_texts(entry: Entry, reason_codes: Iterable[str], message_id: str | None) -> Iterator[str]:
    """Give the texts of an entry: ids, codes and their titles, texts, parties; amounts and other numbers are none."""
    yield entry.type
    for key, value in entry.fields.items():
        if isinstance(value, str) and key != "created_ts":
            yield value
    yield from filter(None, (message_id,))
    yield from code_titles(entry, reason_codes)
    for value in entry.data.values():
        yield from _texts_in(value)


def code_titles(entry: Entry, reason_codes: Iterable[str]) -> Iterator[str]:
    """Give what the reason codes of an entry mean."""
    codes = (*reason_codes, *codes_in(entry.metadata, entry.after))
    yield from filter(None, map(title, dict.fromkeys(codes)))


def schedule_texts(uid: str | None, tso: str | None, market: str | None) -> Iterator[str]:
    """Give the texts by which a schedule is looked for: its uid, and what its TSO and market are called."""
    yield from filter(None, (uid, tso, market))
    yield from known_as(tso)


def _texts_in(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [inner for key, inner in one.items() if key not in NUMBERS]
        elif isinstance(one, list):
            waiting += one


def _sides(found: Recognised) -> tuple[TimeSeries | Anomaly, ...]:
    return (*found.series, *found.anomalies)


def _states(entry: Entry) -> tuple[object, ...]:
    return tuple(state for state in (entry.before, entry.after) if state is not None)


def _message(entry: Entry) -> Mapping[str, object]:
    return mapping_of(mapping_of(entry.metadata).get("message"))
