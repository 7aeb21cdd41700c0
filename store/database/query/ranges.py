"""The condition that a number of an event lies in a range; what is rare is found by indexes."""

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true, union_all

from store.database.query.choices import EVENTS, SCHEDULES, AreMany, belonging
from store.database.tables import event
from store.query.language.fields import Field
from store.query.question import Interval, Ranged

LARGEST_MW = 1.7976931348623157e308

_COLUMNS = {
    Field.DATE: "day",
    Field.VERSION: "version",
    Field.BETWEEN: "created_at",
    Field.DELTA: "largest_delta_mw",
}
_one = event.alias("one")


def in_range(test: Ranged, are_many: AreMany) -> ColumnElement[bool]:
    """Return the condition that an event has a number in the range, or has none where that is meant."""
    column, other = event.c[_COLUMNS[test.field]], _one.c[_COLUMNS[test.field]]
    met = _meets(test, column)
    if test.field is Field.DELTA and not test.or_none:
        few = select(_one.c.sequence).where(_meets(test, other))
        return met if are_many(few, EVENTS) else event.c.sequence.in_(few)
    if test.field is Field.DATE and test.or_none:
        without = select(_one.c.sequence).where(other.is_(None))
        if not test.intervals and not are_many(without, EVENTS):
            return event.c.sequence.in_(without)
    if test.field is Field.VERSION and not test.or_none:
        return _of_version(test, met, are_many)
    return met


def _of_version(test: Ranged, met: ColumnElement[bool], are_many: AreMany) -> ColumnElement[bool]:
    """Return the condition on versions; where few schedules have come so far, of those alone."""
    lows = [one.low for one in test.intervals]
    least = min((low for low in lows if low is not None), default=None)
    if least is None or None in lows:
        return met
    so_far = select(belonging.c.id).where(belonging.c.latest_version >= least)
    if are_many(so_far, SCHEDULES):
        return met
    found = select(_one.c.sequence).where(_meets(test, _one.c.version))
    ways = found.where(_one.c.schedule_id.in_(so_far)), found.where(_one.c.schedule_id.is_(None))
    return event.c.sequence.in_(union_all(*ways))


def _meets(test: Ranged, column: ColumnElement[float]) -> ColumnElement[bool]:
    there: ColumnElement[bool] = column.is_not(None)
    if test.field is Field.DELTA:
        # PostgreSQL keeps what is no number, and has it larger than all
        there &= func.abs(column) <= LARGEST_MW
    inside = there & or_(false(), *(_interval(column, one) for one in test.intervals))
    return inside | ~there if test.or_none else inside


def _interval(column: ColumnElement[float], interval: Interval) -> ColumnElement[bool]:
    number = func.abs(column) if interval.of_size else column
    bounds = []
    if interval.low is not None:
        bounds.append(number > interval.low if interval.without_low else number >= interval.low)
    if interval.high is not None:
        bounds.append(number < interval.high if interval.without_high else number <= interval.high)
    return and_(true(), *bounds)
