"""What may stand in a message: identifications, reasons and quantities as both syntaxes take them."""

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from store.errors import StoreError
from store.model.message import Reason

LONGEST_ID, LONGEST_PARTY, LONGEST_AREA = 60, 16, 18
"""How many characters identify a document or series, a party and an area (IEC 62325-451 schemas)."""

PRODUCT = "8716867000016"
"""Active power (ENTSO-E code list of energy products)."""

AGGREGATION = "A01"
"""Amounts are those of an area (ENTSO-E code list of object aggregations)."""

RESOLUTION = "PT15M"

LONGEST_REASON = 512
"""How many characters the text of a reason has at most (IEC 62325-451 schemas)."""

_SINGLE_LINE = re.compile("[\x21-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff ]*")
_UNPRINTABLE = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")


class OutgoingError(StoreError):
    """A message cannot be written; the text says what the log lacks or what a message cannot hold."""


def identification(text: str | None, what: str, longest: int = LONGEST_ID) -> str:
    """Return what identifies a document, series, party or area; OutgoingError where it cannot stand in a message."""
    if not text:
        raise OutgoingError(f"the log does not name the {what}")
    if len(text) > longest:
        raise OutgoingError(f"the {what} {text[:longest]!a}… has more than the {longest} characters a message takes")
    if text != text.strip() or not _SINGLE_LINE.fullmatch(text):
        raise OutgoingError(f"the {what} {text!a} has characters that a message cannot hold")
    return text


def optional(text: str | None, what: str, longest: int = LONGEST_ID) -> str | None:
    """Return an identification, None where the log has none; raises as `identification`."""
    return identification(text, what, longest) if text else None


def version_number(number: int, what: str) -> int:
    """Return the version of a document or series; OutgoingError where no message can name it: they go from 1 to 999."""
    if not 1 <= number <= 999:
        raise OutgoingError(f"the version of {what} is {number}: a message names versions from 1 to 999")
    return number


def writable_reasons(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return reasons as a message takes them: texts in one line and not too long; codes as they came."""
    return tuple(Reason(identification(one.code.strip(), "reason code"), _line(one.text)) for one in reasons)


def _line(text: str | None) -> str | None:
    """Return a text in one line: what cannot be printed reads as a blank; None where nothing is left."""
    return _UNPRINTABLE.sub(" ", text or "").strip()[:LONGEST_REASON].strip() or None


def quantity(megawatts: float) -> str:
    """Return an amount in MW with three decimals, or with as many as it has where these are more."""
    exact = Decimal(repr(megawatts))
    exponent = exact.as_tuple().exponent
    digits = max(3, -exponent) if isinstance(exponent, int) else 3
    return f"{exact:.{digits}f}"


def coding_scheme(identification: str) -> str:
    """Return the coding scheme of a party or area: A10 for a GS1 number, else A01, which is EIC."""
    return "A10" if len(identification) == 13 and identification.isdecimal() else "A01"


def second(at: datetime) -> str:
    """Return an instant as messages write it: UTC, to the second."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def minute(at: datetime) -> str:
    """Return the bound of an interval as messages write it: UTC, to the minute."""
    return at.strftime("%Y-%m-%dT%H:%MZ")
