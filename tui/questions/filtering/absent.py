"""Which of the values that a question asks for no event has; asked in a worker when nothing answers."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from store.model.readable_store import ReadableStore
from store.model.timeline import EVERYTHING

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.database.store import Store
    from store.query.absent import Absent
    from store.query.language.fields import Field
    from store.query.question import Question


def absent_from(store: ReadableStore, question: "Question") -> "tuple[Absent, ...]":
    """Return the values asked for that no event of a whole store has; none of them as of another moment."""
    from store.database.store import Store
    from store.query.absent import absent_values

    if not isinstance(store, Store):
        return ()
    return absent_values(question, partial(_occurs, store), partial(_known, store))


def _occurs(store: "Store", question: "Question") -> bool:
    # whether there are more than none
    return not store.answers(question).count(EVERYTHING, 0).is_exact


def _known(store: "Store", field: "Field") -> Sequence[str]:
    return [one.text for one in store.known_values(field) if one.text.strip()]
