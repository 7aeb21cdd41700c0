"""What a query asks: its values read as what their fields take, against a clock."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from store.model.market.tso import market_code
from store.model.texts.moments import MomentError
from store.query.language.fields import FIELDS, FLAGS, Field, Flag
from store.query.language.mistake import QueryError, nearest_of
from store.query.language.moments import DAY_EXAMPLES, MOMENT_EXAMPLES, Clock, Span, days, moments
from store.query.language.parsing import parsed
from store.query.language.tree import Query, Term, Text, Value, sides
from store.query.located import located
from store.query.pattern import Pattern
from store.query.question import IDENTIFIERS, Criterion, Flagged, Interval, Named, Question, Ranged, Spoken, Test
from store.query.spoken import spoken_words

MOST_VALUES = 100
"""How many values a query may have in all; databases take no conditions of any depth."""

NONE = "none"
"""The word that means that a field has no value."""

_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,9})?", re.ASCII)
_VERSION = re.compile(r"v?(\d{1,9})", re.ASCII | re.IGNORECASE)

_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|yesterday|today|tomorrow", re.ASCII | re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"(\d{1,2}:\d{2}[^,]*?)(\.\..*)?", re.ASCII)
"""What begins like a time of day, without what a range goes on with."""

_OPERATORS = {
    "OR": ("several values of a field stand apart by commas", "status:rejected,imposed"),
    "AND": ("words beside each other must all be true", "status:rejected tso:amprion"),
    "NOT": ("what must not be true begins with a minus", "-type:series.*"),
}
"""Words of other query languages, what stands for them in this one, and an example."""

Reading = Callable[[Text, Clock], tuple[float, float]]


def question(text: str, clock: Clock) -> Question:
    """Return what a text asks; raises QueryError with the place of the first mistake."""
    return resolved(parsed(text), clock)


def resolved(query: Query, clock: Clock) -> Question:
    """Return what a query asks; raises QueryError with the place of the first value that its field does not take."""
    values = 0
    for term in query.terms:
        values += max(1, len(term.values))
        if values > MOST_VALUES:
            raise QueryError(f"a query has at most {MOST_VALUES} words and values", *term.place)
    criteria = tuple(Criterion(_test(term, clock), term.negated, term) for term in query.terms)
    for term, after in pairwise(query.terms):
        _refuse_time_apart(term, after, clock)
    return Question(criteria)


def _refuse_time_apart(term: Term, after: Term, clock: Clock) -> None:
    """Raise where a time of day stands behind the day that it belongs to: it would be looked for as text."""
    if term.field not in {Field.SINCE, Field.BEFORE, Field.BETWEEN} or after.field is not None or after.negated:
        return
    day, time = sides(term.values[-1]).texts[-1], sides(after.values[0]).texts[0]
    found = _TIME_OF_DAY.fullmatch(time.text)
    if found is None or time.quoted or not _DAY.fullmatch(day.text):
        return
    together = f"{date.fromordinal(days(day.text, clock).first)}T{found[1]}"
    try:
        moments(together, clock)
    except MomentError:
        return
    raise _not_taken(after.values[0], "a day and a time of it are one word", (together,))


def _test(term: Term, clock: Clock) -> Test:
    if term.field is None:
        return _spoken(term)
    if term.field is Field.PATH:
        return located(term)
    if term.field in FLAGS:
        return Flagged(tuple(_flag(term.field, value) for value in term.values))
    if term.field in {Field.SINCE, Field.BEFORE}:
        return _one_sided(term, clock)
    if term.field in _RANGED:
        intervals = tuple(_interval(term.field, value, clock) for value in term.values if not _is_none(value))
        return Ranged(term.field, intervals, or_none=any(map(_is_none, term.values)))
    return _named(term.field, term.values)


def _spoken(term: Term) -> Spoken:
    (value,) = term.values
    if not isinstance(value, Text):
        raise _not_taken(value, "text to look for takes no range", ())
    if not value.quoted and value.text in _OPERATORS:
        instead, example = _OPERATORS[value.text]
        raise _not_taken(value, f"there is no {value.text}: {instead}", (example,))
    text = value.text if value.quoted else value.text.removesuffix("*")
    if "*" in text and not value.quoted:
        raise _not_taken(value, "in text to look for a * stands at the end of a word only", ("imbal*",))
    words = spoken_words(text)
    if not words:
        raise _not_taken(value, "expected letters or digits to look for", ("imbalance",))
    return Spoken(words, whole=value.quoted)


def _flag(field: Field, value: Value) -> Flag:
    known = FLAGS[field]
    text = value.text.casefold() if isinstance(value, Text) else ""
    if text in known:
        return Flag(text)
    raise _not_taken(value, f"{field}: takes {', '.join(known)}", known, nearest_of(text, known))


def _named(field: Field, values: Sequence[Value]) -> Named:
    patterns: list[Pattern] = []
    for value in values:
        if not isinstance(value, Text):
            raise _not_taken(value, f"{field}: takes no range and no comparison", (FIELDS[field].example,))
        if not _is_none(value):
            patterns += _patterns(field, value)
    return Named(field, tuple(patterns), or_none=any(map(_is_none, values)))


def _patterns(field: Field, value: Text) -> Iterable[Pattern]:
    if field in IDENTIFIERS:
        # as written, and in small letters, as UUIDs are kept
        return [Pattern(one, value.quoted, cased=True) for one in dict.fromkeys((value.text, value.text.lower()))]
    text = (market_code(value.text) or value.text) if field is Field.MARKET else value.text
    return [Pattern(text, value.quoted)]


def _one_sided(term: Term, clock: Clock) -> Ranged:
    intervals = []
    for value in term.values:
        if not isinstance(value, Text):
            raise _not_taken(value, f"{term.field}: takes one moment; for two there is between:", MOMENT_EXAMPLES)
        first, _ = _moment(value, clock)
        is_since = term.field is Field.SINCE
        intervals.append(Interval(low=first) if is_since else Interval(high=first, without_high=True))
    return Ranged(Field.BETWEEN, tuple(intervals))


def _interval(field: Field, value: Value, clock: Clock) -> Interval:
    reading, of = _RANGED[field], sides(value)
    # after a day begins after the last of it, before it ends before the first
    low = reading(of.low, clock)[of.without_low] if of.low else None
    high = reading(of.high, clock)[not of.without_high] if of.high else None
    if of.low and of.high and low is not None and high is not None and low > high:
        turned = () if of.high.quoted or of.low.quoted else (f"{of.high.text}..{of.low.text}",)
        raise _not_taken(value, "the range ends before it begins", turned)
    return Interval(
        low=low,
        high=high,
        without_low=of.without_low,
        without_high=of.without_high,
        of_size=field is Field.DELTA and not any(bound.text.startswith(("+", "-")) for bound in of.texts),
    )


def _version(text: Text, _clock: Clock) -> tuple[float, float]:
    found = _VERSION.fullmatch(text.text)
    if not found:
        raise _not_taken(text, "expected a version", ("3", ">3", "2..5", NONE))
    return int(found[1]), int(found[1])


def _delta(text: Text, _clock: Clock) -> tuple[float, float]:
    if not _NUMBER.fullmatch(text.text):
        raise _not_taken(text, "expected a difference in MW", (">5", "<-5", "0.5..2"))
    return float(text.text), float(text.text)


def _day(text: Text, clock: Clock) -> Span:
    try:
        return days(text.text, clock)
    except MomentError as error:
        raise _not_taken(text, str(error), DAY_EXAMPLES, nearest_of(text.text, ("today", "tomorrow", NONE))) from error


def _moment(text: Text, clock: Clock) -> Span:
    try:
        return moments(text.text, clock)
    except MomentError as error:
        raise _not_taken(text, str(error), MOMENT_EXAMPLES, nearest_of(text.text, ("now", "today"))) from error


_RANGED: Mapping[Field, Reading] = {
    Field.DATE: _day,
    Field.VERSION: _version,
    Field.BETWEEN: _moment,
    Field.DELTA: _delta,
}
"""The fields whose values are numbers of some kind, and how the values are read."""


def _is_none(value: Value) -> bool:
    return isinstance(value, Text) and not value.quoted and value.text.casefold() == NONE


def _not_taken(value: Value, message: str, expected: Sequence[str], nearest: str | None = None) -> QueryError:
    texts = sides(value).texts
    return QueryError(message, texts[0].place.start, texts[-1].place.end, expected=expected, nearest=nearest)
