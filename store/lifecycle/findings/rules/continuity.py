"""Entries that do not start from the state the log told last: something between them is not in the log."""

from collections.abc import Iterator, Mapping, Sequence

from store.lifecycle.findings.finding import Finding
from store.lifecycle.findings.history import History, Told, at_once
from store.model.status import ACCEPTED, Status
from store.model.texts.tolerant import mapping_of, mappings_of, text_of

_UNTOLD = frozenset({
    # every write touches it, also those that write no entry
    "last_modified_ts",
    # no event exists for delivery receipts and warnings
    "nrr_received",
    "transmission_report_id",
    "warnings",
    # the acceptance of a later version takes it away without an entry of its own
    "is_active",
    "series",
})  # fmt: skip
_OF_SERIES = ("type", "ids", "data")
"""What of a series changes only with a new version."""

_STATUS = "status"
"""Of a series it follows that of the version without an entry, and is known until that changes."""

_ANSWERED = ACCEPTED | {Status.REJECTED, Status.IMPOSED}
_REPLACED = frozenset({Status.PARTLY_CONFIRMED, Status.IMPOSED})
Key = str | tuple[str, str]
"""What a value is of: a key of the version, or the name of a series and a key of it."""

State = dict[Key, object]
"""What a snapshot says of a version; nothing said and null are the same."""


def breaks(life: History) -> Iterator[Finding]:
    """Give the versions of which an entry starts from another state than the one told last."""
    for number, told in life.versions.items():
        broken = list(_broken(told))
        if broken:
            _, key, last, now = broken[0]
            what = key if isinstance(key, str) else f"{key[1]} of series {key[0]}"
            values = f": {_shown(last)} before, {_shown(now)} here" if _is_short(last, now) else ""
            yield life.finding(
                "missing-entry",
                [each[0] for each in broken],
                f"An entry of version {number} does not start from the state told last: {what}{values}.",
                "Fetch the log again around this time: at least one entry is missing, or was altered.",
            )


def _is_short(*values: object) -> bool:
    return all(not isinstance(value, dict | list) for value in values)


def _shown(value: object) -> str:
    return repr(value) if isinstance(value, str) else "nothing" if value is None else str(value)


def _broken(told: Sequence[Told]) -> Iterator[tuple[Told, Key, object, object]]:
    """Give the entries that contradict the log before them, each with the first key and both values."""
    known: State = {}
    answered = False
    has_statuses = any(one.type.startswith("series.") for one in told)
    for group in at_once([one for one in told if _tells_its_start(one)]):
        # of a submission whose time lies after its own answer, the answer is the newer state
        in_order = [one for one in group if not (answered and one.type == "version.submitted")]
        afters = [_state(one, one.after) for one in in_order]
        for one in in_order:
            before = _state(one, one.before)
            key = next((key for key in before if _differs(before, key, known, afters)), None)
            if key:
                yield one, key, known[key], before[key]
        if has_statuses and any(one.type.startswith("version.") for one in group):
            known = {key: value for key, value in known.items() if isinstance(key, str) or key[1] != _STATUS}
        for after in afters:
            known.update(after)
        answered = answered or any(one.status in _ANSWERED for one in group)
        if any(one.status in _REPLACED for one in group):
            # no event tells of imposed values
            known = {key: value for key, value in known.items() if isinstance(key, str) or key[1] != "data"}


def _tells_its_start(one: Told) -> bool:
    """Tell whether an entry is the API's own: what those made of messages start from is what the log says."""
    return one.type.startswith(("version.", "series.")) and not one.of_message


def _differs(before: State, key: Key, known: State, afters: Sequence[State]) -> bool:
    """Tell whether a value is neither what was told last nor what an entry of the same change tells."""
    value = before[key]
    if value is None or key in _UNTOLD or known.get(key, value) in (value, None):
        return False
    return all(key not in after or after[key] != value for after in afters)


def _state(one: Told, snapshot: Mapping[str, object]) -> State:
    if one.type.startswith("series."):
        name, status = _name(snapshot), text_of(snapshot.get(_STATUS))
        return {**_series_state(snapshot), **({(name, _STATUS): status} if name and status else {})}
    state: State = {key: value for key, value in snapshot.items() if key != "spec"}
    spec = mapping_of(snapshot.get("spec"))
    state.update({f"spec.{key}": value for key, value in spec.items() if key != "series"})
    for series in mappings_of(spec.get("series")):
        state.update(_series_state(series))
    return state


def _series_state(series: Mapping[str, object]) -> State:
    """Return what a series says of itself, by its name, which is its own within a version."""
    inside = mapping_of(series.get("spec")) or series
    name = _name(series)
    return {(name, key): inside[key] for key in _OF_SERIES if name and inside.get(key)}


def _name(series: Mapping[str, object]) -> str | None:
    return text_of(series.get("time_series_uid")) or text_of(series.get("uid"))
