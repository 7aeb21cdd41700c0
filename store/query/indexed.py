"""The words of an entry that a text index keeps, and those an answer must have: to find what may answer.

What is found by them may be more than what answers, never less.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from store.model.event import Entry
from store.query.language.fields import Field
from store.query.pattern import Pattern
from store.query.question import Criterion, Located, Named, Spoken, Test
from store.query.said import NUMBERS, code_titles

LONGEST_WORD = 64
"""How many characters of a word are kept; of what is longer its beginning is."""

MOST_WORDS = 20_000
"""An entry of more words is kept as one that may say anything."""

MOST_CHARACTERS = 500_000
"""As one of so long words: PostgreSQL takes a megabyte."""

SHORT = 2
"""Of so few letters the words that begin with them are many."""

ANYTHING = "_anything"
"""The mark of an entry that may say anything; no word has an underscore."""

_NONE = {Field.CLIENT: "_no_client", Field.ORG: "_no_org"}
_NAMED = frozenset({Field.SERIES, Field.PARTY, Field.AREA, *_NONE})
_WORD = re.compile(r"[^\W_]+")
_KEPT_OF_ASCII = re.compile(
    rf"([0-9a-f]{{8}}(?=[0-9a-f]+(?![0-9a-z]))|[0-9a-z]{{1,{LONGEST_WORD}}})[0-9a-z]*", re.ASCII
)
"""What is kept of a word of ASCII in small letters, in one step for what most texts are: see `_kept`."""

_LONG_HEXADECIMAL = re.compile(r"[0-9a-f]{9,}")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_UNWRITTEN = ("null", "1")
"""What top-level keys that an entry lacks are taken to be."""

_LITERALS = {None: "null", True: "true", False: "false"}


class Sign(NamedTuple):
    """What stands in the index of an entry: a word, or the beginning of one."""

    word: str
    begins: bool = False


Signs = tuple[Sign, ...]


def index_words(entry: Entry, reason_codes: Iterable[str], message_id: str | None) -> frozenset[str]:
    """Return the words and marks by which an entry is kept, in letters and digits of ASCII."""
    said = [message_id or "", *code_titles(entry, reason_codes), *_values(entry)]
    words = words_in(said)
    if len(words) > MOST_WORDS or sum(map(len, words)) > MOST_CHARACTERS:
        return frozenset({ANYTHING})
    if not entry.api_client_id:
        words.add(_NONE[Field.CLIENT])
    if not entry.org_uid:
        words.add(_NONE[Field.ORG])
    return frozenset(words)


def words_in(texts: Iterable[str]) -> set[str]:
    """Return the words of texts as the index keeps them."""
    together = "\n".join(texts).casefold()
    if together.isascii():
        return set(_KEPT_OF_ASCII.findall(together))
    return {_kept(word) for word in set(_WORD.findall(together))}


def signs_of(criterion: Criterion) -> tuple[Signs, ...] | None:
    """Return of which signs an event that meets a criterion has all of one of these; None where nothing is known."""
    if criterion.negated:
        return None
    found = tuple(map(_telling, _ways(criterion.test)))
    return found if found and all(found) else None


def _telling(signs: Signs) -> Signs:
    """Return the signs that tell most: what many words begin with takes long to look up, and helps little."""
    return tuple(one for one in signs if not one.begins or len(one.word) > SHORT) or signs


def _ways(test: Test) -> Iterator[Signs]:
    if isinstance(test, Spoken):
        *first, last = test.words
        yield (*map(_sign, first), _sign(last, begins=not test.whole))
    elif isinstance(test, Named) and test.field in _NAMED:
        yield from (signs_in(one) for one in test.patterns)
        if test.or_none:
            yield (Sign(_NONE[test.field]),) if test.field in _NONE else ()
    elif isinstance(test, Located) and not NUMBERS.union({None, "created_ts"}).intersection(test.keys):
        for one in test.wanted:
            yield signs_in(one) if isinstance(one, Pattern) and _is_written(one) else ()


def _is_written(pattern: Pattern) -> bool:
    """Tell whether what a pattern matches is written in the entry: numbers are compared, keys it lacks have values."""
    return not _NUMBER.fullmatch(pattern.text) and not any(map(pattern.matches, _UNWRITTEN))


def signs_in(pattern: Pattern) -> Signs:
    """Return the signs of every text that a pattern matches."""
    text = pattern.text.casefold()
    pieces = [text] if pattern.is_exact else text.split("*")
    found = []
    for place, piece in enumerate(pieces):
        for word in _WORD.finditer(piece):
            goes_on = word.end() == len(piece) and place < len(pieces) - 1
            # of a word that a star stands before only the end is known
            if word.start() or not place:
                found.append(_sign(word.group(), begins=goes_on))
    return tuple(found)


def _sign(word: str, *, begins: bool = False) -> Sign:
    # what begins like the end of a UUID may go on otherwise, and then it is kept longer
    kept = _kept(word)
    return Sign(kept, begins=begins and (len(word) < LONGEST_WORD or len(kept) < LONGEST_WORD))


def _kept(word: str) -> str:
    """Return a word as the index keeps it: databases differ in what is a letter, but not in ASCII."""
    if _LONG_HEXADECIMAL.fullmatch(word):
        # the end of a UUID: eight digits tell it from nearly all others
        return word[:8]
    short = word[:LONGEST_WORD]
    return short if short.isascii() else "".join(one if one.isascii() else f"u{ord(one):x}" for one in short)


def _values(entry: Entry) -> set[str]:
    """Return all values of an entry but those of its quarter-hours: fields can be asked for what is no text, too."""
    found: set[str] = set()
    waiting: list[object] = [value for key, value in entry.fields.items() if key != "created_ts"]
    waiting += entry.data.values()
    # what holds others sends them to the end of the line
    for one in waiting:
        if isinstance(one, str):
            found.add(one)
        elif isinstance(one, dict):
            waiting += [inner for key, inner in one.items() if key not in NUMBERS]
        elif isinstance(one, list):
            waiting += one
        elif one is None or isinstance(one, bool):
            found.add(_LITERALS[one])
        else:
            found.add(str(one))
    return found
