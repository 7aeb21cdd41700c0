"""The library of scenarios, by names a person would use, and the simulations that play them."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches

from store.errors import StoreError
from store.lifecycle.identity import Identity
from store.lifecycle.life import Life, blank
from store.lifecycle.scenarios import plots
from store.lifecycle.scenarios.script import Plot, Script, default_start
from store.lifecycle.simulation.planning import Planned
from store.lifecycle.simulation.playing import Simulation
from store.model.market.delivery_day import quarter_hours, zone_of
from store.model.market.tso import TSOS, Market, Tso, tso

USUAL_TSO = "DE-AMPRION-TSO"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A story with its findings: the codes that a check gives once it is over, and no others."""

    name: str
    about: str
    findings: frozenset[str]
    plot: Plot


SCENARIOS = (
    Scenario("happy-day", "submitted, acknowledged within a minute, confirmed", frozenset(), plots.happy_day),
    Scenario(
        "rejected-and-resubmitted",
        "version 1 is out of balance and rejected (A54), version 2 is confirmed",
        frozenset({"not-in-balance"}),
        plots.rejected_and_resubmitted,
    ),
    Scenario(
        "anomaly-corrected",
        "a purchase does not match the counterpart's (A09), version 2 mends it",
        frozenset(),
        plots.anomaly_corrected,
    ),
    Scenario(
        "counterpart-missing",
        "the counterparty has not sent its side of a sale (A28), and the gate comes nearer",
        frozenset({"open-anomaly"}),
        plots.counterpart_missing,
    ),
    Scenario(
        "imposed-by-exchange",
        "a purchase differs from the exchange, whose values take its place in the end (A30)",
        frozenset({"not-fully-accepted"}),
        plots.imposed_by_exchange,
    ),
    Scenario(
        "partial-confirmation",
        "the final confirmation leaves out one series (A07)",
        frozenset({"not-fully-accepted"}),
        plots.partial_confirmation,
    ),
    Scenario(
        "silent-tso",
        "no answer comes, whatever the status requests ask",
        frozenset({"no-acknowledgement"}),
        plots.silent_tso,
    ),
    Scenario(
        "too-late",
        "version 2 is sent after the last gate and refused (A57), version 1 is confirmed",
        frozenset({"late-submission", "not-resubmitted"}),
        plots.too_late,
    ),
    Scenario(
        "clock-change",
        "92 or 100 quarter-hours, and a change where the clocks change",
        frozenset(),
        plots.clock_change,
    ),
    Scenario("intraday-storm", "more than 100 versions in a day", frozenset(), plots.intraday_storm),
)
"""Every scenario, the plain ones first."""


def scenario(name: str) -> Scenario:
    """Return the scenario of this name; raises StoreError that names the nearest."""
    known = {one.name: one for one in SCENARIOS}
    if name not in known:
        near = get_close_matches(name, known, n=1)
        meant = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
        raise StoreError(f"there is no scenario {name!r}: {meant}")
    return known[name]


def play(name: str, *, seed: int, day: date, tso: str | None = None, start: datetime | None = None) -> Simulation:
    """Return a scenario made out for a delivery day, ready to be stepped through; Amprion where no TSO is named.

    It begins at `start`, well before the day-ahead gate when left out. Raises StoreError for an unknown
    scenario or TSO.
    """
    chosen, at = scenario(name), known_tso(tso or USUAL_TSO)
    begins = (start or default_start(day, at.market)).astimezone(UTC)
    key = f"{name} {seed} {day} {at.code} {begins.isoformat()}"
    return staged([(chosen.plot, at, begins)], day=day, key=key)


def staged(parts: Iterable[tuple[Plot, Tso, datetime]], *, day: date, key: str) -> Simulation:
    """Return the simulation of several schedules of a day at once, each with its plot, TSO and start."""
    identity = Identity(key)
    lives: list[Life] = []
    plan: list[Planned] = []
    for plot, at, begins in parts:
        life = blank(at, day, begins, identity)
        chance = random.Random(f"script {key} {at.code}")  # noqa: S311 - an invented story, no secret
        script = Script(life.uid, at, day, begins, chance)
        plot(script)
        lives.append(life)
        plan += script.plan
    return Simulation(lives, plan, seed=key)


def known_tso(text: str) -> Tso:
    """Return the TSO of this code or name; raises StoreError that names those there are."""
    found = tso(text)
    if found is None:
        names = [one.name for one in TSOS]
        raise StoreError(f"no TSO is called {text!r}: there are {', '.join(names)}")
    return found


def next_clock_change(after: date, market: Market) -> date:
    """Return the next day from this one on that has 92 or 100 quarter-hours."""
    zone = zone_of(market)
    days = (after + timedelta(days=number) for number in range(366))
    return next(day for day in days if len(quarter_hours(day, zone)) != 96)
