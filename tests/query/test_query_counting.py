"""Counting what answers while one waits, and giving a question up."""

import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from store.database.query import answers as answering
from store.database.reading.interruption import GivenUpError, Interruption
from store.database.store import Store
from store.model.timeline import EVERYTHING
from store.query.answer import Count
from store.query.resolving import question
from tests.query.queries import CLOCK
from tests.query.query_stores import stored
from tests.support.databases import DATABASES

SLOW = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(600)",
}


@pytest.fixture(scope="module", params=DATABASES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with stored(request.param, tmp_path_factory.mktemp("counting")) as store:
        yield store


@pytest.mark.parametrize("words", ["type:version.*", "party:11X*", "is:late", "zzz", "type:nothing"])
def test_a_running_count_grows_until_it_is_exact(filled: Store, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "FIRST_COUNTS", (2, 5))
    answers = filled.answers(question(words, CLOCK))
    *growing, last = answers.counting(EVERYTHING)
    assert last == answers.count(EVERYTHING)
    assert last.is_exact
    assert not any(one.is_exact for one in growing)
    numbers = [one.number for one in growing]
    assert numbers == sorted(numbers)
    if words == "type:version.*":
        assert growing == [Count(2, is_exact=False), Count(5, is_exact=False)]


def test_a_question_given_up_is_not_answered_any_more(filled: Store) -> None:
    answers = filled.answers(question("party:11X*", CLOCK))
    counting = answers.counting(EVERYTHING)
    assert next(counting).number > 0
    answers.give_up()
    with pytest.raises(GivenUpError):
        answers.newest(EVERYTHING, 1)
    with pytest.raises(GivenUpError):
        list(answers.counting(EVERYTHING))
    assert filled.answers(answers.question).count(EVERYTHING).number > 0


def test_what_is_under_way_ends_when_it_is_given_up_and_the_store_goes_on(filled: Store) -> None:
    interruption, is_running = Interruption(), threading.Event()
    ended: list[BaseException] = []

    def ask() -> None:
        answers = filled.answers(question("type:version.*", CLOCK))
        try:
            with answers._seeing() as seen, interruption.of(seen.connection):
                statement = text(SLOW[seen.connection.dialect.name])
                is_running.set()
                seen.connection.execute(statement)
        except GivenUpError as error:
            ended.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    assert is_running.wait(30)
    deadline = time.monotonic() + 60
    # the statement may not have begun when it is given up first
    while asking.is_alive() and time.monotonic() < deadline:
        interruption.give_up()
        asking.join(0.05)
    assert len(ended) == 1
    assert filled.count(EVERYTHING) > 0
