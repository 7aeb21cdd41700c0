"""What is asked of a store of which questions are asked: of the store as it is, or as it was at a moment."""

from typing import Protocol

from store.database.query.answers import Answers
from store.model.readable_store import ReadableStore
from store.query.question import Question


class AnsweringStore(ReadableStore, Protocol):
    """A store that is read, and asked questions."""

    def answers(self, question: Question) -> Answers:
        """Return the events that answer a question, to be read like those of a scope."""
