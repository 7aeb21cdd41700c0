"""Reconciliations for tests: lives played act by act, scenarios, and the files of the sample data."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from store.diff.reconciling.reconciliation import Reconciliation, reconciliation
from store.diff.reconciling.trade import Trade
from store.exchange.samples import samples_path
from store.lifecycle.moves import Act, Move
from store.lifecycle.scenarios.library import play
from store.model.recorded import Recorded, recorded
from tests.support.played import Played

PURCHASE, SALE, FROM_EXCHANGE = "TS-003", "TS-004", "TS-005"
KIESELWERK, DEICHWIND, STROMHALLE = "11XKIESELWERK--5", "11XDEICHWIND---A", "11XSTROMHALLE--E"
DAY = date(2026, 3, 26)


def report(
    *codes: str,
    series: str = PURCHASE,
    positions: tuple[int, ...] = (),
    megawatts: float = 0.0,
    version: int = 1,
    deltas: bool = False,
) -> Act:
    """Return the act of an anomaly report."""
    return Act(Move.REPORT_ANOMALY, version, codes, (series,), positions, megawatts, as_deltas=deltas)


def records(played: Played) -> tuple[Recorded, ...]:
    return tuple(recorded(number, content) for number, content in enumerate(played.entries, 1))


def told(played: Played, version: int | None = None, **more: Any) -> Reconciliation:
    """Return how the trades of a played life stand."""
    return reconciliation(records(played), version, **more)


def of_scenario(name: str, seed: int = 3) -> tuple[Recorded, ...]:
    """Return the entries that a scenario writes."""
    simulation = play(name, seed=seed, day=DAY)
    entries: list[bytes] = []
    while step := simulation.step():
        entries += step.entries
    return tuple(recorded(number, content) for number, content in enumerate(entries, 1))


def of_sample(name: str, day: str = "") -> tuple[Recorded, ...]:
    """Return the entries of one file of the sample data in time order; of a schedule of one delivery day only."""
    text = (Path(str(samples_path())) / name).read_bytes()
    lines = [json.dumps(one).encode() for one in json.loads(text)] if name.endswith(".json") else text.splitlines()
    known = [recorded(number, line) for number, line in enumerate(lines, 1)]
    uids = {one.facts.schedule_uid for one in known if not day or str(one.facts.day) == day}
    return tuple(sorted((one for one in known if one.facts.schedule_uid in uids), key=lambda one: one.facts.at))


def trade(found: Reconciliation, name: str) -> Trade:
    """Return the trade that we call so."""
    (one,) = (each for each in found.trades if each.name == name)
    return one


def differing(one: Trade) -> dict[int, tuple[float | None, float | None, float | None]]:
    """Return ours, theirs and the difference by the position of what differs."""
    return {each.position: (each.ours, each.theirs, each.delta) for each in one.differing}
