"""The values that a question asks for and no event of a store has: most likely mistyped."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from store.query.language.fields import Field
from store.query.language.mistake import nearest_of
from store.query.pattern import Pattern
from store.query.question import IDENTIFIERS, Named, Question

COUNTED = frozenset({Field.TYPE, Field.TSO, Field.MARKET, Field.STATUS, Field.LEVEL, Field.REASON, Field.USER})
"""The fields whose values are known of a store; those of others are in its entries only."""

MOST_TOLD, MOST_OTHERS = 3, 5
"""So many values are told of, each with so many others where none is near."""

_NEAR = 0.75
"""Values of one field are more like each other than words are."""


@dataclass(frozen=True, slots=True)
class Absent:
    """A value of a field that no event has.

    `nearest` occurs and may be meant; where none is near, `others` are some that occur, and `left` more do.
    """

    field: Field
    text: str
    nearest: str | None = None
    others: tuple[str, ...] = ()
    left: int = 0


def absent_values(
    question: Question, occurs: Callable[[Question], bool], known: Callable[[Field], Sequence[str]]
) -> tuple[Absent, ...]:
    """Return the first values asked for that by themselves no event has.

    `occurs` tells whether an event answers a question, `known` are the values of a field that occur. Of an id that
    only begins like one of an event that beginning is told.
    """
    absent = (_absent(field, text, known(field)) for field, text in _missing(question, occurs))
    return tuple(islice(chain(_cut_short(question, occurs), absent), MOST_TOLD))


def _cut_short(question: Question, occurs: Callable[[Question], bool]) -> Iterator[Absent]:
    """Give the ids that no event has, while some begin like that."""
    for one in question.criteria:
        test = one.test
        if one.negated or not isinstance(test, Named) or test.field not in IDENTIFIERS:
            continue
        for text in (pattern.text for pattern in test.patterns if "*" not in pattern.text):
            whole, begun = (
                replace(one, test=Named(test.field, (Pattern(each, cased=True),))) for each in (text, f"{text}*")
            )
            if not occurs(Question((whole,))) and occurs(Question((begun,))):
                yield Absent(test.field, text, f"{text}*")


def _missing(question: Question, occurs: Callable[[Question], bool]) -> Iterator[tuple[Field, str]]:
    for one in question.criteria:
        test = one.test
        if one.negated or not isinstance(test, Named) or test.field not in COUNTED:
            continue
        for pattern in test.patterns:
            alone = replace(one, test=Named(test.field, (pattern,)))
            if not occurs(Question((alone,))):
                yield test.field, pattern.text


def _absent(field: Field, text: str, known: Sequence[str]) -> Absent:
    family = next((one[: len(text)] for one in known if one.casefold().startswith(f"{text.casefold()}.")), None)
    if family:
        return Absent(field, text, f"{family}.*")
    families = [f"{one.partition('.')[0]}.*" for one in known if "." in one] if text.endswith(".*") else ()
    written = {one.casefold(): one for one in (*families, *known)}
    near = nearest_of(text if families else text.strip("*"), written, likeness=_NEAR)
    if near:
        return Absent(field, text, written[near])
    others = sorted(known, key=lambda one: text.casefold() not in one.casefold())
    return Absent(field, text, others=tuple(others[:MOST_OTHERS]), left=max(0, len(known) - MOST_OTHERS))
