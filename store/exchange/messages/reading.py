"""Messages out of their files: the syntax is chosen by root element and namespace, never by a file name."""

from datetime import datetime

from lxml import etree

from store.exchange.messages import cim, ess
from store.exchange.messages.elements import MessageError, error_at, local_name, namespace, parsed
from store.exchange.messages.points import Allowance
from store.exchange.messages.values import instant
from store.exchange.sources.limits import DEFAULT_LIMITS, Limits
from store.model.message import Message

__all__ = ["MessageError", "created_at", "looks_like_message", "message"]

_BLANK = b" \t\r\n"
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def message(content: bytes, limits: Limits = DEFAULT_LIMITS) -> Message:
    """Return the message a file holds.

    Raises MessageError with the reason, and the line where there is one, when the content is not
    well-formed, too large, of no known root and namespace, or lacks its id, sender or receiver; and
    when a time, a version, a unit, a position or a quantity cannot be read.
    """
    root = parsed(content, limits.message_bytes)
    allowance = Allowance(limits.quarter_hours)
    name, origin = local_name(root), namespace(root)
    if name in ess.ROOTS and (not origin or origin.startswith(ess.NAMESPACE)):
        return ess.read(root, allowance)
    if name in cim.ROOTS and origin.startswith(cim.NAMESPACE):
        return cim.read(root, allowance)
    raise _unknown(root)


def _unknown(root: etree._Element) -> MessageError:
    """Return the error for a document that is no message of the schedule process."""
    name, origin = local_name(root)[:60], namespace(root)[:100]
    if name in ess.ROOTS:
        reason = f"<{name}> has the namespace {origin!r}: expected none or one that begins with {ess.NAMESPACE}"
    elif name in cim.ROOTS:
        reason = f"<{name}> has the namespace {origin!r}: expected one that begins with {cim.NAMESPACE}"
    else:
        reason = f"the root element is <{name}>: expected one of {', '.join((*ess.ROOTS, *cim.ROOTS))}"
    return error_at(root, reason)


def looks_like_message(head: bytes) -> bool:
    """Return whether the first bytes of a file could begin an XML document: `<` after mark and blanks."""
    if head.startswith(_UTF16_MARKS):
        return head[2:].lstrip(_BLANK + b"\0").startswith(b"<")
    return head.removeprefix(_UTF8_MARK).lstrip(_BLANK).startswith(b"<")


def created_at(content: bytes, limits: Limits = DEFAULT_LIMITS) -> datetime | None:
    """Return when the message says it was made, in UTC; None where it does not say or cannot be read.

    Sorts files before they are read: the time in a file's name can be an hour off.
    """
    try:
        return instant(parsed(content, limits.message_bytes), *ess.CREATED_AT, *cim.CREATED_AT)
    except MessageError:
        return None
