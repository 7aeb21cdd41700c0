"""What the screens are given: how to draw, what to open, and where to begin."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

from store.model.timeline import Scope

if TYPE_CHECKING:
    # drawing the first frame does without them
    from tui.presentation.signs import Signs
    from tui.presentation.times import TimeFormat


@dataclass(frozen=True)
class View:
    """What the screen is drawn with: signs, the zone of local times, the clock, the first format, and the bell.

    `ack_minutes` is how long an acknowledgement may take, None as long as the profile of its TSO says.
    `exchanges` are the EICs of counterparties that a user named as exchanges.
    """

    signs: "Signs"
    zone: tzinfo
    clock: Callable[[], datetime]
    time_format: "TimeFormat"
    bell: bool = False
    ack_minutes: int | None = None
    exchanges: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wish:
    """Where to begin in a store: at an event, else at a scope, which belongs to a day; and filtered by which query.

    With `within` the event is looked at in the scope, not where it belongs. Without a query it is the one left.
    """

    uid: str | None = None
    scope: Scope | None = None
    day: date | None = None
    query: str | None = None
    within: bool = False


@dataclass(frozen=True)
class Opening:
    """Which store to open, how, and where in it to begin; a temporary one is gone when the screen is left.

    `foreseen` returns what was found ahead, see tui.starting.forerunner.
    """

    target: str
    read_only: bool
    wish: Wish
    temporary: bool = False
    foreseen: Callable[[], object] | None = None


@dataclass(frozen=True)
class Surroundings:
    """What the screens have from outside.

    `demo_target` makes the demo store and returns its target, `store_for` returns the target of a store for
    whatever path a user names; both may take long and run in a worker. What is remembered is kept in the
    file `state_path`; without one nothing is. `zone` is that of local times, None for the market's.
    `temporary_in` is the system's folder of temporary files, for telling which stores do not last.
    """

    demo_target: Callable[[], str] | None = None
    store_for: Callable[[str], str] = str
    state_path: Path | None = None
    zone: tzinfo | None = None
    temporary_in: Path | None = None


@dataclass
class FirstShown(Message):
    """The first answer of a store is there, or it is not to be had: keys mean what is seen."""

    is_there: bool


@dataclass
class StoreReady(Message):
    """A store was chosen on the first screen and can be opened; or a sandbox that was `made` to be written into."""

    target: str
    made: bool = False
