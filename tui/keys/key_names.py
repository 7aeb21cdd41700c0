"""Keys and what they are bound to, as values: for the settings, the help and the README."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from textual.binding import Binding, BindingType
from textual.keys import Keys, key_to_character

EVERYWHERE = "Everywhere"
"""The pane of keys that work whatever has the focus."""

APART = frozenset(
    {
        "Compare",
        "Conversation",
        "Copy",
        "Export",
        "Findings",
        "Help",
        "Jump",
        "Matching",
        "Matrix",
        "Moment",
        "Moves",
        "Quarter-hours",
        "Quarter-hours: series",
        "Quarter-hours: table",
        "Reasons",
        "Sandbox",
        "Series",
        "Time travel",
        "Versions",
    }
)
"""The panes that stand over all others, and time travel: keys that work everywhere else do not there."""

_MODIFIERS = {"ctrl", "shift", "alt", "super", "meta", "hyper"}
_NAMES = {key.value for key in Keys} | {f"f{number}" for number in range(1, 25)}


class KeyRow(NamedTuple):
    """One binding: its id, its keys separated by commas, its label, what it does, and where it works."""

    id: str
    key: str
    label: str
    tooltip: str
    pane: str


def key_rows(pane: str, bindings: Iterable[BindingType]) -> tuple[KeyRow, ...]:
    """Return the bindings that have an id, as they are declared."""
    return tuple(
        KeyRow(one.id, one.key, one.description, one.tooltip, pane)
        for one in bindings
        if isinstance(one, Binding) and one.id
    )


def way(pane: str, key: str, action: str, name: str, tooltip: str) -> Binding:
    """Return the binding of a way to move in a pane, which the footer leaves out."""
    label = name.replace("_", " ").capitalize()
    return Binding(key, action, label, tooltip=tooltip, id=f"{pane}.{name}", show=False)


def is_key(text: str) -> bool:
    """Return whether a text names a key: a character, a name such as `f5` or `escape`, or `ctrl+t`."""
    *modifiers, key = text.strip().split("+") if text.strip() != "+" else ["+"]
    if not set(modifiers) <= _MODIFIERS:
        return False
    if len(key) == 1:
        return key.isprintable() and key != " "
    return key in _NAMES or key_to_character(key) is not None


def clash(name: str, keys: Mapping[str, str], rows: Collection[KeyRow]) -> KeyRow | None:
    """Return another binding with a key of `name`, once `keys` have replaced the declared ones.

    Bindings of different panes may share a key, for only one pane has the focus.
    """
    pane = next(row.pane for row in rows if row.id == name)
    mine = _normal(keys[name])
    for row in rows:
        meet = row.pane == pane or (EVERYWHERE in {row.pane, pane} and not APART & {row.pane, pane})
        if row.id != name and meet and mine & _normal(keys.get(row.id, row.key)):
            return row
    return None


def _normal(keys: str) -> set[str]:
    """Return keys by the characters they write, where they do: `question_mark` is `?`."""
    return {key_to_character(key.strip()) or key.strip() for key in keys.split(",")}
