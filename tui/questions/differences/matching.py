"""What the screen and the command of matching ask the store: how the trades of schedules stand."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from store.model.readable_store import ReadableStore
from store.model.timeline import EVERYTHING, Event, Scope
from tui.presentation.branches import Branches, meant

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.diff.reconciling.anomaly_reading import Reading
    from store.diff.reconciling.reconciliation import Reconciliation

    ReadOne = Callable[[str, int | None, Mapping[str, Reading] | Reading | None], Reconciliation]
    """Returns how the trades of a version (None the latest) of a schedule stand; may raise StoreError."""

    Read = tuple[int, int, Reconciliation]
    """How many schedules were read, of how many, and the last one."""

    ReadAll = Callable[[], Iterator[Read]]
    """Reads one schedule after the other; may raise StoreError."""


def to_match(path: Branches, shown: Event | None, *, in_tree: bool) -> Scope | None:
    """Return what is to be matched: the schedule or version selected, a whole day, else that of the event shown.

    All schedules are meant where they are gone to `in_tree`, or where no event says which. None where nothing does.
    """
    scope = path[-1].scope if path else None
    if scope is not None and scope.schedule_uid is None and (in_tree or scope != EVERYTHING):
        return scope
    chosen = meant(path, shown)
    return chosen if chosen.schedule_uid is not None else scope


def reconciliation_question(store: ReadableStore, named_exchanges: Collection[str]) -> "ReadOne":
    """Return the question for the trades of a schedule; exchanges are the invented ones, and those a user named."""

    def question(uid: str, version: int | None, readings: "Mapping[str, Reading] | Reading | None") -> "Reconciliation":
        from store.diff.reconciling.reconciliation import reconciliation
        from store.lifecycle.market.parties import exchange_codes

        exchanges = exchange_codes() | set(named_exchanges)
        return reconciliation(store.life(uid), version, exchanges=exchanges, readings=readings)

    return question


def reconciled(store: ReadableStore, scope: Scope, question: "ReadOne") -> "Iterator[Read]":
    """Give the schedules of a scope one after the other: how many were read, of how many, and the trades.

    Of a scope within a version it is that version. May raise StoreError.
    """
    uids = store.schedule_uids(scope)
    for done, uid in enumerate(uids, start=1):
        yield done, len(uids), question(uid, scope.version, None)
