"""How many examples a law is tried with."""

from hypothesis import settings

USUAL = 25
"""Examples of a law in a usual run of the tests."""


def examples(number: int) -> int:
    """Return how many examples take the place of so many of a usual run, by the profile that was asked for."""
    return max(1, number * settings().max_examples // USUAL)
