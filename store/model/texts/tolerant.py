"""Values of any JSON type read as what they should be; what does not fit reads as None or as nothing."""

from collections.abc import Mapping
from datetime import date

LONGEST_TEXT = 1000
"""How many characters of a text a column keeps; the API's identifiers have 36."""


LONGEST_BYTES = 2000
"""How many bytes it has in UTF-8: PostgreSQL takes no more than 2700 into an index."""


def storable(text: str) -> str:
    """Return a text that every database takes: no lone surrogates, no NUL, not endless."""
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - 1] + "…"
    if text.isascii() and "\0" not in text:
        return text
    kept = text.replace("\0", "\N{SYMBOL FOR NULL}").encode("utf-8", "replace")
    if len(kept) > LONGEST_BYTES:
        return kept[: LONGEST_BYTES - 3].decode("utf-8", "ignore") + "…"
    return kept.decode()


def text_of(value: object) -> str | None:
    """Return a scalar as text, None for nothing, an empty text or a container."""
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def number_of(value: object) -> int | None:
    """Return a whole number that fits 32 bits, also one written as text; else None."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31:
        return value
    return None


def amount_of(value: object) -> float | None:
    """Return an amount as a float, also one written as text; None for anything else or beyond 10**15."""
    if isinstance(value, float):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15:
        return float(value)
    if isinstance(value, str) and len(value) < 40:
        try:
            return float(value)
        except ValueError:
            return None
    return None


def day_of_text(value: object) -> date | None:
    """Return the delivery date in a text that starts with `YYYY-MM-DD`; else None."""
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def mapping_of(value: object) -> Mapping[str, object]:
    """Return an object as it is, anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def mappings_of(value: object) -> list[Mapping[str, object]]:
    """Return the objects in a list; none where it is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
