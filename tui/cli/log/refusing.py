"""What is said where a command looked at no schedule at all, because there is none for what was asked."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.model.texts.inert import inert

if TYPE_CHECKING:
    from store.database.store import Store
    from store.model.schedules.tree import ScheduleNode
    from store.query.question import Question


def refuse_none(
    store: "Store", named: "Sequence[ScheduleNode]", question: "Question", day: date | None, text: str
) -> None:
    """Raise StoreError where none is there: of a day, of all that are `named`, or of those that a query names.

    Where a query asks for what happened, too, it may be that nothing of it did, which is no mistake.
    """
    if not named:
        raise none_of_day(store, day)
    if not _names_some(store, named, question):
        of_day = f" of {day}" if day else ""
        raise StoreError(f"there are no schedules{of_day} that {inert(text, 60)!r} names")


def none_of_day(store: "Store", day: date | None) -> StoreError:
    """Return what is raised where a store has no schedules of a day, or none at all."""
    days = [one.day for one in store.days() if one.day is not None]
    if day is None or not days:
        return StoreError(f"the store {store.name!r} has no schedules")
    nearest = min(days, key=lambda one: abs(one - day))
    return StoreError(f"there are no schedules of {day}: the nearest day that has some is {nearest}")


def _names_some(store: "Store", named: "Sequence[ScheduleNode]", question: "Question") -> bool:
    """Return whether some schedules are such as a query names them, whatever happened to them."""
    from store.model.timeline import EVERYTHING
    from store.query.language.fields import Field
    from store.query.question import Named, Question, Ranged

    fields = {Field.TSO, Field.MARKET, Field.DATE, Field.SCHEDULE}
    naming = tuple(
        one for one in question.criteria if isinstance(one.test, Named | Ranged) and one.test.field in fields
    )
    if not naming:
        return True
    uids = store.answers(Question(naming)).schedule_uids(EVERYTHING)
    return any(one.uid in uids for one in named)
