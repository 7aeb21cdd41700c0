"""The final confirmation of a version when it is not a full one: refused, in part, or with other values."""

from collections.abc import Iterator, Sequence

from store.lifecycle.findings.finding import Finding, Severity
from store.lifecycle.findings.history import History, Told, statuses_in
from store.lifecycle.findings.rules.refused_series import named, refused_series
from store.model.market.codes import phrase
from store.model.snapshot import recognised
from store.model.status import Status
from store.model.texts.tolerant import text_of

_FINAL_PARTLY = frozenset({"cnf_partial", "imposed"})
_CONFIRMED_BEFORE = frozenset({Status.INTERMEDIATE, Status.CONFIRMED, Status.IMPOSED})
_UNANSWERED = frozenset({Status.INGESTED, Status.SUBMITTED, Status.UNKNOWN})


def final_refusal(told: Sequence[Told]) -> Told | None:
    """Return the entry by which the final confirmation refused a version; None where none did.

    It says so itself, by its acceptance level or its message; or the version had been confirmed before, after
    which no acknowledgement comes any more.
    """
    found: Told | None = None
    last: Status | None = None
    for one in told:
        if one.status is None or one.status in _UNANSWERED:
            continue
        if one.status is not Status.REJECTED:
            found = None
        elif found is None and _is_final(one, last):
            found = one
        last = one.status
    return found


def not_fully_accepted(life: History) -> Iterator[Finding]:
    """Give every version whose final confirmation is not a full one."""
    for told in life.versions.values():
        final = final_refusal(told) or _in_part(told)
        if final is not None:
            yield _less_than_all(life, told, final)
        else:
            yield from _all_but_for_series(life, told)


def _is_final(one: Told, last: Status | None) -> bool:
    before = statuses_in(one.before)
    return (
        (text_of(one.after.get("acceptance_level")) or "").strip().lower() == "cnf"
        or one.document == "CNF"
        or last in _CONFIRMED_BEFORE
        or (bool(before) and before <= _CONFIRMED_BEFORE)
    )


def _in_part(told: Sequence[Told]) -> Told | None:
    """Return the last final confirmation in part that none in full came after; an older `anomaly` is none."""
    final: Told | None = None
    for one in told:
        if one.status in {Status.PARTLY_CONFIRMED, Status.IMPOSED}:
            final = one if one.word in _FINAL_PARTLY or one.document == "CNF" else final
        elif one.status is Status.CONFIRMED and "A06" in one.reason_codes:
            final = None
    return final


def _less_than_all(life: History, told: Sequence[Told], final: Told) -> Finding:
    request = final.record.entry.request_id
    with_it = [one for one in told if one.type.startswith("series.") and one.record.entry.request_id == request]
    others = [one for one in with_it if one.word not in {"", "accepted"}]
    what = "rejected" if final.status is Status.REJECTED else "did not take all of"
    names = ", ".join(f"{text_of(one.after.get('time_series_uid')) or 'a series'} {one.word}" for one in others)
    codes = ", ".join(phrase(code) for code in final.reason_codes)
    return life.finding(
        "not-fully-accepted",
        [final, *others],
        f"The final confirmation {what} version {final.number}{f' ({codes})' if codes else ''}"
        f"{f': {names}' if names else ''}.",
        "Compare what was confirmed with what was sent; what differs goes into the settlement.",
        _severity(life, final, others),
    )


def _all_but_for_series(life: History, told: Sequence[Told]) -> Iterator[Finding]:
    """Give a version that was confirmed in full though series of it are refused."""
    final = next((one for one in reversed(told) if one.status is Status.CONFIRMED), None)
    refused = refused_series(told) if final is not None else ()
    if final is None or not refused:
        return
    yield life.finding(
        "not-fully-accepted",
        [final, *(one.told for one in refused)],
        f"The final confirmation took version {final.number}, but the TSO rejected "
        f"{named([one.name for one in refused])} of it.",
        "Ask the TSO whether these series count; if not, they go into the settlement.",
        Severity.WARNING,
    )


def _severity(life: History, final: Told, others: Sequence[Told]) -> Severity:
    if final.status is Status.REJECTED:
        return Severity.ERROR
    series = [each for one in others for each in recognised(one.record.entry.after, one.type).series]
    parties = [{each.in_party, each.out_party} - {life.standing.party, None} for each in series]
    imposed = all(one.word == "imposed" for one in others)
    if parties and imposed and all(other and other <= life.limits.exchanges for other in parties):
        return Severity.INFO
    return Severity.WARNING
