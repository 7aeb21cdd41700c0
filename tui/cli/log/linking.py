"""A link on the command line, and what is said where it is none."""

import sys
from typing import TYPE_CHECKING

from store.errors import StoreError

if TYPE_CHECKING:
    # what belongs to the screen takes longer to import than an answer without it
    from tui.links import Link
    from tui.view import Wish

SCHEME = "gridtrail://"


def link_in_argument(text: str | None) -> "Link | None":
    """Return the link that an argument is, None where it is something else; raises StoreError that underlines it."""
    if text is None or not text.startswith(SCHEME):
        return None
    from store.query.language.mistake import QueryError
    from tui.cli.printing.text_output import Terminal
    from tui.links import link_in
    from tui.presentation.filtering.query_mistake import mistake_lines

    try:
        return link_in(text)
    except QueryError as error:
        raise StoreError("\n".join(mistake_lines(text, error, Terminal.of(sys.stderr).width))) from error


def wish_of(link: "Link | None", event: str | None, query: str | None) -> "Wish":
    """Return where a link leads; an event or a query that is named beside it comes before its own."""
    from tui.view import Wish

    if link is None:
        return Wish(event, query=query)
    return Wish(
        uid=event or link.event,
        scope=link.scope,
        day=link.day,
        query=link.query if query is None else query,
        within=link.scope is not None and event is None,
    )
