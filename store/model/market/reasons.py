"""Reason codes wherever an entry carries them."""

from collections.abc import Iterable

from store.model.message import Reason
from store.model.texts.tolerant import text_of

KEYS = ("reason_codes", "reasons")
"""The keys under which metadata and snapshots hold reasons."""


def reasons(value: object) -> tuple[Reason, ...]:
    """Return the reason codes in a list of `{code, text}` or of plain codes, in order, each once."""
    found: dict[str, Reason] = {}
    for one in value if isinstance(value, list) else [value]:
        code = _code(one)
        if code and code not in found:
            found[code] = Reason(code, text_of(one.get("text")) if isinstance(one, dict) else None)
    return tuple(found.values())


def reasons_in(*holders: object) -> tuple[Reason, ...]:
    """Return the reasons that metadata or snapshots hold directly, in order, each code once."""
    return reasons(_held(holders))


def codes_in(*holders: object) -> list[str]:
    """Return the codes of the reasons that metadata or snapshots hold directly, in order, each once."""
    held = _held(holders)
    return list(dict.fromkeys([code for one in held if (code := _code(one))])) if held else []


def _held(holders: Iterable[object]) -> list[object]:
    held: list[object] = []
    for holder in holders:
        if isinstance(holder, dict):
            for key in KEYS:
                value = holder.get(key)
                if value:
                    held += value if isinstance(value, list) else [value]
    return held


def _code(reason: object) -> str | None:
    if isinstance(reason, dict):
        return text_of(reason.get("code"))
    return reason if isinstance(reason, str) else None
