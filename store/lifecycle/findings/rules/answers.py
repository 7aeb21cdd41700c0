"""What the TSO answered, or did not: no acknowledgement, rejected, open anomaly, not fully confirmed."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from store.lifecycle.findings.finding import Finding, Severity
from store.lifecycle.findings.history import History, Told
from store.lifecycle.findings.rules.final_confirmation import final_refusal, not_fully_accepted
from store.lifecycle.findings.rules.refused_series import accepts_all_for_now, refused_though_taken
from store.lifecycle.market.gates import gates
from store.model.market.codes import phrase
from store.model.snapshot import recognised
from store.model.status import Status

_SETTLED = frozenset({Status.CONFIRMED, Status.PARTLY_CONFIRMED, Status.IMPOSED, Status.REJECTED})
_IMPOSED = "A30"


def unsatisfying_answers(life: History) -> Iterator[Finding]:
    """Give what is still to be done about the version that counts, and final confirmations that are not full ones."""
    yield from _waiting(life)
    yield from _rejected(life)
    yield from _open_anomaly(life)
    yield from refused_though_taken(life)
    yield from not_fully_accepted(life)


def _waiting(life: History) -> Iterator[Finding]:
    number = life.standing.latest_version
    if number is None or life.overdue is None:
        return
    sent = [one for one in life.versions[number] if one.type == "version.submitted"][-1:]
    asked = [one for one in life.told if one.type == "status_request.sent" and one.at >= sent[0].at]
    yield life.finding(
        "no-acknowledgement",
        [*sent, *asked],
        f"The TSO has not answered version {number} for {_duration(life.overdue)}.",
        life.while_open("Ask the TSO for the status; if it knows nothing of the version, send the next one."),
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
    if latest is None or latest.status is not Status.REJECTED:
        return
    about = life.versions[latest.number]
    if final_refusal(about) is not None:
        return
    told = next((one for one in reversed(about) if one.status is Status.REJECTED), about[-1])
    codes = ", ".join(phrase(code) for code in latest.reason_codes)
    active = life.standing.active_version
    stands = f"version {active} stays active" if active else "no version is accepted"
    yield life.finding(
        "not-resubmitted",
        [told],
        f"The TSO rejected version {latest.number}{f' ({codes})' if codes else ''}; "
        f"nothing was sent since, and {stands}.",
        life.while_open("Mend what the reason codes name and send the next version before the gate."),
        Severity.WARNING if active else None,
    )


def _open_anomaly(life: History) -> Iterator[Finding]:
    number = life.counted
    anomalies = _open(life.versions.get(number, ()) if number else life.told)
    is_open = life.standing.versions[number].anomaly_open if number else life.standing.anomaly_open
    if not is_open or not anomalies or not _gate_is_near(life):
        return
    about = f"version {number}" if number else "the schedule"
    if all(_exchange_has_priority(life, one) for one in anomalies):
        yield life.finding(
            "open-anomaly",
            anomalies,
            f"Values of {about} differ from those of an exchange, which take priority.",
            "Nothing has to be done; expect the exchange's values in the final confirmation.",
            Severity.INFO,
        )
        return
    codes = dict.fromkeys(code for one in anomalies for code in one.reason_codes)
    said = ", ".join(phrase(code) for code in codes)
    yield life.finding(
        "open-anomaly",
        anomalies,
        f"The TSO reported an anomaly of {about}{f' ({said})' if said else ''} that no confirmation settled.",
        life.while_open(
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
        elif one.status in _SETTLED or accepts_all_for_now(one):
            found = [anomaly for anomaly in found if anomaly.at == one.at]
    return found


def _gate_is_near(life: History) -> bool:
    """Tell whether the day-ahead gate is near or closed; German where the market is not known."""
    if life.day is None:
        return True
    day_ahead = gates(life.day, life.market)[0]
    return life.now >= day_ahead.closes_at - timedelta(minutes=life.limits.gate_minutes)


def _exchange_has_priority(life: History, one: Told) -> bool:
    if _IMPOSED in one.reason_codes:
        return True
    series = recognised(one.record.entry.after, one.type).anomalies
    others = [{each.in_party, each.out_party} - {life.standing.party, None} for each in series]
    return bool(others) and all(other and other <= life.limits.exchanges for other in others)
