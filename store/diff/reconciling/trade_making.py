"""The making of one trade: what stands after all that was said of it, and both sides by it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from store.diff.days.anomalies import megawatts
from store.diff.reconciling.anomaly_reading import Amounts, Reading
from store.diff.reconciling.anomaly_reports import Reported
from store.diff.reconciling.declared import Declared
from store.diff.reconciling.reported_trades import Owned
from store.diff.reconciling.trade import Match, Report, Trade
from store.diff.reconciling.trade_course import Said, by_report, by_series, course
from store.diff.reconciling.trade_sides import Ours, Sides, agreed, imposed_sides, only_ours, reported_sides
from store.model.market.delivery_day import from_microseconds
from store.model.market.eic import PSEUDO_PARTIES
from store.model.recorded import Recorded
from store.model.snapshot import Anomaly, TimeSeries

_FORECASTS = frozenset({"production", "consumption"})

Happened = Reported | Said | tuple[Recorded, TimeSeries]
"""What a report says of a trade, an answer to the whole version, or an answer about one series."""


@dataclass(frozen=True, slots=True)
class Making:
    """What the trades of a version are made of: all that happened to it, in order, and what was declared.

    `sent` is the entry with which the version was sent. `untold` says why nothing is known of a trade that
    nobody spoke of, `reading_of` which reading was chosen for a trade, by its key.
    """

    number: int | None
    party: str | None
    declared: Declared
    happened: Sequence[Happened]
    sent: Recorded | None
    untold: str
    exchanges: frozenset[str]
    reading_of: Callable[[str], Reading | None]

    def trade(self, one: Owned) -> Trade | None:
        """Return a trade as it stands; None for one that the version has no more and that is of no concern."""
        if self._is_gone(one):
            return None
        told = self._parties_told(one)
        said = course(self._said_of(one))
        trade = Trade(
            key=one.key,
            name=_our_name(one),
            their_name=next((r.theirs.series_id for r in reversed(one.reports) if r.theirs), None),
            type=one.series.type if one.series else None,
            in_area=told.in_area,
            out_area=told.out_area,
            in_party=told.in_party,
            out_party=told.out_party,
            counterparty=self._counterparty(told),
            state=said.state if said else Match.UNKNOWN,
            why=said.why if said else self.untold,
            event=said.event if said else None,
            since=said.since if said else None,
            reasons=said.reasons if said else (),
            report=self._report(one),
        )
        trade = replace(trade, exchange=trade.counterparty in self.exchanges, notes=self._notes(one, said))
        return self._with_sides(trade, one, said)

    def is_of_nobody(self, one: Owned) -> bool:
        """Tell whether a series has no counterparty, as forecasts have none, and nothing was said against it."""
        if one.series is None or one.reports or not _is_forecast(one.series):
            return False
        said = course(self._said_of(one))
        return said is None or said.source == "version" or said.state is Match.MATCHED

    def _parties_told(self, one: Owned) -> Anomaly | TimeSeries:
        """Return what tells of the parties of a trade: our series, else a report or an answer."""
        told: list[Anomaly | TimeSeries] = [one.series] if one.series else []
        told += [each.one for each in reversed(one.reports)]
        told += self._answers(one)
        return next((each for each in told if each.in_party or each.out_party), told[0])

    def _answers(self, one: Owned) -> list[TimeSeries]:
        series = one.series
        pairs = [each for each in self.happened if isinstance(each, tuple)]
        return [told for record, told in pairs if series is not None and _is_same(record, told, series)]

    def _is_gone(self, one: Owned) -> bool:
        """Tell whether a trade was left out of the version, and the counterparty has none either."""
        if one.series is not None or not self.declared.series(self.number):
            return False
        last = one.reports[-1]
        return last.theirs is None and self._is_earlier(last)

    def _is_earlier(self, one: Reported) -> bool:
        return one.version is not None and self.number is not None and one.version < self.number

    def _said_of(self, one: Owned) -> Iterator[Said]:
        mine = {id(each) for each in one.reports}
        for each in self.happened:
            if isinstance(each, Said):
                yield each
            elif isinstance(each, Reported):
                if id(each) in mine:
                    yield by_report(each, has_ours=self._has_ours(one, each))
            elif one.series is not None and _is_same(each[0], each[1], one.series):
                found = by_series(*each)
                if found is not None:
                    yield found

    def _has_ours(self, one: Owned, each: Reported) -> bool:
        """Tell whether the version has a series of ours in a trade, as far as the log says which it has."""
        left_out = bool(self.declared.series(self.number)) and self._is_earlier(each)
        return one.series is not None or (each.ours is not None and not left_out)

    def _with_sides(self, trade: Trade, one: Owned, said: Said | None) -> Trade:
        now = self._ours(one)
        if said is None or (trade.state is Match.REFUSED and not one.reports):
            return replace(trade, quarter_hours=only_ours(now))
        if trade.state is Match.MATCHED:
            return replace(trade, quarter_hours=agreed(now))
        imposed = self._imposed(one) if trade.state is Match.IMPOSED else None
        if imposed is not None:
            return replace(trade, quarter_hours=imposed_sides(now, imposed))
        if not one.reports:
            return replace(trade, quarter_hours=only_ours(now) if trade.state is Match.IMPOSED else _missing(now))
        last = one.reports[-1]
        then = self._then(one, last)
        sides, read = reported_sides(last, Ours(now, then, self._is_earlier(last)), self.reading_of(one.key))
        trade = replace(trade, quarter_hours=sides, read=read)
        return self._mended(trade, last) if said.source == "report" and _is_same_now(sides) else trade

    def _mended(self, trade: Trade, last: Reported) -> Trade:
        """Return a trade of which a report says that it differs, and no quarter-hour does."""
        if trade.state is not Match.MISMATCHED or not _tells_of_no_difference(trade, last):
            return trade
        if not self._is_earlier(last):
            return replace(trade, state=Match.MATCHED, why="reported, but both sides hold the same amounts")
        why = f"version {self.number} has the values that the report on version {last.version} called for"
        sent = self.sent
        if sent is None:
            return replace(trade, state=Match.MATCHED, why=why)
        at = from_microseconds(sent.facts.at)
        return replace(trade, state=Match.MATCHED, why=why, event=sent.entry.uid, since=at)

    def _ours(self, one: Owned) -> Amounts | None:
        """Return our amounts in the version; None where the log does not hold them."""
        if one.series is not None:
            return self.declared.by_position(one.series) or None
        last = one.reports[-1]
        if last.ours is not None and not self._is_earlier(last):
            return None
        return {} if self.declared.series(self.number) or last.ours is None else None

    def _then(self, one: Owned, last: Reported) -> Amounts | None:
        if one.series is None:
            return None
        return self.declared.amounts(last.version if self._is_earlier(last) else self.number, one.series) or None

    def _imposed(self, one: Owned) -> Amounts | None:
        """Return the newest amounts that a confirmation tells of the series; None where it tells none."""
        found = [self.declared.by_position(told) for told in self._answers(one)]
        return next(filter(None, reversed(found)), None)

    def _report(self, one: Owned) -> Report | None:
        if not one.reports:
            return None
        last = one.reports[-1]
        return Report(last.event, last.at, last.version, len(one.reports), self._is_earlier(last))

    def _counterparty(self, told: Anomaly | TimeSeries) -> str | None:
        """Return the party on the other side, our own where we trade between areas; None where that is not told."""
        parties = {one for one in (told.in_party, told.out_party) if one}
        others = parties - {self.party}
        return others.pop() if len(others) == 1 else self.party if not others and parties else None

    def _notes(self, one: Owned, said: Said | None) -> tuple[str, ...]:
        notes = []
        last = one.reports[-1] if one.reports else None
        if last is not None and said is not None and said.source == "report":
            if self._is_earlier(last):
                notes.append(f"the report is about version {last.version}; of version {self.number} nothing was said")
            reports = (each for each in self.happened if isinstance(each, Reported))
            if any(each.at > last.at and not each.is_part_of(last) for each in reports):
                notes.append("a later report does not name this trade: it may be mended")
        if last is not None and last.stands_for_us:
            notes.append(f"in the report we are {last.stands_for_us}: the document is ours, for the other is theirs")
        if one.series is not None and self.declared.has_other_resolution(one.series):
            notes.append("our amounts are not by the quarter-hour: they are not compared")
        return tuple(notes)


def _is_forecast(series: TimeSeries) -> bool:
    return series.type in _FORECASTS or bool({series.in_party, series.out_party} & PSEUDO_PARTIES.keys())


def _is_same(record: Recorded, told: TimeSeries, series: TimeSeries) -> bool:
    """Tell whether an answer is about a series."""
    uid = told.uid or record.entry.time_series_uid
    if told.time_series_uid and series.time_series_uid:
        return told.time_series_uid == series.time_series_uid
    return uid is not None and uid == series.uid


def _is_same_now(sides: Sides) -> bool:
    """Tell whether some quarter-hours can be compared and none of them differs."""
    deltas = [one.delta for one in sides if one.delta is not None]
    return bool(deltas) and not any(deltas)


def _tells_of_no_difference(trade: Trade, last: Reported) -> bool:
    """Tell whether a report may be taken as mended: by what it says itself, and of each quarter-hour it names."""
    read = trade.read
    if read is None or read.chosen or (read.reading is Reading.DELTAS and not any(megawatts(last.one).values())):
        return False
    both = last.ours is not None and last.theirs is not None
    return not both or {*megawatts(last.one)} <= {one.position for one in trade.quarter_hours if one.delta is not None}


def _missing(now: Amounts | None) -> Sides:
    """Return our side against a counterparty that has sent nothing."""
    return imposed_sides(now or {}, {})


def _our_name(one: Owned) -> str | None:
    if one.series is not None:
        return one.series.time_series_uid or one.series.uid
    return next((r.ours.series_id for r in reversed(one.reports) if r.ours), None)
