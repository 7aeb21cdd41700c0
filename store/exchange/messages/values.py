"""The values of a message in their types: numbers, instants, intervals and reasons."""

import math
import re
from datetime import UTC, datetime

from lxml import etree

from store.exchange.messages.elements import child, children, mistake, required, text, value
from store.model.message import Reason

_INTEGER = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")


def integer(element: etree._Element, expected: str) -> int:
    """Return the element's value as a whole number that is not negative."""
    found = value(element)
    if not _INTEGER.fullmatch(found):
        raise mistake(element, expected)
    return int(found)


def version(parent: etree._Element, *names: str) -> int | None:
    """Return the version in the first child of any of these names; None without one."""
    element = child(parent, *names)
    if element is None or not value(element):
        return None
    return integer(element, "a version number such as 1")


def number(element: etree._Element) -> float:
    """Return the element's value as a finite number; a decimal comma is an error."""
    found = value(element)
    amount = float(found) if _NUMBER.fullmatch(found) else math.nan
    if not math.isfinite(amount):
        raise mistake(element, "a number with a decimal point such as 12.500")
    return amount


def _utc(written: str) -> datetime:
    """Return an ISO 8601 instant in UTC; ValueError for anything else, also without a zone."""
    instant = datetime.fromisoformat(written)
    if instant.tzinfo is None:
        raise ValueError(written)
    try:
        return instant.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(written) from error


def instant(parent: etree._Element, *names: str) -> datetime | None:
    """Return the instant in the first child of any of these names, in UTC; None without one."""
    element = child(parent, *names)
    if element is None or not value(element):
        return None
    try:
        return _utc(value(element))
    except ValueError as error:
        raise mistake(element, "a time such as 2024-10-21T22:00:00Z") from error


def interval(element: etree._Element) -> tuple[datetime, datetime]:
    """Return start and end in UTC, written `start/end` or as elements start and end.

    The elements may lie in a `timeInterval` of their own, as some senders of CIM write it.
    """
    inner = child(element, "timeInterval")
    if inner is not None:
        return interval(inner)
    written = value(element)
    if child(element, "start", "end") is not None:
        written = f"{required(element, 'start')}/{required(element, 'end')}"
    bounds = interval_in(written)
    if bounds is None:
        expected = "a start before its end such as 2024-10-21T22:00Z/2024-10-22T22:00Z"
        raise mistake(element, expected, written)
    return bounds


def interval_in(written: str) -> tuple[datetime, datetime] | None:
    """Return start and end of the text `start/end` in UTC; None where it is anything else."""
    start, slash, end = written.partition("/")
    if not slash:
        return None
    try:
        bounds = _utc(start.strip()), _utc(end.strip())
    except ValueError:
        return None
    return bounds if bounds[0] < bounds[1] else None


def reasons(parent: etree._Element) -> tuple[Reason, ...]:
    """Return the reasons of this very element, in document order."""
    return tuple(_reason(element) for element in children(parent, "Reason"))


def all_reasons(parent: etree._Element) -> tuple[Reason, ...]:
    """Return the reasons of this element, then those of its periods and points, each once."""
    nested = (_reason(element) for element in parent.iter("{*}Reason"))
    return tuple(dict.fromkeys((*reasons(parent), *nested)))


def _reason(element: etree._Element) -> Reason:
    """Return one reason; its text may be missing, its code may not."""
    code = required(element, "ReasonCode", "code")
    return Reason(code, text(element, "ReasonText", "text"))


def document_reasons(root: etree._Element) -> tuple[Reason, ...]:
    """Return the reasons of the document and of the periods it calls wrong as a whole, each once."""
    periods = children(root, "TimeIntervalError", "InError_Period")
    nested = (reason for period in periods for reason in reasons(period))
    return tuple(dict.fromkeys((*reasons(root), *nested)))
