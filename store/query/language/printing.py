"""A query written out: what `parsed` reads back as the same tree."""

import re

from store.query.language.fields import Field
from store.query.language.tree import Comparison, Query, Term, Text, Value

_BARE = re.compile(r'(?!\.\.)[^\s",<>=](?:(?!\.\.)[^\s",])*').fullmatch


def printed(query: Query) -> str:
    """Return the text of a query."""
    return " ".join(map(printed_term, query.terms))


def printed_term(term: Term) -> str:
    """Return the text of one term."""
    sign = "-" if term.negated else ""
    name = f"{term.field}:" if term.field else ""
    values = ",".join(map(_value, term.values))
    if term.field is not Field.PATH:
        return f"{sign}{name}{values}"
    path = ".".join(map(_text, term.path))
    equals = "=" if term.values and not _stands_alone(term) else ""
    return f"{sign}{name}{path}{equals}{values}"


def value_text(text: str) -> Text:
    """Return a value that means exactly this text, in quotation marks where it cannot stand without."""
    is_plain = _BARE(text) and "*" not in text and not text.endswith(".") and text.casefold() != "none"
    return Text(text, quoted=not is_plain)


def _stands_alone(term: Term) -> bool:
    return len(term.values) == 1 and isinstance(term.values[0], Comparison)


def _value(value: Value) -> str:
    if isinstance(value, Text):
        return _text(value)
    if isinstance(value, Comparison):
        return f"{value.operator}{_text(value.bound)}"
    low, high = (_text(bound) if bound else "" for bound in (value.low, value.high))
    return f"{low}..{high}"


def _text(text: Text) -> str:
    if not text.quoted:
        return text.text
    escaped = text.text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
