"""What one anomaly report says of each trade: whose series it holds, ours, theirs or both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import msgspec

from store.diff.days.anomalies import anomaly_difference
from store.model.market.delivery_day import from_microseconds
from store.model.message import Reason
from store.model.recorded import Recorded
from store.model.snapshot import Anomaly, recognised
from store.model.texts.tolerant import mapping_of, mappings_of, text_of

ONLY_THEIRS = "A28"
"""The business type of a series in an anomaly report that only the counterparty has."""

COUNTERPART_MISSING = "A28"
"""The reason code of a series to which the counterparty sent no other."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report says of one trade: its series, None on a side that it does not hold.

    A series that names no document counts as ours, for it is about ours: whose its quantities are has to be
    decided. `version` is the version it is about. `stands_for_us` is another code that our party has in it.
    `message` is the uid of the message that the report came as, `request` that of the API request, if told.
    """

    event: str
    at: datetime
    version: int | None
    ours: Anomaly | None
    theirs: Anomaly | None
    stands_for_us: str | None = None
    message: str | None = None
    request: str | None = None

    def is_part_of(self, other: "Reported") -> bool:
        """Tell whether both are of one report: its anomalies may be recorded as entries of their own."""
        if self.message and other.message:
            return self.message == other.message
        if self.request and other.request:
            return self.request == other.request
        return self.event == other.event

    @property
    def one(self) -> Anomaly:
        """A series of the trade, ours where there is one."""
        found = self.ours or self.theirs
        assert found is not None  # noqa: S101 - a report speaks of at least one series
        return found

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of both sides, each code once."""
        both = [reason for side in (self.ours, self.theirs) if side for reason in side.reasons]
        return tuple({reason.code: reason for reason in reversed(both)}.values())[::-1]

    @property
    def counterpart_missing(self) -> bool:
        """Whether the counterparty has sent no such series."""
        return self.theirs is None and COUNTERPART_MISSING in {one.code for one in self.reasons}


def reported(record: Recorded, version: int | None, party: str | None) -> Iterator[Reported]:
    """Give what a report says of each of its trades, pairs first; `party` is ours.

    Where our party goes by another code in the report, it is given by its own.
    """
    anomalies = recognised(record.entry.after, record.entry.type).anomalies
    other_code = stands_for(anomalies, party)
    known = [_renamed(one, other_code, party) for one in anomalies]
    whole = partial(
        Reported,
        record.entry.uid,
        from_microseconds(record.facts.at),
        version,
        stands_for_us=other_code,
        message=_message(record.entry.after),
        request=record.entry.request_id,
    )
    difference = anomaly_difference(known, party)
    for pair in difference.pairs:
        yield whole(pair.ours, pair.theirs)
    for one in difference.unpaired:
        is_theirs = one.business_type == ONLY_THEIRS or one.document_party not in {None, party}
        is_theirs = is_theirs and party is not None and one.series_uid is None
        yield whole(None if is_theirs else one, one if is_theirs else None)


def _message(after: object) -> str | None:
    """Return the uid of the message that a report came as, which it or its anomalies name."""
    report = mapping_of(after)
    holders = [report, *mappings_of(report.get("anomalies")), *mappings_of(after)]
    return next(filter(None, (text_of(one.get("incoming_message_uid")) for one in holders)), None)


def stands_for(anomalies: Sequence[Anomaly], party: str | None) -> str | None:
    """Return another code under which our party appears in a report; None where its own does or none can.

    A report is about our trades. Where no document in it is by our party, but all the others are by parties
    that trade with it there, the one document that is left can only be ours.
    """
    authors = {one.document_party for one in anomalies if one.document_party}
    if party is None or party in authors:
        return None
    partners = {
        other for one in anomalies for other in (one.in_party, one.out_party) if party in {one.in_party, one.out_party}
    }
    left = authors - partners
    return left.pop() if len(left) == 1 and authors & partners else None


def _renamed(anomaly: Anomaly, code: str | None, party: str | None) -> Anomaly:
    if code is None:
        return anomaly
    names = {code: party}
    return msgspec.structs.replace(
        anomaly,
        in_party=names.get(anomaly.in_party or "", anomaly.in_party),
        out_party=names.get(anomaly.out_party or "", anomaly.out_party),
        document_party=names.get(anomaly.document_party or "", anomaly.document_party),
    )
