"""What completes a query where the cursor stands: fields, and values that occur in the store."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from store.model.texts.inert import counted
from store.query.language.fields import FIELDS, FLAGS, OTHER_NAMES, Field, field_named
from store.query.language.printing import printed_term, value_text
from store.query.language.tree import Term

MOST_OFFERED = 8
"""Completions shown together; what is typed on narrows them."""

_TERM = re.compile(r'(?:[^\s"]|"(?:[^"\\]|\\.)*"?)*\Z')
_OF_FIELD = re.compile(r"(-?)([a-z_]+):(.*)\Z", re.IGNORECASE | re.DOTALL)
_BEGUN_FIELD = re.compile(r"(-?)([a-z_]+)\Z", re.IGNORECASE)
_LAST_VALUE = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)*\Z')

_DAYS = ("today", "tomorrow", "yesterday", "none")
_MOMENTS = ("1h", "2h", "1d", "today", "yesterday")
_FIXED = {
    **{field: tuple(map(str, flags)) for field, flags in FLAGS.items()},
    Field.DATE: _DAYS,
    Field.SINCE: _MOMENTS,
    Field.BEFORE: _MOMENTS,
}
"""Values of fields that are the same in every store."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the cursor stands behind: the beginning of a field's name, or with a `field` of one of its values.

    It begins at the index `start` of the text and ends at the cursor; its term begins at `term`.
    """

    term: int
    start: int
    end: int
    begun: str
    field: Field | None = None

    def left_out_of(self, text: str) -> str:
        """Return a text without what is begun."""
        first = self.start - 1 if text[self.start - 1 : self.start] == "," else self.term
        return text[:first] + text[self.end :]


@dataclass(frozen=True, slots=True)
class Completion:
    """A text that can stand there, and what it is: what a field means, or how many events of all have a value."""

    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Completions:
    """What can stand in a place, the first of them shown; `left` is how many there are beyond.

    What is begun `is_complete` where it is itself what could stand there.
    """

    wanted: Wanted
    offered: tuple[Completion, ...] = ()
    left: int = 0
    is_complete: bool = False


def wanted_at(text: str, cursor: int) -> Wanted | None:
    """Return what could be completed before the cursor; None where nothing is begun."""
    found = _TERM.search(text[:cursor])
    term = found[0] if found else ""
    if of_field := _OF_FIELD.match(term):
        field = field_named(of_field[2])
        value = _LAST_VALUE.search(of_field[3])
        if field is None or field is Field.PATH or value is None:
            return None
        return Wanted(cursor - len(term), cursor - len(value[0]), cursor, value[0], field)
    if begun := _BEGUN_FIELD.match(term):
        return Wanted(cursor - len(term), cursor - len(begun[2]), cursor, begun[2])
    return None


def completions(wanted: Wanted, known: Iterable[tuple[str, int]] = ()) -> Completions:
    """Return what can stand there, of values those of the most events first; `known` are values with their events."""
    if wanted.field is None:
        names = (*FIELDS, *OTHER_NAMES)
        begun = wanted.begun.casefold()
        fitting = [Completion(f"{name}:", _meaning(name)) for name in names if name.startswith(begun)]
    else:
        fitting = _values(wanted, wanted.field, tuple(known))
    rest = [one for one in fitting if one.text.casefold() != wanted.begun.casefold()]
    is_complete = len(rest) < len(fitting)
    return Completions(wanted, tuple(rest[:MOST_OFFERED]), max(0, len(rest) - MOST_OFFERED), is_complete)


def completed(text: str, wanted: Wanted, completion: Completion) -> tuple[str, int]:
    """Return a text in which a completion stands, and where the cursor goes."""
    before = text[: wanted.start] + completion.text
    return before + text[wanted.end :], len(before)


def _values(wanted: Wanted, field: Field, known: Sequence[tuple[str, int]]) -> list[Completion]:
    begun = wanted.begun.lstrip('"').casefold()
    texts: list[tuple[str, int | None]] = [(one, None) for one in _FIXED.get(field, ())]
    texts += [*_families(field, known), *known]
    beginning = [one for one in texts if one[0].casefold().startswith(begun)]
    holding = [one for one in texts if begun in one[0].casefold() and one not in beginning]
    return [Completion(_written(field, text), _events(events)) for text, events in (*beginning, *holding)]


def _families(field: Field, known: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the kinds of types that there are several of: `version.*`."""
    if field is not Field.TYPE:
        return []
    sums: dict[str, list[int]] = {}
    for text, events in known:
        if "." in text:
            sums.setdefault(text.partition(".")[0], []).append(events)
    return [(f"{family}.*", sum(events)) for family, events in sums.items() if len(events) > 1]


def _written(field: Field, text: str) -> str:
    """Return a value as it stands in a query, between quotation marks where it must."""
    if text.endswith(".*") or text in _FIXED.get(field, ()):
        return text
    return printed_term(Term((value_text(text),), field)).partition(":")[2]


def _events(events: int | None) -> str:
    if events is None:
        return ""
    return f"{counted(events)} {'event' if events == 1 else 'events'} in all"


def _meaning(name: str) -> str:
    field = field_named(name)
    return FIELDS[field].meaning if field else ""
