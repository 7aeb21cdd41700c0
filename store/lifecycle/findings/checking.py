"""Everything that is wrong in a recorded life, and over several lives."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from store.lifecycle.findings.finding import RULES, Finding, Limits
from store.lifecycle.findings.history import History, history
from store.lifecycle.findings.rules.amounts import wrong_amounts
from store.lifecycle.findings.rules.answers import unsatisfying_answers
from store.lifecycle.findings.rules.continuity import breaks
from store.lifecycle.findings.rules.numbering import wrong_numbers
from store.lifecycle.findings.rules.requests import SharedRequests
from store.lifecycle.findings.rules.submissions import bad_submissions
from store.lifecycle.findings.rules.succession import wrong_statuses
from store.lifecycle.findings.rules.times import wrong_times
from store.lifecycle.findings.rules.vocabulary import unknown_words
from store.model.market.delivery_day import from_microseconds
from store.model.recorded import Recorded

_CHECKS: tuple[Callable[[History], Iterator[Finding]], ...] = (
    unsatisfying_answers,
    bad_submissions,
    wrong_statuses,
    breaks,
    wrong_numbers,
    wrong_amounts,
    wrong_times,
    unknown_words,
)
_ORDER = {code: place for place, code in enumerate(RULES)}


def findings(records: Sequence[Recorded], *, now: datetime, limits: Limits | None = None) -> tuple[Finding, ...]:
    """Return what is wrong in the life of one schedule, whose entries come in the one order.

    Judged as of `now`, an aware instant, or of the last entry where that is later, for simulated time may run
    ahead: only waiting and open matters depend on it. What is still to be done
    (no answer, not resubmitted, open anomaly) is found for the latest version only, everything else for each
    version it is true of, once. In the order of the versions and of the rules.
    """
    last = max((one.facts.at for one in records), default=0)
    life = history(records, max(now, from_microseconds(last)), limits or Limits())
    found = [finding for check in _CHECKS for finding in check(life)]
    return tuple(sorted(found, key=lambda one: (one.version or 0, _ORDER[one.code])))


def shared_requests(lives: Iterable[Sequence[Recorded]]) -> tuple[Finding, ...]:
    """Return the API requests whose id stands with more than one schedule; see SharedRequests."""
    requests = SharedRequests()
    return tuple(finding for records in lives for finding in requests.found_in(records))
