"""A text read as a query."""

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken, v_args
from lark.exceptions import VisitError
from lark.tree import Meta

from store.query.language.fields import FIELDS, OTHER_NAMES, Field, field_named
from store.query.language.mistake import QueryError, nearest_of
from store.query.language.tree import Comparison, Operator, Place, Query, Range, Term, Text, Value

LONGEST = 10_000
"""How many characters a query may have."""

_ESCAPED = re.compile(r'\\(["\\])')
_FIELD_BEFORE = re.compile(r"-?([a-z][a-z_]*):\S*\Z", re.IGNORECASE)
_TERM_EXAMPLES = ("a word", '"a phrase"', "field:value")


def parsed(text: str) -> Query:
    """Return the query that a text is; raises QueryError with the place of the first mistake."""
    if len(text) > LONGEST:
        raise QueryError(f"a query has at most {LONGEST} characters", LONGEST, len(text))
    try:
        return _Reading().transform(_parser().parse(text))
    except UnexpectedInput as error:
        raise _mistake(text, error) from None
    except VisitError as error:
        # what reading a part raises comes wrapped
        raise error.orig_exc from None


@cache
def _parser() -> Lark:
    grammar = files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True)


@v_args(inline=True)
class _Reading(Transformer[Token, Query]):
    """Makes values of what the grammar finds."""

    def start(self, *terms: Term) -> Query:
        return Query(terms)

    @v_args(meta=True, inline=True)
    def term(self, meta: Meta, minus: Token | None, body: Text | Term) -> Term:
        place = Place(meta.start_pos, meta.end_pos)
        if isinstance(body, Text):
            return Term((body,), negated=minus is not None, place=place)
        return Term(body.values, body.field, body.path, minus is not None, place)

    def phrase(self, token: Token) -> Text:
        return Text(_ESCAPED.sub(r"\1", token[1:-1]), quoted=True, place=_place(token))

    def bare(self, token: Token) -> Text:
        return Text(str(token), place=_place(token))

    word = bare

    def comparison(self, operator: Token, bound: Text) -> Comparison:
        return Comparison(Operator(operator), bound)

    def between(self, low: Text, high: Text) -> Range:
        return Range(low, high)

    def beginning(self, low: Text) -> Range:
        return Range(low, None)

    def ending(self, high: Text) -> Range:
        return Range(None, high)

    def values(self, *values: Value) -> tuple[Value, ...]:
        return values

    def of_field(self, name: Token, *values: Value) -> Term:
        return Term(values, _field(name))

    def of_path(self, _name: Token, *parts: Text | tuple[Value, ...] | None) -> Term:
        path = tuple(part for part in parts if isinstance(part, Text))
        values = next((part for part in parts if isinstance(part, tuple)), ())
        return Term(values, Field.PATH, path)

    def of_compared_path(self, _name: Token, *parts: Text | Comparison) -> Term:
        path = tuple(part for part in parts if isinstance(part, Text))
        return Term(tuple(part for part in parts if isinstance(part, Comparison)), Field.PATH, path)


def _place(token: Token) -> Place:
    return Place(token.start_pos or 0, token.end_pos or 0)


def _field(token: Token) -> Field:
    """Return the field that a name with its colon means."""
    name = str(token)[:-1]
    found = field_named(name)
    if found is None:
        raise _no_field(name, token.start_pos or 0)
    return found


def _no_field(name: str, start: int) -> QueryError:
    near = nearest_of(name, (*FIELDS, *OTHER_NAMES))
    advice = "" if near else "; text with a colon goes between quotation marks"
    end = start + len(name)
    return QueryError(f"there is no field {name!r}{advice}", start, end, expected=FIELDS, nearest=near)


def _mistake(text: str, error: UnexpectedInput) -> QueryError:
    """Return what is wrong at the first place that the grammar has no use for."""
    expected: Collection[str] = getattr(error, "expected", None) or getattr(error, "allowed", None) or ()
    is_at_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    at = len(text) if is_at_end else error.pos_in_stream or 0
    end = min(at + 1, len(text))
    if "PHRASE" in expected and text[at : at + 1] == '"':
        return QueryError("these quotation marks are not closed", at, len(text), expected=('"',))
    if "KEY" in expected:
        return QueryError("expected a key", at, end, expected=(FIELDS[Field.PATH].example,))
    if "BARE" in expected:
        return _missing_value(text, at, end)
    if "WORD" in expected:
        return QueryError("expected something to look for", at, end, expected=_TERM_EXAMPLES)
    if text[at : at + 2] == "..":
        return QueryError("a range goes from one value to one other", at, at + 2)
    return QueryError("expected a space before the next word", at, end, expected=(" ",))


def _missing_value(text: str, at: int, end: int) -> QueryError:
    found = _FIELD_BEFORE.search(text[:at])
    if found is None:
        return QueryError("expected a value", at, end)
    known = field_named(found[1])
    if known is None:
        # what is wrong first is the name
        return _no_field(found[1], found.start(1))
    return QueryError(f"expected a value after {known}:", at, end, expected=(FIELDS[known].example,))
