"""The forms that differences are shown in."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.exchange.reports.differences.diff_report import DiffReport, diff_report, event_report, side_changes
from store.exchange.reports.differences.machine_forms import change_object, patch
from store.model.texts.ascii_json import ascii_json
from tui.cli.comparing.asked import Asked

if TYPE_CHECKING:
    from tui.cli.printing.text_output import Terminal

WIDTH_OF_A_PIPE = 160
"""Columns of a side-by-side text that goes to no terminal."""


class Form(StrEnum):
    """How differences are shown."""

    SIDES = "side by side"
    UNIFIED = "unified"
    PATCH = "json-patch"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


_BY_ENDING = {".html": Form.HTML, ".htm": Form.HTML, ".md": Form.MARKDOWN}


def form_of(named: list[Form], output: str) -> Form:
    """Return the form that was asked for, that of the file's name, or else what suits where it is written to."""
    if len(named) > 1:
        raise StoreError(f"choose one form: --{named[0]} or --{named[1]}")
    if named:
        return named[0]
    if output != "-":
        return next((form for ending, form in _BY_ENDING.items() if output.lower().endswith(ending)), Form.UNIFIED)
    return Form.SIDES if sys.stdout.isatty() else Form.UNIFIED


def differs(wanted: Asked) -> bool:
    """Return whether there is any difference between the two sides."""
    return bool(side_changes(wanted.before, wanted.after))


def report_of(wanted: Asked) -> DiffReport:
    """Return what differs as the values that texts and pages are made of."""
    if wanted.event is not None:
        return event_report(wanted.event)
    return diff_report(wanted.before, wanted.after, title=wanted.title, facts=wanted.facts)


def file_text(wanted: Asked, form: Form) -> str:
    """Return differences in a form that is the same wherever it is written to."""
    if form is Form.PATCH:
        return ascii_json(patch(wanted.before, wanted.after), indent=2) + "\n"
    if form is Form.JSON:
        found = side_changes(wanted.before, wanted.after)
        return "".join(f"{ascii_json(change_object(one))}\n" for one in found)
    report = report_of(wanted)
    if form is Form.HTML:
        from store.exchange.reports.pages import diff_html

        return diff_html(report)
    if form is Form.MARKDOWN:
        from store.exchange.reports.differences.diff_markdown import diff_markdown

        return diff_markdown(report)
    from store.exchange.reports.differences.diff_unified import unified_lines

    return "".join(f"{line}\n" for line in unified_lines(report))


def terminal_lines(wanted: Asked, form: Form, terminal: "Terminal") -> Iterator[str]:
    """Yield the lines of the two forms that suit a terminal, in its colours."""
    from tui.cli.comparing.colours import Colours
    from tui.presentation.signs import ASCII

    colours = Colours.of(terminal.stream)
    if form is Form.UNIFIED:
        yield from map(colours.unified, file_text(wanted, Form.UNIFIED).splitlines())
        return
    from tui.cli.comparing.side_by_side import side_lines
    from tui.cli.printing.text_output import event_line
    from tui.presentation.pieces import Piece, cut, plain

    width = terminal.width if terminal.stream.isatty() else WIDTH_OF_A_PIPE
    if wanted.event is not None:
        yield plain(cut((Piece(event_line(wanted.event.row, terminal)),), width, terminal.signs.cut))
    sides = wanted.before, wanted.after
    # what else the entry holds would only be counted
    subject = sides if wanted.event is None else replace(wanted.event, fields={})
    names = wanted.before.title, wanted.after.title
    yield from side_lines(subject, names, width, colours, unicode=terminal.signs is not ASCII)
