"""Status changes that no life allows, and entries that call the wrong version active."""

from collections.abc import Iterator, Sequence

from store.lifecycle.findings.finding import Finding
from store.lifecycle.findings.history import History, Told, statuses_in
from store.lifecycle.transitions import may_follow
from store.model.status import ACCEPTED, Status

_STANDING = ACCEPTED | {Status.IMPOSED}


def wrong_statuses(life: History) -> Iterator[Finding]:
    """Give the versions with an impossible status change, and those wrongly said to be active or not."""
    for number, told in life.versions.items():
        yield from _impossible(life, number, told)
    yield from _wrongly_active(life)


def _impossible(life: History, number: int, told: Sequence[Told]) -> Iterator[Finding]:
    wrong: list[tuple[Told, str]] = []
    last: frozenset[Status] = frozenset()
    for one in told:
        if not one.type.startswith("version."):
            continue
        after = statuses_in(one.after)
        # where an entry does not say what it starts from, the log does; the clocks of party and TSO differ,
        # so that a submission may seem to follow its own answer
        before = statuses_in(one.before) or (frozenset() if one.type == "version.submitted" else last)
        if before and after and not any(may_follow(early, late) for early in before for late in after):
            wrong.append((one, f"from {min(before)} to {min(after)}"))
        last = after or last
    if wrong:
        yield life.finding(
            "impossible-transition",
            [one for one, _ in wrong],
            f"Version {number} went {wrong[0][1]}, which no life allows.",
            "Look at the entry before it: one may be missing, or the status was set by hand.",
        )


def _wrongly_active(life: History) -> Iterator[Finding]:
    """Give the versions told active, or not, against the answers up to then: the latest accepted one is."""
    accepted: dict[int, int] = {}
    wrong: dict[int, list[tuple[Told, str]]] = {}
    for one in life.told:
        status, number = one.status, one.number
        if number is None or status is None or status is Status.UNKNOWN:
            continue
        if status in _STANDING:
            accepted.setdefault(number, one.at)
        elif status is Status.REJECTED:
            accepted.pop(number, None)
        reason = _contradiction(one, number, accepted)
        if reason:
            wrong.setdefault(number, []).append((one, reason))
    for contradictions in wrong.values():
        yield life.finding(
            "wrong-active-version",
            [one for one, _ in contradictions],
            contradictions[0][1],
            "Ask the TSO which version stands, and compare the answers to each version.",
        )


def _contradiction(one: Told, number: int, accepted: dict[int, int]) -> str | None:
    """Return in one sentence why what an entry says about being active is wrong; None when it is right."""
    said = one.after.get("is_active")
    later = max((other for other, at in accepted.items() if other > number and at < one.at), default=None)
    if said is True and number not in accepted:
        return f"Version {number} is called active, but the TSO has not accepted it."
    if said is True and later is not None:
        return f"Version {number} is called active, but version {later} was accepted before."
    if said is False and number in accepted and number == max(accepted) and one.status in _STANDING:
        return f"Version {number} is called not active, but it is the latest that the TSO accepted."
    return None
