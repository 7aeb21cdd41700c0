"""The scenarios: conversations with a TSO that a seed makes out in full."""

from store.lifecycle.scenarios.library import SCENARIOS, Scenario, next_clock_change, play, scenario
from store.lifecycle.scenarios.live_day import live
from store.lifecycle.scenarios.size import batches

__all__ = ["SCENARIOS", "Scenario", "batches", "live", "next_clock_change", "play", "scenario"]
