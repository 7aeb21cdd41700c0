"""The trades of many schedules as a list: in which order, which of them, and what is not listed yet."""

from collections.abc import Iterator
from typing import NamedTuple

from store.diff.reconciling.reconciliation import Reconciliation
from store.diff.reconciling.trade import Match, Trade
from store.model.texts.inert import counted

MOST_LISTED = 1000
"""How many trades are listed; those beyond are counted."""


class Listed(NamedTuple):
    """A trade in the list with its schedule; `heading` tells that it is the first of it."""

    found: Reconciliation
    trade: Trade
    heading: bool

    @property
    def place(self) -> tuple[str, str]:
        """What tells it from all others, whatever the version: its schedule and its key."""
        return self.found.schedule_uid, self.trade.key


class TradeList:
    """Schedules as they were read, and which of their trades are listed; with `only_open` those that match are not."""

    def __init__(self) -> None:
        self.only_open = False
        self.left_out = 0
        self.listed: list[Listed] = []
        self._found: dict[str, Reconciliation] = {}
        self._waiting: list[Reconciliation] = []

    @property
    def schedules(self) -> tuple[Reconciliation, ...]:
        """The schedules in the order in which they were read."""
        return tuple(self._found.values())

    @property
    def trades(self) -> list[Trade]:
        """The trades of all schedules."""
        return [trade for found in self._found.values() for trade in found.trades]

    def put(self, found: Reconciliation) -> None:
        """Take a schedule; one that was read before takes its place at the next beginning."""
        if found.schedule_uid not in self._found:
            self._waiting.append(found)
        self._found[found.schedule_uid] = found

    def begin_again(self) -> None:
        """List everything anew."""
        self._waiting = list(self._found.values())
        self.listed = []
        self.left_out = 0

    def not_listed(self) -> Iterator[Listed]:
        """Give the trades that are not in the list yet, and take them in."""
        waiting, self._waiting = self._waiting, []
        for found in waiting:
            heading = True
            for trade in found.trades:
                if self.only_open and trade.state is Match.MATCHED:
                    continue
                if len(self.listed) >= MOST_LISTED:
                    self.left_out += 1
                    continue
                self.listed.append(Listed(found, trade, heading))
                heading = False
                yield self.listed[-1]


def progress_text(trades: TradeList, progress: tuple[int, int] | None, cut: str, *, running: bool) -> str:
    """Return how much there is, `3 schedules, 8 trades; 6 forecasts left out`; before, how far the reading is."""
    if running:
        done, schedules = progress or (0, 0)
        return f"{counted(done)} of {counted(schedules)} schedules{cut}" if schedules else f"reading{cut}"
    read = trades.schedules
    forecasts = sum(one.forecasts for one in read)
    words = f"{_count(len(read), 'schedule')}, {_count(len(trades.trades), 'trade')}"
    if trades.left_out:
        words += f", {counted(trades.left_out)} not listed"
    words += f"; {_count(forecasts, 'forecast')} left out" if forecasts else ""
    nameless = nameless_text(sum(one.nameless for one in read))
    return f"{words}; {nameless}" if nameless else words


def nothing_text(trades: TradeList, cut: str, *, running: bool) -> str:
    """Return why the list is empty."""
    if running:
        return f"Laying our values against the counterparties'{cut}"
    if trades.only_open and trades.trades:
        return "All trades match (s shows them)"
    if nameless := sum(one.nameless for one in trades.schedules):
        came = "an anomaly report came, but it names"
        if nameless > 1:
            came = f"{counted(nameless)} anomaly reports came, but they name"
        return f"No trade with a counterparty: {came} no series"
    return "No trade with a counterparty: the log tells of no series and no anomaly report here"


def nameless_text(count: int) -> str:
    """Return how many anomaly reports name no series, empty where all do."""
    return f"{_count(count, 'anomaly report')} {'names' if count == 1 else 'name'} no series" if count else ""


def _count(number: int, word: str) -> str:
    return f"{counted(number)} {word}{'' if number == 1 else 's'}"
