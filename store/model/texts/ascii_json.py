"""JSON in which no terminal, and nothing that reads lines, finds anything but plain signs."""

import json
import math
import re

_UNPLAIN = re.compile(r"[^\x20-\x7e\n]")


def ascii_json(value: object, indent: int | None = None) -> str:
    """Return a value as JSON with all but plain signs escaped; a number that JSON has no word for is a text."""
    try:
        text = json.dumps(value, indent=indent, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(value), indent=indent)
    return text.replace("\x7f", "\\u007f")


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return value if not isinstance(value, float) or math.isfinite(value) else json.dumps(value)


def as_ascii(content: bytes) -> str:
    """Return JSON as the same JSON with all but plain signs escaped; line feeds between its parts stay."""
    return _UNPLAIN.sub(_escape, content.decode("utf-8", "replace"))


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    # between the parts of JSON they are white space, and inside of a text it does not have them
    return " " if sign in "\t\r" else json.dumps(sign).strip('"').replace("\x7f", "\\u007f")
