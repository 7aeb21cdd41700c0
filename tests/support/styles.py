"""Textual's styles at less cost: every application of a test reads and matches the same ones."""

from collections import defaultdict
from typing import Any

import pytest
from textual.css import match, stylesheet
from textual.css.model import RuleSet, Selector
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

_READ: defaultdict[frozenset[tuple[str, str]], dict[tuple[object, ...], list[RuleSet]]] = defaultdict(dict)
"""The rules of each text of styles, by the variables in it; once they are read nothing changes them."""


def spare_styles(patch: pytest.MonkeyPatch) -> None:
    """Read each text of styles once for all applications, and match no selector whose own part does not match."""
    read, matches = Stylesheet._parse_rules, match._check_selectors

    # what Textual passes on
    def read_once(self: Stylesheet, css: str, *where: Any, **more: Any) -> list[RuleSet]:
        known = _READ[frozenset(self._variables.items())]
        key = (css, *where, *more.items())
        if key not in known:
            known[key] = read(self, css, *where, **more)
        return known[key]

    def matches_itself_first(selectors: list[Selector], path: list[DOMNode]) -> bool:
        return selectors[-1].check(path[-1]) and matches(selectors, path)

    patch.setattr(Stylesheet, "_parse_rules", read_once)
    patch.setattr(match, "_check_selectors", matches_itself_first)
    patch.setattr(stylesheet, "_check_selectors", matches_itself_first)
    # that of Textual gives the same, but in Python
    patch.setattr(RuleSet, "__hash__", object.__hash__)
