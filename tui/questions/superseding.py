"""Questions of which only the newest is of use."""

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # importing the store takes longer than drawing the first frame
    from store.database.query.answers import Answers


class Turn:
    """The turn of one question."""

    def __init__(self, superseding: "Superseding") -> None:
        self._superseding = superseding

    def read_on(self, found: "Answers | None") -> bool:
        """Read these answers from now on, or none; tell whether that is wanted: something newer may be asked by now.

        May take a round trip to the database.
        """
        return self._superseding.read_on(found, self)


class Superseding:
    """Gives up the answers that are being read when others are to be.

    Whose turn it is is told when something is asked; what answers may begin in another order, in any thread.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._turn: Turn | None = None
        self._reading: Answers | None = None

    def next_turn(self) -> Turn:
        """Return the turn of what is asked now, in place of all that was asked before."""
        turn = self._turn = Turn(self)
        return turn

    def read_on(self, found: "Answers | None", turn: Turn) -> bool:
        """Read what was found in its turn; see Turn."""
        with self._lock:
            if turn is not self._turn:
                return False
            before, self._reading = self._reading, found
        if before is not None:
            before.give_up()
        return True

    def give_up(self) -> None:
        """Read no further; may take a round trip to the database."""
        with self._lock:
            before, self._reading = self._reading, None
        if before is not None:
            before.give_up()
