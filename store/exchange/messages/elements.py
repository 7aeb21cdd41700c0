"""An XML message as elements: parsed without trust, looked up by local name, every error with its line.

Both syntaxes keep one value in one element, ESS in the attribute `v`, CIM as its text.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from store.errors import StoreError
from store.exchange.sources.limits import DEFAULT_LIMITS, set_by, size_in_words

_SHOWN_CHARACTERS = 60


class MessageError(StoreError):
    """Something is not a message Gridtrail can read; `line` is where in the file, counted from 1."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason if line is None else f"line {line}: {reason}")
        self.line = line


def parsed(content: bytes, longest: int = DEFAULT_LIMITS.message_bytes) -> etree._Element:
    """Return the root element; no DTD is loaded, no entity resolved and nothing fetched.

    Raises MessageError for content of more than `longest` bytes, for XML that is not well-formed or nested too
    deeply, and for a document that declares or uses entities of its own.
    """
    if len(content) > longest:
        raise MessageError(f"the message has more than {size_in_words(longest)} {set_by('message_bytes')}")
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise MessageError(f"the XML cannot be read: {_parser_reason(error)}", error.lineno) from error
    _refuse_entities(root, parser)
    return root


def _parser_reason(error: etree.XMLSyntaxError) -> str:
    """Return what the parser says, without the place it repeats and without its own options."""
    reason = re.sub(r",? (line \d+, column \d+|see xml\w+\.?|(use|try) XML_\w+( option)?)", "", error.msg or "")
    return reason.strip()[:200] or "it cannot be parsed"


def _refuse_entities(root: etree._Element, parser: etree.XMLParser) -> None:
    """Raise MessageError when the DOCTYPE declares entities or the text names undeclared ones.

    The parser expands entities in attributes whatever its settings, and drops undeclared ones there
    when a DTD is named: either would change a value unseen.
    """
    # the stubs of lxml do not know the declarations of a DTD
    subset: Any = root.getroottree().docinfo.internalDTD
    if subset is not None and any(subset.iterentities()):
        raise MessageError("the DOCTYPE declares entities: a message must have none; remove the declarations")
    for entry in parser.error_log:
        if entry.type_name == "WAR_UNDECLARED_ENTITY":
            raise MessageError("the text uses an entity: write the characters themselves instead", entry.line)


def error_at(element: etree._Element, reason: str) -> MessageError:
    """Return the error with this reason at the line of the element."""
    # the stubs of lxml give the line no type
    line: Any = element.sourceline
    return MessageError(reason, line)


def local_name(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return etree.QName(element).localname


def namespace(element: etree._Element) -> str:
    """Return the element's namespace; empty without one."""
    return etree.QName(element).namespace or ""


def children(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the children of any of these local names, in document order."""
    return parent.iterchildren(*(f"{{*}}{name}" for name in names))


def child(parent: etree._Element, *names: str) -> etree._Element | None:
    """Return the first child of any of these local names."""
    return next(children(parent, *names), None)


def required_child(parent: etree._Element, *names: str) -> etree._Element:
    """Return the first child of any of these local names; MessageError without one."""
    element = child(parent, *names)
    if element is None:
        expected = " or ".join(f"<{name}>" for name in names)
        raise error_at(parent, f"<{local_name(parent)}> has no {expected}")
    return element


def value(element: etree._Element) -> str:
    """Return the element's value without surrounding blanks: its attribute `v`, else its text."""
    return (element.get("v") or element.text or "").strip()


def text(parent: etree._Element, *names: str) -> str | None:
    """Return the value of the first child of any of these names; None where missing or empty."""
    element = child(parent, *names)
    return None if element is None else value(element) or None


def required(parent: etree._Element, *names: str) -> str:
    """Return the value of the first child of any of these names; MessageError where missing or empty."""
    element = required_child(parent, *names)
    found = value(element)
    if not found:
        raise error_at(element, f"<{local_name(element)}> is empty: expected a value")
    return found


def mistake(element: etree._Element, expected: str, found: str | None = None) -> MessageError:
    """Return the error for an element whose value is not what was expected, with what was found."""
    found = value(element) if found is None else found
    shown = found if len(found) <= _SHOWN_CHARACTERS else found[:_SHOWN_CHARACTERS] + "…"
    return error_at(element, f"<{local_name(element)}> is {shown!r}: expected {expected}")
