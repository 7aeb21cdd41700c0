"""The case of a schedule as a text, with what it was made of."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from store.model.readable_store import ReadableStore
from store.model.texts.inert import inert
from store.model.timeline import StoreKind

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.lifecycle.findings.finding import Limits
    from store.model.recorded import Recorded


# one argument for each thing that the command and the screen know of
def case_text(  # noqa: PLR0913
    source: ReadableStore,
    records: "Sequence[Recorded]",
    now: datetime,
    *,
    as_page: bool,
    zone: tzinfo | None = None,
    limits: "Limits | None" = None,
) -> str:
    """Return the case of the schedule with these entries as of a moment, as a page or as Markdown."""
    from importlib.metadata import version

    from store.exchange.reports.cases.case import case_report

    kind = "a sandbox: its entries may be simulated" if source.kind is StoreKind.SANDBOX else "a record"
    origin = (("store", f"{inert(source.name, 200)}, {kind}"), ("made by", f"Gridtrail {version('gridtrail')}"))
    found = case_report(records, now=now, origin=origin, zone=zone, limits=limits)
    if as_page:
        from store.exchange.reports.pages import case_html

        return case_html(found)
    from store.exchange.reports.cases.case_markdown import case_markdown

    return case_markdown(found)
