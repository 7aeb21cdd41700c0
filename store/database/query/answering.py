"""What is asked of a store of which questions are asked: of the store as it is, or as it was at a moment."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection

from store.database.contents import Contents
from store.database.query.answers import Answers
from store.database.query.growing import Growing
from store.database.query.seen import Reading
from store.database.reading.timeline import Timeline
from store.database.text_index.asking import Narrowing
from store.model.readable_store import ReadableStore
from store.query.question import Question


class AnsweringStore(ReadableStore, Protocol):
    """A store that is read, and asked questions."""

    def answers(self, question: Question) -> Answers:
        """Return the events that answer a question, to be read like those of a scope."""


def present_answers(
    connecting: Callable[[], AbstractContextManager[Connection]],
    timeline: Timeline,
    contents: Contents,
    growing: Growing,
    question: Question,
) -> Answers:
    """Return the events of a store as it is that answer a question."""
    reading = Reading(connecting, timeline, growing, Narrowing(question))
    return Answers(reading.now, timeline, contents, question)
