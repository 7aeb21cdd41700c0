"""The simulated TSO keeps to the gates: what comes too late is refused (A57), and only that."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from store.lifecycle.life import Life, life_of
from store.lifecycle.market.gates import gates
from store.lifecycle.moves import Act, Move
from store.lifecycle.simulation import Simulation
from store.lifecycle.simulation.planning import answers
from store.model.event import read_entry
from store.model.recorded import recorded
from store.model.texts.tolerant import mapping_of
from tests.simulation.test_scenarios import found_in
from tests.support.played import DAY, Played, accepted

MINUTE = timedelta(minutes=1)
NL = 4


def answers_to(life: Life) -> list[str]:
    """Return the reason codes of the TSO's first answers to the latest version, with twenty seeds."""
    number = life.numbers[-1]
    first = [next(answers(life, number, seed=str(seed), asked_again=True), None) for seed in range(20)]
    return [code for one in first if one is not None for code in one.act.reason_codes]


def test_what_was_sent_in_time_is_not_late_because_it_was_asked_for_after_the_gate() -> None:
    closes = gates(DAY, "NL")[0].closes_at
    played = Played(NL).wait_until(closes - 6 * MINUTE)
    played.play(Act(Move.CREATE), Act(Move.SUBMIT))
    lost = next(str(seed) for seed in range(400) if not list(answers(played.life, 1, seed=str(seed))))
    simulation = Simulation([], [], seed=lost)
    simulation.learn(played.life)
    assert simulation.finished
    played.wait_until(closes + 6 * MINUTE).play(Act(Move.REQUEST_STATUS))
    simulation.learn(played.life)
    planned = simulation.step()
    assert planned is not None
    assert "A57" not in planned.act.reason_codes
    assert "A57" not in answers_to(life_of(map(read_entry, played.entries)))


def test_what_was_sent_too_late_is_late_whenever_it_is_asked_for() -> None:
    closes = gates(DAY, "NL")[0].closes_at
    played = Played(NL).wait_until(closes - MINUTE)
    played.play(Act(Move.CREATE), Act(Move.REQUEST_STATUS), Act(Move.SUBMIT), Act(Move.REQUEST_STATUS))
    assert set(answers_to(played.life)) == {"A57"}
    assert set(answers_to(life_of(map(read_entry, played.entries)))) == {"A57"}


def berlin(clock: str, days: int = 0) -> datetime:
    """Return a local time so many days after the delivery day."""
    return datetime.fromisoformat(f"{DAY + timedelta(days=days)}T{clock}").replace(tzinfo=ZoneInfo("Europe/Berlin"))


def change_of(series: str, *positions: int) -> Act:
    return Act(Move.SUBMIT, None, (), (series,), positions, 0.5)


def late_codes(played: Played) -> set[str]:
    """Return what is found and is about being late, without what the TSO would answer to it."""
    records = [recorded(number, one) for number, one in enumerate(played.entries, 1)]
    return set(found_in(records)) & {"late-submission"}


@pytest.mark.parametrize(
    ("act", "at", "is_late"),
    [
        (change_of("TS-003", 1, 2), berlin("20:00"), True),
        (change_of("TS-003", 80), berlin("20:00"), True),
        (change_of("TS-003", 82, 83), berlin("20:00"), False),
        (change_of("TS-003", 1, 2), berlin("23:40", -1), False),
        (change_of("TS-003", 1, 2), berlin("09:00", 1), False),
        (Act(Move.SUBMIT), berlin("20:00"), False),
    ],
)
def test_a_change_of_what_is_too_near_is_refused_and_found(act: Act, at: datetime, *, is_late: bool) -> None:
    played = accepted().wait_until(at)
    played.play(act)
    assert (set(answers_to(played.life)) == {"A57"}) is is_late
    assert late_codes(played) == ({"late-submission"} if is_late else set())


def test_what_is_compared_is_the_last_version_that_was_not_refused() -> None:
    played = accepted().wait_until(berlin("22:00", -1))
    played.play(change_of("TS-003", 1, 2), Act(Move.REJECT, 2, ("A54",)))
    # the third version has what the second had, which the TSO does not
    played.wait_until(berlin("12:00")).play(change_of("TS-003", 90))
    assert set(answers_to(played.life)) == {"A57"}
    assert late_codes(played) == {"late-submission"}


def test_a_first_version_on_the_day_itself_is_late_for_what_has_begun() -> None:
    played = Played().wait_until(berlin("10:00"))
    played.play(Act(Move.CREATE), Act(Move.SUBMIT))
    assert set(answers_to(played.life)) == {"A57"}
    again = Played().wait_until(berlin("16:00", -1))
    again.play(Act(Move.CREATE), Act(Move.SUBMIT))
    assert "A57" not in answers_to(again.life)


@pytest.mark.parametrize(("series", "is_late"), [("TS-005", True), ("TS-003", False)])
def test_after_the_day_what_crosses_control_areas_cannot_be_changed(series: str, *, is_late: bool) -> None:
    played = accepted()
    # the invented portfolio trades inside its area only
    (version,) = played.life.versions
    crossing = [
        {**one, "type": "external"} if one["time_series_uid"] == "TS-005" else one for one in played.life.series_of(1)
    ]
    spec = {**mapping_of(version["spec"]), "series": crossing}
    played.life = replace(played.life, versions=({**version, "spec": spec},))
    played.wait_until(berlin("09:00", 1)).play(change_of(series, 1, 2))
    assert (set(answers_to(played.life)) == {"A57"}) is is_late
