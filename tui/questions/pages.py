"""What the store answers with, as values that go to the widgets."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.model.timeline import EVERYTHING, EventRow, Moment, Scope
from tui.presentation.branches import Branches

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.absent import Absent
    from store.query.question import Question

Levels = tuple[tuple[Scope, Branches], ...]
"""Branches by the scope they are listed below, outer ones first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is listed: the events of a scope, with a question those of them that answer it."""

    scope: Scope = EVERYTHING
    question: "Question | None" = None


@dataclass(frozen=True, slots=True)
class Page:
    """The events that are listed: how many, where the cursor stands, and rows from the index `start` on.

    While it is not `counted` these are the newest of them only, and there may be more before them.
    `landmarks` are the moments after which the blocks of 200 begin, where counting came by them. What was appended
    up to the sequence `reached` is there, None where nothing more comes: as of a moment. Where there are none,
    `absent` are the values asked for that no event of the store has, and `elsewhere` is how many events outside the
    scope answer, as far as that is counted.
    """

    asked: Asked
    total: int
    cursor: int
    start: int
    rows: tuple[EventRow, ...]
    counted: bool = True
    landmarks: tuple[Moment | None, ...] = ()
    reached: int | None = None
    absent: "tuple[Absent, ...]" = ()
    elsewhere: int = 0
