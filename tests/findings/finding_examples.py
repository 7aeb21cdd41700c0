"""Of every rule examples in which it finds something, each with one close by in which it does not."""

from dataclasses import dataclass
from typing import Any

from tests.findings.finding_lives import (
    ACK,
    ACKED,
    BUY,
    CNF,
    FINAL,
    GATE,
    HOUR,
    ICNF,
    OTHER,
    OWN,
    PARTIAL,
    SELL,
    SUBMITTED,
    Entries,
    acked,
    anomaly,
    change,
    confirmed,
    done,
    flat_anomaly,
    named,
    of_series,
    raised,
    refused,
    sent,
    series,
    told,
    whole,
)
from tests.support.entries import MINUTE, created, submitted, uid


@dataclass(frozen=True)
class Example:
    """A life in which exactly this is found, and one close by in which nothing is; each with its moment."""

    code: str
    wrong: Entries
    right: Entries
    now: int = FINAL
    right_now: int | None = None


HALF_PAST_ELEVEN = 22 * HOUR + 30 * MINUTE
"""On the delivery day, a quarter-hour before that at 11:45 local time begins."""

OUTSIDE = {**BUY, "type": "external"}
"""A purchase from another control area."""


def changed_at(at: int, purchase: dict[str, Any] = BUY) -> dict[str, Any]:
    """Return the submission of a second version that differs at 11:45."""
    return sent(2, at, raised(purchase, 1.0, 47), raised(SELL, 1.0, 47))


TWO_VERSIONS = [*whole(*ACKED), submitted(2, HOUR), *acked(2, HOUR + MINUTE)]
EXAMPLES = {
    "unanswered for eleven minutes, or for nine": Example(
        "no-acknowledgement", whole(), whole(), now=12 * MINUTE, right_now=10 * MINUTE
    ),
    "rejected, or rejected and sent again": Example(
        "not-resubmitted",
        whole(*refused(1, 2 * MINUTE)),
        [*whole(*refused(1, 2 * MINUTE)), submitted(2, 3 * MINUTE), *acked(2, 4 * MINUTE)],
        now=5 * MINUTE,
    ),
    "an anomaly half an hour before the gate, or two hours": Example(
        "open-anomaly",
        whole(*ACKED, anomaly(3 * MINUTE)),
        whole(*ACKED, anomaly(3 * MINUTE)),
        now=GATE - HOUR // 2,
        right_now=GATE - 2 * HOUR,
    ),
    "an anomaly, or one that the next version answers": Example(
        "open-anomaly",
        whole(*ACKED, anomaly(3 * MINUTE)),
        [*whole(*ACKED, anomaly(3 * MINUTE)), submitted(2, 4 * MINUTE), *acked(2, 5 * MINUTE)],
        now=GATE,
    ),
    "an anomaly, or one mended by the counterparty before the intermediate confirmation": Example(
        "open-anomaly",
        whole(*ACKED, anomaly(3 * MINUTE), change(1, HOUR, ACK, ICNF, "A07", "A28")),
        whole(*ACKED, anomaly(3 * MINUTE), change(1, HOUR, ACK, ICNF, "A06")),
        now=GATE,
    ),
    "the first version after the day-ahead gate, or just before it": Example(
        "late-submission",
        whole(*acked(1, GATE + 2 * MINUTE), first=submitted(1, GATE + MINUTE)),
        whole(*acked(1, GATE + 2 * MINUTE), first=submitted(1, GATE - MINUTE)),
        now=GATE + 3 * MINUTE,
    ),
    "a later version after the last gate, or intraday": Example(
        "late-submission",
        [*whole(*ACKED), submitted(2, 51 * HOUR + MINUTE), *acked(2, 51 * HOUR + 2 * MINUTE)],
        [*whole(*ACKED), submitted(2, 20 * HOUR), *acked(2, 20 * HOUR + MINUTE)],
    ),
    "a change of what begins within a quarter-hour, or within two": Example(
        "late-submission",
        [*done(sent(1, MINUTE, BUY, SELL))[:-2], changed_at(HALF_PAST_ELEVEN + MINUTE), *acked(2, FINAL)],
        [*done(sent(1, MINUTE, BUY, SELL))[:-2], changed_at(HALF_PAST_ELEVEN), *acked(2, FINAL)],
    ),
    "a change across control areas after the day, or inside one": Example(
        "late-submission",
        [*done(sent(1, MINUTE, OUTSIDE, SELL))[:-2], changed_at(40 * HOUR, OUTSIDE), *acked(2, FINAL)],
        [*done(sent(1, MINUTE, BUY, SELL))[:-2], changed_at(40 * HOUR), *acked(2, FINAL)],
    ),
    "confirmed in part, or in full": Example(
        "not-fully-accepted",
        whole(*ACKED, change(1, FINAL, ACK, PARTIAL, "A07")),
        whole(*ACKED, *confirmed(1, FINAL)),
    ),
    "refused by the final confirmation, or confirmed": Example(
        "not-fully-accepted",
        whole(*ACKED, change(1, FINAL, ACK, ("rejected", "cnf"), "A08", type_="version.rejected")),
        done(),
    ),
    "from confirmed back to submitted, or on to confirmed": Example(
        "impossible-transition",
        [*done(), change(1, FINAL + MINUTE, CNF, SUBMITTED)],
        [*done(), change(1, FINAL + MINUTE, CNF, CNF)],
        now=FINAL + 2 * MINUTE,
    ),
    "an entry that starts from another status, or from the last one told": Example(
        "missing-entry",
        whole(*ACKED, *confirmed(1, FINAL, before=ICNF)),
        whole(*ACKED, change(1, HOUR, ACK, ICNF, "A06"), *confirmed(1, FINAL, before=ICNF)),
    ),
    "accepted without a submission, or with one": Example("accepted-unsubmitted", [created(0), *ACKED], whole(*ACKED)),
    "version 3 after 1, or 2": Example(
        "version-gap",
        [*whole(*ACKED), submitted(3, HOUR), *acked(3, HOUR + MINUTE)],
        [*whole(*ACKED), submitted(2, HOUR), *acked(2, HOUR + MINUTE)],
    ),
    "a life that begins with version 2 though it was created, or a log that begins in the middle": Example(
        "version-gap",
        [created(0), submitted(2, MINUTE), *acked(2, 2 * MINUTE)],
        [submitted(2, MINUTE), *acked(2, 2 * MINUTE)],
    ),
    "version 1 sent after 2, or 2 after 1": Example(
        "version-back",
        [created(0), submitted(2, MINUTE), *acked(2, 2 * MINUTE), submitted(1, HOUR)],
        [created(0), submitted(1, MINUTE), submitted(2, HOUR), *acked(2, 2 * HOUR)],
    ),
    "a rejected version called active, or an accepted one": Example(
        "wrong-active-version",
        [*whole(*ACKED), submitted(2, HOUR), *refused(2, HOUR + MINUTE, is_active=True), submitted(3, 2 * HOUR)],
        [*whole(*ACKED), submitted(2, HOUR), *acked(2, HOUR + MINUTE, is_active=True), submitted(3, 2 * HOUR)],
        now=2 * HOUR,
    ),
    "the version before still called active, or no more": Example(
        "wrong-active-version",
        [*TWO_VERSIONS, change(1, 2 * HOUR, ACK, ICNF, "A06", is_active=True)],
        [*TWO_VERSIONS, change(1, 2 * HOUR, ACK, ICNF, "A06", is_active=False)],
    ),
    "95 quarter-hours, or 96": Example(
        "wrong-quarter-hours",
        done(sent(1, MINUTE, BUY, series("TS-002", OTHER, OWN, count=95))),
        done(sent(1, MINUTE, BUY, SELL)),
    ),
    "one kilowatt too much in a quarter-hour, or a tenth of one": Example(
        "not-in-balance",
        done(sent(1, MINUTE, raised(BUY, 0.001, 7), SELL)),
        done(sent(1, MINUTE, raised(BUY, 0.0001, 7), SELL)),
    ),
    "out of balance, or in part without amounts": Example(
        "not-in-balance",
        done(sent(1, MINUTE, raised(BUY, 1.0, 7), SELL)),
        done(sent(1, MINUTE, raised(BUY, 1.0, 7), {"uid": uid("TS-002"), "time_series_uid": "TS-002"})),
    ),
    "the same entry with another uid, or the two of one answer": Example(
        "duplicate-time", [*done(), named(ACKED[1], "again")], done()
    ),
    "the same change of a series twice, or two series changed by one answer": Example(
        "duplicate-time",
        [*done(), of_series("TS-001", HOUR, "accepted"), named(of_series("TS-001", HOUR, "accepted"), "again")],
        [*done(), of_series("TS-001", HOUR, "accepted"), of_series("TS-002", HOUR, "accepted")],
    ),
    "the same anomaly twice, or two that their senders call the same": Example(
        "duplicate-time",
        [*done(), flat_anomaly(HOUR, "one"), named(flat_anomaly(HOUR, "one"), "again")],
        [*done(), flat_anomaly(HOUR, "one"), flat_anomaly(HOUR, "other")],
    ),
    "the status of a series from another one than was told last, or from that": Example(
        "missing-entry",
        [*done(), of_series("TS-001", HOUR, "accepted"), of_series("TS-001", 2 * HOUR, "accepted", before="imposed")],
        [*done(), of_series("TS-001", HOUR, "accepted"), of_series("TS-001", 2 * HOUR, "accepted", before="accepted")],
    ),
    "answered two minutes before it was sent, or within what clocks differ": Example(
        "out-of-order",
        [created(0), *ACKED, submitted(1, 4 * MINUTE)],
        [created(0), *ACKED, submitted(1, 2 * MINUTE + 30_000)],
    ),
    "sent before the schedule was created, or after": Example(
        "out-of-order",
        [submitted(1, MINUTE), created(3 * MINUTE), *acked(1, 4 * MINUTE)],
        [submitted(1, 3 * MINUTE), created(MINUTE), *acked(1, 4 * MINUTE)],
    ),
    "an unknown event type, or a known one": Example(
        "unknown-word", [*done(), told(HOUR, "version.archived")], [*done(), told(HOUR, "status_request.sent")]
    ),
    "an unknown status, or an older one": Example(
        "unknown-word",
        whole(*ACKED, change(1, HOUR, ACK, ("parked", ""))),
        whole(*ACKED, change(1, HOUR, ACK, ("dacnf", ""))),
    ),
    "an unknown reason code, or a rare one": Example(
        "unknown-word",
        whole(*ACKED, *confirmed(1, FINAL), change(1, FINAL + 1, CNF, CNF, "Z99")),
        whole(*ACKED, *confirmed(1, FINAL)),
    ),
    "an unknown TSO, or a known one by its EIC": Example(
        "unknown-word",
        [created(0, tso="ELSEWHERE"), submitted(1, MINUTE), *ACKED],
        [created(0, tso="10XDE-RWENET---W"), submitted(1, MINUTE), *ACKED],
    ),
    "a wrong check character, or a code of another scheme": Example(
        "wrong-eic",
        done(sent(1, MINUTE, series("TS-001", OWN, "11XKIESELWERK--6"), series("TS-002", "11XKIESELWERK--6", OWN))),
        done(sent(1, MINUTE, series("TS-001", OWN, "8716867999983"), series("TS-002", "8716867999983", OWN))),
    ),
}  # fmt: skip
