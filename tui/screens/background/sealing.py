"""Whether the log still is what was appended: looked at in the background where it is small, else when asked."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget
from textual.worker import get_current_worker

from store.errors import StoreError
from tui.presentation.head.head import SealState
from tui.widgets.layer import Layer

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.seal.verifying import Verdict
    from store.database.store import Store
    from store.model.timeline import EventRow

SMALL = 20_000
"""Up to so many entries a log is verified unasked."""

AFTER_SECONDS, PAUSE_SECONDS = 3.0, 0.02
"""How long after opening that begins, and how long others have the time after every few hundred entries."""


class Sealing(Layer):
    """Holds what is below; verifies the seal of the store and tells how it stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "S", "verify", "Seal", tooltip="Whether the log still is what was appended", id="seal.verify", show=False
        ),
    ]

    store: var["Store | None"] = var(None)

    @dataclass
    class Stands(Message):
        """How the seal stands now."""

        state: SealState

    @dataclass
    class Verified(Message):
        """What a verification found, and the row of the event that does not hold; `asked` for by the user."""

        verdict: "Verdict"
        row: "EventRow | None"
        asked: bool

    @dataclass
    class Failed(Message):
        """The log could not be read."""

        error: StoreError

    def __init__(self, inside: Widget) -> None:
        super().__init__()
        self._inside = inside
        self._stop = threading.Event()

    def compose(self) -> ComposeResult:
        yield self._inside

    def on_unmount(self) -> None:
        self._stop.set()

    def watch_store(self, store: "Store | None") -> None:
        self.refresh_bindings()
        if store is not None:
            self.set_timer(AFTER_SECONDS, partial(self._look, store, asked=False))

    def _look(self, store: "Store", *, asked: bool) -> None:
        work = partial(self._verify, store, asked=asked)
        self.run_worker(work, group="seal", thread=True, exclusive=True)

    def _verify(self, store: "Store", *, asked: bool) -> None:
        """Verify off the event loop; answer with a message."""
        from store.database.reading.interruption import GivenUpError

        worker = get_current_worker()
        try:
            sealed = store.sealed
            if not asked and store.reached() > SMALL:
                return
            found = sealed.verify(self._pausing(lambda: worker.is_cancelled, pause=0 if asked else PAUSE_SECONDS))
            row = sealed.event_at(found.broken.index) if found.broken else None
            answer: Message = self.Verified(found, row, asked)
        except GivenUpError:
            return
        except StoreError as error:
            answer = self.Failed(error)
        if not worker.is_cancelled:
            self.post_message(answer)

    def _pausing(self, is_cancelled: Callable[[], bool], *, pause: float) -> Callable[[int, int], None]:
        """Return what is told of every few hundred entries: it leaves others the time, and gives up with the screen."""
        from store.database.reading.interruption import GivenUpError

        def progress(_done: int, _all: int) -> None:
            if self._stop.wait(pause) or is_cancelled():
                raise GivenUpError("verifying was given up")

        return progress

    @on(Verified)
    def tell(self, verified: Verified) -> None:
        from tui.presentation.head.seal_text import broken_text, holding

        found = verified.verdict
        if found.broken:
            words = f"the seal of this log is broken. {broken_text(found, verified.row)}"
            self._say(SealState.BROKEN, words)
        else:
            self._say(SealState.HOLDS, holding(found.head) if verified.asked else None)

    @on(Failed)
    def tell_failure(self, failed: Failed) -> None:
        self._say(SealState.UNKNOWN, str(failed.error))

    def _say(self, state: SealState, words: str | None) -> None:
        """Tell how the seal stands, in words for who asked or when it is broken."""
        self.post_message(self.Stands(state))
        if words is not None:
            is_broken = state is SealState.BROKEN
            self.notify(words, severity="error" if is_broken else "information", markup=False, timeout=30)

    def why_not(self, action: str) -> str | None:
        """Return why an action cannot be done now; None when it can."""
        return "no store is open" if action == "verify" and self.store is None else None

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        return None if self.why_not(action) else True

    def action_verify(self) -> None:
        if self.store is not None:
            self.post_message(self.Stands(SealState.CHECKED))
            self._look(self.store, asked=True)
