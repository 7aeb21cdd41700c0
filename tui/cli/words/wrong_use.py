"""What is said of an option or an argument that cannot be read, in our own words."""

import re
from typing import cast

import typer

from store.model.texts.inert import inert

LONGEST = 300

_OF_VALUE = re.compile(r"invalid value for '?(?P<name>.+?)'?: (?P<why>.*)", re.IGNORECASE | re.DOTALL)
_CHOICE = re.compile(r"(?:value error, )?(?P<value>'.*') is not one of (?P<choices>'.*')", re.IGNORECASE | re.DOTALL)
_LEAST = re.compile(r"greater than or equal to (\d+)|range x>=(\d+)", re.IGNORECASE)
_NUMBERS = (("valid int", "a whole number"), ("valid number", "a number"), ("valid float", "a number"))


def wrong_use(error: Exception) -> str:
    """Return what is wrong with an option or an argument as one sentence, whichever way Typer says it."""
    # every error of this kind can say what it is about
    said = " ".join(cast("typer.BadParameter", error).format_message().split()).removesuffix(".")
    of_value = _OF_VALUE.fullmatch(said)
    taken = _taken(of_value["why"]) if of_value else None
    if of_value and taken:
        return inert(f"{of_value['name'].split(' ')[0]} takes {taken}", LONGEST)
    return inert(said[:1].lower() + said[1:], LONGEST)


def _taken(why: str) -> str | None:
    """Return what an option takes, told from why a value was none; None where that is not known."""
    if choice := _CHOICE.fullmatch(why):
        *others, last = re.findall(r"'([^']*)'", choice["choices"])
        named = f"{', '.join(others)} or {last}" if others else last
        return f"{named}, not {choice['value']}"
    if least := _LEAST.search(why):
        return f"a whole number from {least[1] or least[2]} on"
    return next((words for sign, words in _NUMBERS if sign in why.lower()), None)
