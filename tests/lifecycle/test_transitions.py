"""The life of a version as a table."""

from itertools import pairwise
from pathlib import Path

import pytest

from store.database.opening import open_store
from store.lifecycle.documentation import rendering
from store.lifecycle.gateway import HANDLINGS, handling
from store.lifecycle.moves import Actor, Deed, Move
from store.lifecycle.transitions import TRANSITIONS, Term, may_follow, row_of, transition
from store.model.event import EVENT_TYPES
from store.model.status import Status, status_of
from store.model.timeline import Scope
from tests.support.screens import store_of

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "lifecycle.md"


def test_every_move_has_one_row() -> None:
    assert [row.move for row in TRANSITIONS] == list(Move)
    assert all(row_of(row.move) is row for row in TRANSITIONS)


def test_the_gateway_has_one_row_for_each_of_its_deeds_within_moves_of_others() -> None:
    assert {one.deed for one in HANDLINGS} == set(Deed)
    assert {one.actor for one in HANDLINGS} == {Actor.GATEWAY}
    assert all(row_of(move).actor is not Actor.GATEWAY for one in HANDLINGS for move in one.moves)
    assert all(handling(one.deed) is one for one in HANDLINGS)


def test_what_the_gateway_does_in_a_move_leads_to_what_the_move_does() -> None:
    sent = [one for one in HANDLINGS if Move.SUBMIT in one.moves]
    assert [one.after for one in sent] == [Status.INGESTED, row_of(Move.SUBMIT).after]
    assert sent[1].before == frozenset({Status.INGESTED})
    for one in HANDLINGS:
        written = {event for move in one.moves for event in row_of(move).events}
        assert set(one.events) <= written


def test_what_the_api_does_not_publish_of_the_gateway_is_marked_as_ours() -> None:
    silent = [one for one in HANDLINGS if not one.events]
    assert silent
    assert all("ours" in one.source for one in silent)


def test_the_documentation_says_of_each_move_by_whom() -> None:
    text = rendering()
    assert all(f"| {actor} |" in text for actor in Actor)
    assert all(f"**{deed}**" in text for deed in Deed)


def test_every_event_type_of_the_api_is_written_by_some_move_and_no_other() -> None:
    assert {event for row in TRANSITIONS for event in row.events} == set(EVENT_TYPES)


def test_the_documentation_is_the_table() -> None:
    assert DOCUMENTATION.read_text(encoding="utf-8") == rendering()


def test_a_move_leads_only_where_a_status_may_follow() -> None:
    for row in TRANSITIONS:
        if row.move is not Move.SUBMIT and row.after is not None:
            assert all(may_follow(before, row.after) for before in row.before), row.move


def test_what_has_ended_stays_as_it_is() -> None:
    assert not may_follow(Status.REJECTED, Status.ACKNOWLEDGED)
    assert not may_follow(Status.CONFIRMED, Status.ACKNOWLEDGED)
    assert not may_follow(Status.INTERMEDIATE, Status.SUBMITTED)
    assert may_follow(Status.SUBMITTED, Status.CONFIRMED)


def test_what_is_final_never_goes_back_to_what_comes_before_it() -> None:
    earlier = (Status.INGESTED, Status.SUBMITTED, Status.ACKNOWLEDGED, Status.INTERMEDIATE)
    final = (Status.CONFIRMED, Status.PARTLY_CONFIRMED, Status.IMPOSED, Status.REJECTED)
    assert not any(may_follow(before, after) for before in final for after in earlier)
    assert not any(may_follow(Status.REJECTED, after) for after in final if after is not Status.REJECTED)


def test_a_lost_message_may_leave_a_status_out() -> None:
    for after in (Status.CONFIRMED, Status.PARTLY_CONFIRMED, Status.IMPOSED, Status.REJECTED):
        assert may_follow(Status.INGESTED, after)
        assert may_follow(Status.SUBMITTED, after)


def test_the_older_words_for_a_partly_confirmed_version_that_was_imposed_are_a_life() -> None:
    words = ("pending", "submitted", "accepted_preliminary", "anomaly", "imposed", "accepted_settled")
    statuses = [status_of(word) for word in words]
    assert all(may_follow(before, after) for before, after in pairwise(statuses))
    assert may_follow(status_of("accepted_final"), status_of("settled"))


@pytest.mark.parametrize("status", list(Status))
def test_a_status_may_be_told_again(status: Status) -> None:
    assert may_follow(status, status)


@pytest.mark.parametrize("status", list(Status))
def test_a_word_we_do_not_know_contradicts_nothing(status: Status) -> None:
    assert may_follow(Status.UNKNOWN, status)
    assert may_follow(status, Status.UNKNOWN)


def test_only_what_was_sent_is_acknowledged_and_only_what_was_taken_is_confirmed() -> None:
    assert transition(Move.ACKNOWLEDGE, Status.SUBMITTED, "DE")
    assert transition(Move.ACKNOWLEDGE, Status.REJECTED, "DE") is None
    assert transition(Move.CONFIRM, Status.SUBMITTED, "DE") is None
    assert transition(Move.CONFIRM, Status.INTERMEDIATE, "germany")
    assert transition(Move.SUBMIT, None, "NL")
    assert transition(Move.CONFIRM, None, "NL") is None


def test_final_confirmations_wait_for_the_last_gate_and_versions_are_sent_before_them() -> None:
    finals = {row.move for row in TRANSITIONS if row.term is Term.AFTER_GATES}
    assert finals == {Move.CONFIRM, Move.CONFIRM_PARTLY, Move.IMPOSE, Move.REFUSE}
    assert {row.move for row in TRANSITIONS if row.term is Term.BEFORE_FINAL} == {Move.SUBMIT}


def test_an_unknown_market_is_no_reason_against_a_move_and_a_version_that_is_not_there_is() -> None:
    assert transition(Move.ACKNOWLEDGE, Status.SUBMITTED, None)
    assert transition(Move.ACKNOWLEDGE, Status.SUBMITTED, "elsewhere")
    assert transition(Move.ACKNOWLEDGE, None, "DE") is None


def test_the_documentation_names_every_move_status_and_gate() -> None:
    text = rendering()
    assert all(f"**{move}**" in text for move in Move)
    assert all(f"| {status} |" in text for status in Status if status is not Status.UNKNOWN)
    assert all(f"{name} closes" in text for name in ("day-ahead", "intraday", "after-day"))


def test_every_life_in_the_sample_data_is_allowed(tmp_path: Path) -> None:
    store = open_store(store_of(tmp_path / "samples.db", ["."]), read_only=True)
    changes = 0
    for uid in store.schedule_uids(Scope()):
        before: dict[int | None, Status] = {}
        for one in store.life(uid):
            said = one.facts
            if said.type.startswith("version.") and said.raw_status:
                after = status_of(said.raw_status, said.acceptance_level)
                changes += said.number in before
                assert may_follow(before.get(said.number, Status.UNKNOWN), after), (uid, said)
                before[said.number] = after
    store.close()
    assert changes > 50
