"""The place of a change: keys of objects and elements of lists, from the outside in."""

import json
import re
from typing import Literal, NamedTuple

_PLAIN_KEY = re.compile(r"[\w-]+")


class Element(NamedTuple):
    """A place in a list: its 0-based position before and after, None where that side lacks it.

    `identity` is the key and value the element is known by, such as `time_series_uid=TS-004`; None in
    lists whose elements are told apart by position alone.
    """

    before: int | None
    after: int | None
    identity: str | None


Path = tuple[str | Element, ...]
"""The steps from the outermost value to a place in it; empty for the value itself."""

ROOT_TEXT = "."
"""How the path of the whole value is written for people."""


def path_text(path: Path) -> str:
    """Return a path for people: `spec.series[TS-004].data[2026-03-26T01:00:00Z].amount`.

    Elements without identity show their position after (0-based), or before where they are gone; keys
    that are no plain words are quoted. The text may hold whatever the keys hold.
    """
    text = "".join(_step_text(step) for step in path)
    return text.removeprefix(".") or ROOT_TEXT


def json_pointer(path: Path, side: Literal["before", "after"]) -> str:
    """Return the JSON pointer (RFC 6901) of a place in the state before or after.

    Raises ValueError when that side has no such element.
    """
    return "".join(f"/{_token(step, side)}" for step in path)


def _step_text(step: str | Element) -> str:
    if isinstance(step, Element):
        if step.identity is not None:
            return f"[{step.identity.partition('=')[2]}]"
        return f"[{step.before if step.after is None else step.after}]"
    return f".{step}" if _PLAIN_KEY.fullmatch(step) else f"[{json.dumps(step, ensure_ascii=False)}]"


def _token(step: str | Element, side: Literal["before", "after"]) -> str:
    if isinstance(step, str):
        return step.replace("~", "~0").replace("/", "~1")
    position = step.before if side == "before" else step.after
    if position is None:
        raise ValueError(f"the state {side} has no element {step.identity or step}")
    return str(position)
