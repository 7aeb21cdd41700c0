"""What no message can hold is named, and nothing in a log makes the writing of messages fail."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.exchange.envelope import envelope
from store.exchange.messages.reading import message as read_message
from store.exchange.outgoing.writing import write_messages
from store.exchange.samples import samples_path
from tests.outgoing.outgoing_conversation import SYNTAXES, Conversation, with_every_answer
from tests.support.entries import answered, created, encoded, entry, submitted
from tests.support.laws import examples


def test_imposed_amounts_that_the_log_does_not_hold_are_not_invented(tmp_path: Path) -> None:
    (path,) = samples_path().glob("04_*")
    written = write_messages(path.read_bytes().splitlines(), tmp_path, "cim")
    assert [one.reason for one in written.skipped] == ["the log does not hold the amounts imposed in TS-003"]
    assert [name for name in tmp_path.iterdir() if "_CNF_" in name.name] == []


def test_what_is_no_message_is_named_and_the_rest_written(tmp_path: Path) -> None:
    made = with_every_answer()
    odd = entry("delivery_receipt.received", 1, schedule=made.name)
    alone = entry("version.status_changed", 2, after=made.state("parked"), schedule=made.name)
    nowhere = entry("version.accepted", 3, schedule=None)
    written = write_messages([b"no entry", *made.contents, *map(encoded, (odd, alone, nowhere))], tmp_path, "ess")
    assert written.written == 12
    assert {(one.entry_uid, one.reason) for one in written.skipped} >= {
        (odd["uid"], "no message is known for the type 'delivery_receipt.received'"),
        (alone["uid"], "it tells of a status, but of no message that brought it"),
        (nowhere["uid"], "the log does not tell the schedule"),
    }
    assert len(written.skipped) == 4


def test_entries_without_parties_or_amounts_are_named(tmp_path: Path) -> None:
    entries = [created(), submitted(1, 1), *answered(1, 2)]
    written = write_messages(map(encoded, entries), tmp_path, "cim")
    assert written.written == 0
    assert {one.reason for one in written.skipped} == {"the log does not name the balance responsible party"}


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda spec: spec.update(series=[]), "does not hold the series of version 1"),
        (lambda spec: spec["series"][0].pop("data"), "does not hold the amounts of TS-001"),
        (lambda spec: spec["series"][0].update(type="barter"), "does not name the business type of TS-001"),
        (lambda spec: spec["series"][0].update(time_series_uid="T" * 61), "more than the 60 characters"),
        (lambda spec: spec["series"][0].update(time_series_uid="T\x1b[31m"), "characters that a message cannot hold"),
        (lambda spec: spec["series"][0]["ids"].update(in_party="1" * 17), "more than the 16 characters"),
        (lambda spec: spec["series"][0]["data"][0].update(ts="2026-03-27T23:00:00Z"), "no place in the delivery day"),
        (lambda spec: spec["series"][0]["data"][0].update(ts="yesterday"), "no place in the delivery day"),
        (lambda spec: spec["series"][0]["data"][0].update(amount="inf"), "is no number"),
        (lambda spec: spec.update(sender_id="../../etc"), "cannot stand in the name of a file"),
    ],
)
def test_a_version_that_no_message_can_hold_is_named(tmp_path: Path, change: Change, reason: str) -> None:
    made = Conversation()
    made.submit()
    change(made.entries[1]["data"]["after"]["spec"])
    written = write_messages(made.contents, tmp_path / "messages", "ess")
    assert written.written == 0
    assert reason in written.skipped[0].reason
    assert list((tmp_path / "messages").iterdir()) == []


def test_a_version_submitted_twice_is_written_once(tmp_path: Path) -> None:
    made = Conversation()
    made.submit()
    made.number = 0
    made.submit()
    written = write_messages(made.contents, tmp_path, "ess")
    reason = "version 1 of this day was submitted twice; the first one is written"
    assert (written.written, [one.reason for one in written.skipped]) == (1, [reason])


def test_an_answer_with_a_status_that_nobody_knows_is_not_taken_for_a_yes(tmp_path: Path) -> None:
    made = Conversation()
    made.submit()
    made.acknowledge("A94", status="parked")
    (skipped,) = write_messages(made.contents, tmp_path, "ess").skipped
    assert skipped.reason == "the status is unknown: no answer of this kind leads to it"


def test_a_business_type_of_no_schedule_is_written_where_no_schema_forbids_it(tmp_path: Path) -> None:
    made = Conversation()
    made.submit()
    made.report("A28", ("TS-003", "TS-003", 1.125))
    made.entries[-1]["data"]["after"]["anomalies"][0]["business_type"] = "barter"
    assert write_messages(made.contents, tmp_path / "ess", "ess").skipped == ()
    (skipped,) = write_messages(made.contents, tmp_path / "cim", "cim").skipped
    assert skipped.reason == "the business type 'barter' of TS-003 is not one of schedules"


def test_a_reason_code_of_no_list_is_written_where_no_schema_forbids_it(tmp_path: Path) -> None:
    made = Conversation()
    made.submit()
    made.acknowledge("A01", "ZZZ")
    assert write_messages(made.contents, tmp_path / "ess", "ess").skipped == ()
    (skipped,) = write_messages(made.contents, tmp_path / "cim", "cim").skipped
    assert skipped.reason == "the reason code 'ZZZ' is not in the code list that the schemas demand"


def test_text_of_the_log_stays_text(tmp_path: Path) -> None:
    made = Conversation()
    made.submit()
    made.acknowledge("A01")
    for one in made.entries[2:]:
        one["data"]["metadata"]["reason_codes"][0]["text"] = "<b>&\x1b[2J\n\u202eend" + "x" * 600
    write_messages(made.contents, tmp_path, "cim")
    (answer,) = tmp_path.glob("*_ACK_*")
    (reason,) = read_message(answer.read_bytes()).reasons
    assert reason.text
    assert reason.text.startswith("<b>& [2J \u202eend")
    assert len(reason.text) == 512


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every value in a JSON value; of long lists only their beginning."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value[:3]) if isinstance(value, list) else ()
    for key, one in inside:
        yield from places(one, (*path, key))


ODD: tuple[object, ...] = (
    None,
    "",
    0,
    -1,
    5000,
    True,
    [],
    {},
    [{}],
    "x" * 70,
    "\x1b",
    "2026-03-26",
    "A28",
    "rejected",
    "cnf",
)


@settings(max_examples=examples(20), deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_damaged_entries_are_written_readably_or_named(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    entries = with_every_answer().entries
    for _ in range(3):
        one = chance.choice(entries)
        *path, last = chance.choice(list(places(one["data"], ("data",))))
        place: Any = one
        for key in path:
            place = place[key]
        place[last] = chance.choice(ODD)
    folder = tmp_path_factory.mktemp("damaged")
    written = write_messages([encoded(one) for one in entries], folder, chance.choice(SYNTAXES))
    files = list(folder.iterdir())
    assert len(files) == written.written
    for path_ in files:
        envelope(read_message(path_.read_bytes()), path_.name)
    assert written.written or written.skipped
