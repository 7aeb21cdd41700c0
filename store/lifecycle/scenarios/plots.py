"""What happens in each scenario, written into the script of one schedule."""

from store.lifecycle.moves import Act, Move
from store.lifecycle.scenarios.script import Script
from store.model.market.delivery_day import QUARTER_HOUR

PURCHASE, SALE, FROM_EXCHANGE = "TS-003", "TS-004", "TS-005"
"""What the trades of an invented portfolio are called."""

_CONFIRMED = ("A06",)
_STORM_VERSIONS = 118
_DIFFERENCES = (0.1, 0.2, 0.5, 1.25)


def happy_day(script: Script) -> None:
    """Tell of a day as it should be: acknowledged within a minute, matched, confirmed."""
    script.begin()
    script.acknowledge(1)
    _confirm(script, 1)


def rejected_and_resubmitted(script: Script) -> None:
    """Tell of a first version that is out of balance and rejected, and a second one that is not."""
    positions = script.positions((16, 19), (3, 8))
    missing = script.chance.randint(2, 6) / 4
    script.begin(Act(Move.SUBMIT, None, ("A54",), (PURCHASE,), positions, -missing))
    script.then(script.acknowledged_after(), Act(Move.REJECT, 1, ("A54",)), "out of balance")
    mended = Act(Move.SUBMIT, None, ("A54",), (PURCHASE,), positions, missing)
    script.then(script.minutes(6, 11), mended, "in balance again", 2)
    script.acknowledge(2)
    _confirm(script, 2)


def anomaly_corrected(script: Script) -> None:
    """Tell of a version that does not match the counterpart's, and a second one that does."""
    script.begin()
    script.acknowledge(1)
    difference = script.chance.choice(_DIFFERENCES)
    positions = script.positions((7, 18), (2, 6))
    differs = Act(Move.REPORT_ANOMALY, 1, ("A09",), (PURCHASE,), positions, difference)
    script.then(script.minutes(8, 14), differs, "does not match the counterpart")
    corrected = Act(Move.SUBMIT, None, (), (PURCHASE,), positions, difference)
    script.then(script.minutes(5, 9), corrected, "corrected", 2)
    script.acknowledge(2)
    _confirm(script, 2)


def counterpart_missing(script: Script) -> None:
    """Tell of a sale that the counterparty has not sent, reported again and again."""
    script.begin()
    script.acknowledge(1)
    for note in ("the counterpart is missing", "still missing", "still missing near the gate"):
        script.then(script.minutes(9, 13), Act(Move.REPORT_ANOMALY, 1, ("A28",), (SALE,)), note)


def imposed_by_exchange(script: Script) -> None:
    """Tell of a purchase from the exchange whose values take the place of ours in the end."""
    script.begin()
    script.acknowledge(1)
    difference = script.chance.choice(_DIFFERENCES)
    positions = script.positions((8, 18), (4, 8))
    differs = Act(Move.REPORT_ANOMALY, 1, ("A29",), (FROM_EXCHANGE,), positions, difference, as_deltas=True)
    script.then(script.minutes(8, 14), differs, "differs from the exchange")
    script.match(1, "A07")
    imposed = Act(Move.IMPOSE, 1, ("A30",), (FROM_EXCHANGE,), positions, difference)
    script.conclude(imposed, "the values of the exchange imposed")


def partial_confirmation(script: Script) -> None:
    """Tell of a final confirmation that leaves out one series."""
    script.begin()
    script.acknowledge(1)
    script.match(1)
    script.conclude(Act(Move.CONFIRM_PARTLY, 1, ("A20",), (SALE,)), "confirmed but for a series")


def silent_tso(script: Script) -> None:
    """Tell of a submission that is never answered, and status requests that do not help."""
    script.begin()
    _ask(script)
    script.then(script.minutes(5, 7), Act(Move.REQUEST_STATUS), "the status asked for once more")


def answered_late(script: Script) -> None:
    """Tell of a submission that is answered only after a status request; then all goes well."""
    script.begin()
    _ask(script)
    script.acknowledge(1)
    _confirm(script, 1)


def too_late(script: Script) -> None:
    """Tell of a second version that comes after the last gate: it is refused (A57), and the first one confirmed."""
    script.begin()
    script.acknowledge(1)
    script.match(1)
    script.wait_for_last_gate()
    changed = Act(Move.SUBMIT, None, (), (PURCHASE,), script.positions((16, 19), (3, 8)), 0.5)
    script.then(script.minutes(1, 4), changed, "changed after the last gate", 2)
    script.then(script.acknowledged_after(), Act(Move.REJECT, 2, ("A57",)), "too late")
    script.conclude(Act(Move.CONFIRM, 1, _CONFIRMED), "the version before it confirmed")


def clock_change(script: Script) -> None:
    """Tell of a day on which the clocks change, with a second version that differs around that hour."""
    script.begin()
    script.acknowledge(1)
    changed = Act(Move.SUBMIT, None, (), (PURCHASE,), (7, 8, 9, 10, 11, 12), 0.5)
    script.then(script.minutes(8, 15), changed, "changed where the clocks change", 2)
    script.acknowledge(2)
    _confirm(script, 2)


def intraday_storm(script: Script) -> None:
    """Tell of a day of more than 100 versions, each a few quarter-hours ahead of what it changes."""
    script.begin()
    script.acknowledge(1)
    opens, closes = script.window()
    if opens > script.now:
        script.match(1)
    pace = (closes - opens) / _STORM_VERSIONS
    for number in range(2, _STORM_VERSIONS + 2):
        script.wait_until(opens + pace * (number - 2))
        ahead = max(0, (script.now - script.starts[0]) // QUARTER_HOUR) + 4
        positions = tuple(range(ahead, ahead + script.chance.randint(1, 4)))
        change = Act(Move.SUBMIT, None, (), (PURCHASE,), positions, script.chance.randint(1, 20) / 20)
        script.then(script.seconds(1, 8), change, "an intraday change", number)
        script.acknowledge(number)
    script.conclude(Act(Move.CONFIRM, _STORM_VERSIONS + 1, _CONFIRMED), "confirmed")


def _confirm(script: Script, version: int) -> None:
    script.match(version)
    script.conclude(Act(Move.CONFIRM, version, _CONFIRMED), "confirmed")


def _ask(script: Script) -> None:
    """Let the party ask for the status after some minutes, and once more too soon."""
    script.then(script.minutes(11, 13), Act(Move.REQUEST_STATUS), "no answer: the status is asked for")
    script.then(script.seconds(40, 70), Act(Move.REQUEST_STATUS), "asked for again, too soon")
