"""What no form of a report may do with a text out of a log, and hostile texts to try it with."""

import re
import unicodedata

from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.token import Token

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=http://evil.example/x onerror=alert(1)>",
    "\x1b]8;;http://evil.example\x07click\x1b[31m",
    "\u202egnp.exe\u2066",
    "| a | b |\n| --- | --- |\n`code` **bold** [x](http://evil.example) ![y](z)",
    "{{ 7 * 7 }}{% raw %}",
    "=cmd|' /C calc'!A0",
    "www.evil.example @everyone # heading",
    "]]> --> <!-- & &amp; \" '",
    "\x00\x9b31m\ud800\u200b\ufeff",
)


def is_inert(text: str) -> bool:
    """Return whether a text of several lines holds no control, format or other invisible character."""
    return all(one == "\n" or unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for one in text)


def page(text: str) -> html.HtmlElement:
    """Return a page read, after checking that it runs nothing and asks nobody for anything."""
    assert is_inert(text)
    read: html.HtmlElement = html.document_fromstring(text)
    tags = {one.tag for one in read.iter() if isinstance(one.tag, str)}
    assert not tags & {"script", "iframe", "object", "embed", "img", "link", "base", "form", "a", "use", "image"}
    for one in read.iter():
        for name, value in one.attrib.items():
            assert not str(name).startswith("on")
            assert str(name) not in {"href", "src", "srcset", "style", "action"}
            assert "://" not in str(value) or (name, value) == ("xmlns", "http://www.w3.org/2000/svg")
    style = "".join(one.text or "" for one in read.iter("style"))
    assert not re.search(r"url\(|@import|</", style)
    return read


def pictures(text: str) -> list[etree._Element]:
    """Return the charts of a page, each well-formed for itself and named for those who do not see it."""
    found = [etree.fromstring(one) for one in re.findall(r"<svg.*?</svg>", text, re.DOTALL)]
    for one in found:
        labels = (one.get("aria-labelledby") or "").split()
        texts = {inner.get("id"): inner.text for inner in one.iter() if inner.get("id")}
        assert len(labels) == 2
        assert all(texts[label] for label in labels)
    return found


def tokens(markdown: str) -> list[Token]:
    """Return Markdown read as GitHub would, after checking that no HTML, link or picture is in it."""
    assert is_inert(markdown)
    read = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").parse(markdown)
    for token in (inner for one in read for inner in (one, *(one.children or ()))):
        assert token.type not in {"html_block", "html_inline", "link_open", "image", "fence", "code_block"}
    return read


def tables(markdown: str) -> list[list[list[str]]]:
    """Return the tables of a Markdown text: rows of cells, the head first."""
    found: list[list[list[str]]] = []
    cells: list[str] | None = None
    for token in tokens(markdown):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            cells = []
            found[-1].append(cells)
        elif token.type == "tr_close":
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append("".join(child.content for child in token.children or ()))
    return found
