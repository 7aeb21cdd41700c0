"""What the store answers with, as values that go to the widgets."""

from dataclasses import dataclass

from store.model.timeline import EventRow, Scope
from tui.presentation.branches import Branches

Levels = tuple[tuple[Scope, Branches], ...]
"""Branches by the scope they are listed below, outer ones first."""


@dataclass(frozen=True, slots=True)
class Page:
    """The events of a scope: how many, where the cursor stands, and rows from the index `start` on."""

    scope: Scope
    total: int
    cursor: int
    start: int
    rows: tuple[EventRow, ...]
