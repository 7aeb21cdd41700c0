"""Reports as HTML: one file each that needs nothing else, neither a script nor an address.

Every text is escaped, and made inert again on its way into the page whatever it was before.
"""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from store.exchange.reports.cases.case import CaseReport
from store.exchange.reports.differences.amount_text import LEGEND
from store.exchange.reports.differences.diff_report import DiffReport
from store.model.texts.inert import inert

LONGEST_TEXT = 8000


def diff_html(report: DiffReport) -> str:
    """Return what differs between two states as one HTML file."""
    return _environment().get_template("diff.html").render(report=report, legend=LEGEND)


def case_html(report: CaseReport) -> str:
    """Return the case of a schedule as one HTML file."""
    return _environment().get_template("case.html").render(report=report, legend=LEGEND)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("store.exchange.reports"),
        autoescape=True,
        finalize=_harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["place"] = "{:.2f}".format
    return environment


def _harmless(value: object) -> object:
    """Return a value as it goes into a page: plain text inert, what the templates made as it is."""
    return inert(value, LONGEST_TEXT) if type(value) is str else value
