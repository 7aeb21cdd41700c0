"""Documents of hostile texts, as their readers take them: tables, pages and Markdown."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from lxml import html
from markdown_it import MarkdownIt

from store.exchange.spreadsheet import COLUMNS
from tests.hostile.shown.terminals import complaints
from tests.support.report_texts import page, tokens

TWIN = str.maketrans("<>&\"'", "(){;,")
"""Makes of a text one of the same length and look in which nothing means anything in HTML."""

SEPARATORS = ",;\t"
"""What spreadsheets of one country or another take for the end of a cell."""

_NUMBERS = frozenset({"sequence", "version", "quarter_hours", "largest_delta_mw", "delta_mwh", "series"})
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def of_table(written: bytes, rows: int) -> Iterator[str]:
    """Give what a spreadsheet finds wrong: cells that are formulas, rows missing or of another length."""
    text = written.decode()
    yield from (f"CSV: {one}" for one in complaints(text.replace("\r\n", "\n")))
    read = list(csv.reader(StringIO(text, newline="")))
    if len(read) != rows + 1:
        yield f"CSV: {len(read) - 1} rows of {rows} events"
    for row in read[1:]:
        if len(row) != len(COLUMNS):
            yield f"CSV: a row of {len(row)} cells: {row}"
        for column, cell in zip(COLUMNS, row, strict=False):
            if (column.name in _NUMBERS and not is_number(cell)) or (column.name not in _NUMBERS and is_formula(cell)):
                yield f"CSV: {column.name} is {cell[:80]!r}"
    for separator in SEPARATORS[1:]:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
            yield from (f"CSV cut at {separator!r}: a cell is {cell[:80]!r}" for cell in row if is_formula(cell))


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet may take a cell for a formula, or come to do so once it is trimmed."""
    return cell.lstrip().startswith(_FORMULA)


def is_number(cell: str) -> bool:
    """Return whether a cell is a number or empty; nothing else may begin with a minus."""
    try:
        return not cell or float(cell) is not None
    except ValueError:
        return False


def of_markdown(written: str) -> Iterator[str]:
    """Give what a reader of Markdown finds that is none of ours: HTML, links, pictures, code."""
    try:
        tokens(written)
    except AssertionError as error:
        yield f"markdown: {error or 'something acts'} in {written[:200]!r}"
    for block in MarkdownIt("gfm-like").parse(written):
        if any(one.type in {"link_open", "image"} for one in block.children or ()):
            yield f"markdown: a link in {block.content[:200]!r}"


def of_page(written: str, twin: str) -> Iterator[str]:
    """Give what a browser finds that is none of ours.

    That is whatever acts, and every element or attribute that the page of harmless texts, its twin, has not as often.
    """
    try:
        page(written)
    except AssertionError as error:
        yield f"html: {error or 'something acts'} in {written[:200]!r}"
    ours, theirs = parts(written), parts(twin)
    for part in ours.keys() | theirs.keys():
        if ours[part] != theirs[part]:
            yield f"html: {ours[part]} of {part}, {theirs[part]} with harmless texts, in {written[:200]!r}"


def parts(written: str) -> Counter[tuple[str, ...]]:
    """Return how often a page has each element with its attributes, comments too."""
    found: Counter[tuple[str, ...]] = Counter()
    for one in html.document_fromstring(written).iter():
        name = one.tag if isinstance(one.tag, str) else "<!-- -->"
        found[(name, *(f"{key}={one.get('class')}" if key == "class" else str(key) for key in one.attrib))] += 1
    return found
