"""The simulated market: what happens of itself, at the times and with the habits of each TSO."""

from store.lifecycle.simulation.playing import Played, Simulation

__all__ = ["Played", "Simulation"]
