"""Examples of what the TSO refused: in the end, by a series, or while an earlier version stays active."""

from tests.findings.finding_examples import Example
from tests.findings.finding_lives import (
    ACK,
    ACKED,
    FINAL,
    HOUR,
    ICNF,
    SUBMITTED,
    Entries,
    acked,
    change,
    confirmed,
    done,
    of_series,
    refused,
    whole,
)
from tests.support.entries import MINUTE, submitted

FOR_NOW = change(1, HOUR, ACK, ICNF, "A06")
TAKEN_IN_PART = change(1, 2 * MINUTE, SUBMITTED, ACK, "A03", type_="version.accepted", message="ACK")
REFUSED_BY_ACK = of_series("TS-001", 2 * MINUTE, "rejected", "A22", level="ack", message="ACK")
REFUSED_FOR_NOW = of_series("TS-001", HOUR, "rejected", "A28")
FOR_NOW_IN_PART = change(1, HOUR, ACK, ICNF, "A07")


def finally_refused(before: tuple[str, str], after: tuple[str, str | None], message: str = "CNF") -> Entries:
    level = after[1] if after[1] is not None else ""
    types = ("version.rejected", "version.status_changed")
    entries = [change(1, FINAL, before, (after[0], level), "A08", type_=type_, message=message) for type_ in types]
    for one in entries:
        one["data"]["after"]["acceptance_level"] = after[1]
    return entries


ANSWER_EXAMPLES = {
    "refused after the intermediate confirmation without a level, or by the acknowledgement": Example(
        "not-fully-accepted",
        whole(*ACKED, FOR_NOW, *finally_refused(ICNF, ("rejected", ""), message="")),
        [*whole(*refused(1, 2 * MINUTE)), submitted(2, 3 * MINUTE), *acked(2, 4 * MINUTE)],
    ),
    "refused in the end with a level of null, or confirmed": Example(
        "not-fully-accepted",
        whole(*ACKED, FOR_NOW, *finally_refused(ICNF, ("rejected", None))),
        whole(*ACKED, FOR_NOW, *confirmed(1, FINAL, before=ICNF)),
    ),
    "refused in the end in the older words, or confirmed in them": Example(
        "not-fully-accepted",
        whole(*ACKED, FOR_NOW, *finally_refused(ICNF, ("ack_negative", ""))),
        whole(*ACKED, FOR_NOW, change(1, FINAL, ICNF, ("accepted_final", ""), "A06")),
    ),
    "refused by a confirmation straight after the acknowledgement, or confirmed by it": Example(
        "not-fully-accepted",
        whole(*ACKED, *finally_refused(ACK, ("rejected", ""))),
        whole(*ACKED, *confirmed(1, FINAL)),
    ),
    "a second acknowledgement that refuses what was taken, or takes it": Example(
        "not-resubmitted",
        whole(*ACKED, *finally_refused(ACK, ("rejected", ""), message="ACK")),
        whole(*ACKED),
    ),
    "taken but for a series, or with it": Example(
        "series-refused",
        whole(TAKEN_IN_PART, REFUSED_BY_ACK),
        whole(TAKEN_IN_PART | {"data": ACKED[0]["data"]}, of_series("TS-001", 2 * MINUTE, "accepted", level="ack")),
        now=HOUR,
    ),
    "taken but for a series that stays refused after the last gate, or sent again": Example(
        "series-refused",
        whole(TAKEN_IN_PART, REFUSED_BY_ACK),
        [*whole(TAKEN_IN_PART, REFUSED_BY_ACK), submitted(2, HOUR), *acked(2, HOUR + MINUTE)],
    ),
    "taken in part without a word on the series, or whole": Example(
        "series-refused", whole(TAKEN_IN_PART), whole(*ACKED), now=HOUR
    ),
    "taken in part in the words of the model page, or whole": Example(
        "series-refused",
        whole(change(1, 2 * MINUTE, SUBMITTED, ("ack_partial", ""), message="ACK")),
        whole(change(1, 2 * MINUTE, SUBMITTED, ("ack_positive", ""), message="ACK")),
        now=HOUR,
    ),
    "a series that will be rejected at closure, or one that the next confirmation takes": Example(
        "series-refused",
        whole(*ACKED, FOR_NOW_IN_PART, REFUSED_FOR_NOW),
        whole(*ACKED, FOR_NOW_IN_PART, REFUSED_FOR_NOW, change(1, 2 * HOUR, ICNF, ICNF, "A06")),
        now=3 * HOUR,
    ),
    "an intermediate confirmation in part that names no series, or in full": Example(
        "series-refused", whole(*ACKED, FOR_NOW_IN_PART), whole(*ACKED, FOR_NOW), now=3 * HOUR
    ),
    "confirmed in full beside a rejected series, or beside an accepted one": Example(
        "not-fully-accepted",
        [*done(), of_series("TS-001", FINAL, "rejected")],
        [*done(), of_series("TS-001", FINAL, "accepted")],
    ),
    "confirmed in full though the acknowledgement refused a series, or though the intermediate one would have": Example(
        "not-fully-accepted",
        whole(TAKEN_IN_PART, REFUSED_BY_ACK, *confirmed(1, FINAL)),
        whole(*ACKED, FOR_NOW_IN_PART, REFUSED_FOR_NOW, *confirmed(1, FINAL, before=ICNF)),
    ),
}  # fmt: skip
