"""Reason codes wherever an entry carries them."""

from store.model.message import Reason
from store.model.tolerant import text_of

KEYS = ("reason_codes", "reasons")
"""The keys under which metadata and snapshots hold reasons."""


def reasons(value: object) -> tuple[Reason, ...]:
    """Return the reason codes in a list of `{code, text}` or of plain codes, in order, each once."""
    found: dict[str, Reason] = {}
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            code = text_of(one.get("code"))
            if code and code not in found:
                found[code] = Reason(code, text_of(one.get("text")))
        elif isinstance(one, str) and one and one not in found:
            found[one] = Reason(one)
    return tuple(found.values())


def reasons_in(*holders: object) -> tuple[Reason, ...]:
    """Return the reasons that metadata or snapshots hold directly, in order, each code once."""
    found: dict[str, Reason] = {}
    for holder in holders:
        if isinstance(holder, dict):
            for key in KEYS:
                if key in holder:
                    for reason in reasons(holder[key]):
                        found.setdefault(reason.code, reason)
    return tuple(found.values())
