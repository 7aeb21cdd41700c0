"""What the TSO answered, or did not: no acknowledgement, rejected, open anomaly, not fully confirmed."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from store.lifecycle.findings.finding import Finding, Severity
from store.lifecycle.findings.history import History, Told
from store.lifecycle.gates import gates, next_gate
from store.model.codes import phrase
from store.model.delivery_day import from_microseconds
from store.model.snapshot import recognised
from store.model.status import Status
from store.model.tolerant import text_of

_SETTLED = frozenset({Status.CONFIRMED, Status.PARTLY_CONFIRMED, Status.IMPOSED, Status.REJECTED})
_IMPOSED = "A30"
_ALL_ACCEPTED = ("A06",)
_FINAL_PARTLY = frozenset({"cnf_partial", "imposed"})


def unsatisfying_answers(life: History) -> Iterator[Finding]:
    """Give what the latest version still waits for, and every final confirmation that is not a full one."""
    yield from _waiting(life)
    yield from _rejected(life)
    yield from _open_anomaly(life)
    for told in life.versions.values():
        yield from _not_fully_accepted(life, told)


def _waiting(life: History) -> Iterator[Finding]:
    latest = life.standing.versions.get(life.standing.latest_version or 0)
    if latest is None or latest.status is not Status.SUBMITTED or latest.submitted_at is None:
        return
    waited = life.now - from_microseconds(latest.submitted_at)
    if waited <= timedelta(minutes=life.limits.ack_minutes):
        return
    asked = [one for one in life.told if one.type == "status_request.sent" and one.at >= latest.submitted_at]
    sent = [one for one in life.versions[latest.number] if one.type == "version.submitted"][-1:]
    yield life.finding(
        "no-acknowledgement",
        [*sent, *asked],
        f"The TSO has not answered version {latest.number} for {_duration(waited)}.",
        _while_open(life, "Ask the TSO for the status; if it knows nothing of the version, send the next one."),
    )


def _duration(waited: timedelta) -> str:
    minutes = int(waited.total_seconds()) // 60
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 48 * 60 else f"{minutes // 1440} days"


def _rejected(life: History) -> Iterator[Finding]:
    """Give the latest version that was refused; one refused by the final confirmation cannot be sent again."""
    number = life.standing.latest_version
    latest = life.standing.versions.get(number or 0)
    if latest is None or latest.status is not Status.REJECTED or (latest.acceptance_level or "") == "cnf":
        return
    about = life.versions[latest.number]
    told = next((one for one in reversed(about) if one.status is Status.REJECTED), about[-1])
    codes = ", ".join(phrase(code) for code in latest.reason_codes)
    active = life.standing.active_version
    stands = f"version {active} stays active" if active else "no version is accepted"
    yield life.finding(
        "not-resubmitted",
        [told],
        f"The TSO rejected version {latest.number}{f' ({codes})' if codes else ''}; "
        f"nothing was sent since, and {stands}.",
        _while_open(life, "Mend what the reason codes name and send the next version before the gate."),
        Severity.WARNING if active else None,
    )


def _while_open(life: History, advice: str) -> str:
    """Return what to do while a version can still be sent, else that nothing can be."""
    if life.day and next_gate(life.day, life.market, life.now) is None:
        return "The last gate is closed, no version can be sent any more: call the TSO."
    return advice


def _open_anomaly(life: History) -> Iterator[Finding]:
    latest = life.standing.latest_version
    anomalies = _open(life.versions.get(latest, ()) if latest else life.told)
    if not life.standing.anomaly_open or not anomalies or not _gate_is_near(life):
        return
    about = f"version {latest}" if latest else "the schedule"
    if all(_exchange_has_priority(life, one) for one in anomalies):
        yield life.finding(
            "open-anomaly",
            anomalies,
            f"Values of {about} differ from those of an exchange, which take priority.",
            "Nothing has to be done; expect the exchange's values in the final confirmation.",
            Severity.INFO,
        )
        return
    codes = dict.fromkeys(code for one in anomalies for code in one.record.facts.reason_codes)
    said = ", ".join(phrase(code) for code in codes)
    yield life.finding(
        "open-anomaly",
        anomalies,
        f"The TSO reported an anomaly of {about}{f' ({said})' if said else ''} that no confirmation settled.",
        _while_open(
            life,
            "Compare the quarter-hours with the counterparty; whoever is wrong sends a new version before the gate.",
        ),
    )


def _open(told: Sequence[Told]) -> list[Told]:
    """Return the anomalies after the last answer that settled those before it.

    An intermediate confirmation that accepts all (A06 alone) says that the counterparty has mended its side.
    """
    found: list[Told] = []
    for one in told:
        if one.type == "anomaly.received":
            found.append(one)
        elif one.status in _SETTLED or _accepts_all_for_now(one):
            found = [anomaly for anomaly in found if anomaly.at == one.at]
    return found


def _accepts_all_for_now(one: Told) -> bool:
    return one.status is Status.INTERMEDIATE and one.record.facts.reason_codes == _ALL_ACCEPTED


def _gate_is_near(life: History) -> bool:
    """Tell whether the day-ahead gate is near or closed; German where the market is not known."""
    if life.day is None:
        return True
    day_ahead = gates(life.day, life.market)[0]
    return life.now >= day_ahead.closes_at - timedelta(minutes=life.limits.gate_minutes)


def _exchange_has_priority(life: History, one: Told) -> bool:
    if _IMPOSED in one.record.facts.reason_codes:
        return True
    series = recognised(one.record.entry.after, one.type).anomalies
    others = [{each.in_party, each.out_party} - {life.standing.party, None} for each in series]
    return bool(others) and all(other and other <= life.limits.exchanges for other in others)


def _not_fully_accepted(life: History, told: Sequence[Told]) -> Iterator[Finding]:
    final: Told | None = None
    for one in told:
        if _is_unsatisfying(one):
            final = one
        elif one.status is Status.CONFIRMED and "A06" in one.record.facts.reason_codes:
            final = None
    if final is None:
        return
    request = final.record.entry.request_id
    with_it = [one for one in told if one.type.startswith("series.") and one.record.entry.request_id == request]
    others = [one for one in with_it if _word(one) not in {"", "accepted"}]
    what = "rejected" if final.status is Status.REJECTED else "did not take all of"
    names = ", ".join(f"{text_of(one.after.get('time_series_uid')) or 'a series'} {_word(one)}" for one in others)
    codes = ", ".join(phrase(code) for code in final.record.facts.reason_codes)
    yield life.finding(
        "not-fully-accepted",
        [final, *others],
        f"The final confirmation {what} version {final.number}{f' ({codes})' if codes else ''}"
        f"{f': {names}' if names else ''}.",
        "Compare what was confirmed with what was sent; what differs goes into the settlement.",
        _severity(life, final, others),
    )


def _is_unsatisfying(one: Told) -> bool:
    """Tell whether an entry is a final confirmation of less than all; an older `anomaly` is none."""
    if one.status is Status.REJECTED:
        return (text_of(one.after.get("acceptance_level")) or "").lower() == "cnf"
    return one.status in {Status.PARTLY_CONFIRMED, Status.IMPOSED} and (
        _word(one) in _FINAL_PARTLY or one.message.get("type") == "CNF"
    )


def _word(one: Told) -> str:
    return (text_of(one.after.get("status")) or "").strip().lower()


def _severity(life: History, final: Told, others: Sequence[Told]) -> Severity:
    if final.status is Status.REJECTED:
        return Severity.ERROR
    series = [each for one in others for each in recognised(one.record.entry.after, one.type).series]
    parties = [{each.in_party, each.out_party} - {life.standing.party, None} for each in series]
    imposed = all(_word(one) == "imposed" for one in others)
    if parties and imposed and all(other and other <= life.limits.exchanges for other in parties):
        return Severity.INFO
    return Severity.WARNING
