"""The text index: what it finds is what a plain filter finds, however far it has come, on SQLite and PostgreSQL."""

import threading
from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from store.database.engine import reading_engine, store_url
from store.database.opening import open_store
from store.database.query import answers, tally
from store.database.store import Store
from store.database.text_index import asking
from store.errors import StoreError
from store.model.event import read_entry
from store.model.timeline import EVERYTHING, Moment
from store.query.answer import Indexed
from store.query.indexed import ANYTHING, MOST_WORDS, index_words, signs_of, words_in
from store.query.resolving import question
from store.query.spoken import spoken_words
from tests.query.queries import CLOCK, plain_answer
from tests.query.query_stores import IDS, VALUES, stored
from tests.support.databases import DATABASES
from tests.support.entries import created, encoded, entry, uid
from tests.support.laws import examples

LAW = settings(
    deadline=None,
    max_examples=examples(20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
IN_ENTRIES = [f"{name}:{value}" for name in ("series", "party", "area", "client", "org") for value in VALUES[name]]
PLACES = [
    "path:after.status=rejected",
    "path:after.hello=w*",
    "path:after.is_active=true",
    "path:after.n=2*",
    "path:after.*.sender_id=11X*",
    "path:api_client_id=desk",
    "path:after.spec.series.spec.data.ts=2026*",
    "path:metadata.reason_codes.code=a28,a27",
]
PARTS = sorted({word for one in IDS for word in spoken_words(one)})
SAID = [
    "wörld",
    '"wide web"',
    "WEIRD",
    "strasse",
    "amprion",
    "tennet",
    "nl",
    "global",
    '"counterpart missing"',
    '"missing counterpart"',
    "11x",
    "zzz",
    "a54",
    "2",
    "ramping",
]
TEXTS = st.sampled_from(
    [*IN_ENTRIES, *PLACES, *SAID, *PARTS, *(f'"{one}"' for one in IDS if "\\" not in one), "version:1", "-desk"]
)


@pytest.fixture(scope="module", params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# how many batches are indexed, and of how many events they are looked up one by one
@pytest.fixture(scope="module", params=[(2, 0), (99, 1000)])
def filled(database: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give a store of which a part or all is in the index, which is used for whatever is asked."""
    batches, few = request.param
    with stored(database, tmp_path_factory.mktemp("text")) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "SHARE", 1)
        patch.setattr(answers, "FIRST_BATCH", 1)
        patch.setattr(tally, "SELDOM", 0)
        patch.setattr(tally, "PATIENCE", 0)
        patch.setattr(tally, "FAR", -1)
        patch.setattr(asking, "FEW", few)
        indexing = store.text_index().go_on(threading.Event(), 13)
        assert len(list(islice(indexing, batches))) > 1
        assert store.text_index().state().is_complete is (batches > 2)
        yield store


@LAW
@given(st.lists(TEXTS, min_size=1, max_size=3).map(" ".join))
@example("strasse")
def test_what_is_found_by_the_index_is_the_answer_of_a_plain_filter(filled: Store, text: str) -> None:
    asked = question(text, CLOCK)
    expected = plain_answer(filled, asked)
    found = filled.answers(asked)
    assert found.rows(EVERYTHING, 0, 1000) == expected
    assert found.newest(EVERYTHING, 3) == expected[-3:]
    assert found.count(EVERYTHING).number == len(expected)


def test_the_past_is_asked_by_the_index_too(filled: Store) -> None:
    past = filled.as_of(Moment.of(filled.rows(EVERYTHING, 0, 1000)[15]))
    for text in ("amprion", "accepted", '"global position" a54', f"party:11X* {PARTS[0]}"):
        asked = question(text, CLOCK)
        assert past.answers(asked).rows(EVERYTHING, 0, 1000) == plain_answer(past, asked), text


def test_what_a_later_entry_tells_of_a_schedule_is_found_in_those_before(store: Store) -> None:
    untold = entry("version.submitted", 0, after={"status": "submitted"}, schedule="late", version="late v1")
    for one in (untold, created(5, "late", tso="TTG_DE")):
        store.append([encoded(one)], origin="test")
        assert [state.is_complete for state in store.text_index().go_on(threading.Event())] == [True]
    for text in ("tennet", "eon", "submitted", uid("late")[-12:], uid("late v1")[:8]):
        asked = question(text, CLOCK)
        assert len(plain_answer(store, asked)) >= 1
        assert store.answers(asked).newest(EVERYTHING, 9) == plain_answer(store, asked), text


def test_indexing_goes_on_where_it_was_stopped_and_two_do_not_double_it(store: Store) -> None:
    store.append([encoded(created(at, f"s{at}")) for at in range(9)], origin="test")
    assert store.text_index().state() == Indexed(0, 9)
    stop = threading.Event()
    first, second = (store.text_index().go_on(stop, 2) for _ in range(2))
    assert [next(first).entries, next(second).entries, next(first).entries] == [2, 4, 6]
    stop.set()
    assert (list(first), list(second)) == ([], [])
    assert store.text_index().state().percent == 66
    assert [one.entries for one in store.text_index().go_on(threading.Event(), 2)] == [8, 9]
    assert [one.entries for one in store.text_index().go_on(threading.Event())] == []
    assert store.answers(question(uid("s3")[:8], CLOCK)).count(EVERYTHING).number == 1
    store.text_index().clear()
    assert store.text_index().state() == Indexed(0, 9)


@pytest.mark.parametrize("database", DATABASES[1:], indirect=True)
def test_a_server_counts_what_was_indexed_unless_that_is_little_beside_the_rest(new_store: Callable[[], Store]) -> None:
    store = new_store()
    server = reading_engine(store_url(store.location))
    for many in (37, 2, 11):
        store.append([encoded(created(many, f"{many} {number}")) for number in range(many)], origin="test")
        assert [state.is_complete for state in store.text_index().go_on(threading.Event())] == [True]
        with server.connect() as connection:
            counted = "SELECT reltuples FROM pg_class WHERE relname = 'event' AND pg_table_is_visible(oid)"
            assert connection.exec_driver_sql(counted).scalar() == {37: 37, 2: 37, 11: 50}[many]
    server.dispose()


def test_an_entry_of_endless_words_is_found_and_a_store_for_reading_only_is_asked(store: Store) -> None:
    endless = entry("odd", 0, schedule=None, after={"words": " ".join(map(str, range(MOST_WORDS + 1)))})
    assert index_words(read_entry(encoded(endless)), (), None) == {ANYTHING}
    store.append([encoded(endless), encoded(created(1))], origin="test")
    reader = open_store(store.location, read_only=True)
    for _ in (1, 2):
        assert reader.answers(question("20000", CLOCK)).count(EVERYTHING).number == 1
        list(store.text_index().go_on(threading.Event()))
    with pytest.raises(StoreError, match="reading only"):
        reader.text_index().clear()
    reader.close()


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Ramping", [[("ramping", True)]]),
        ('"Global position"', [[("global", False), ("position", False)]]),
        ("party:11X*,a-b", [[("11x", True)], [("a", False), ("b", False)]]),
        ("11XALPHA-------A", [[("11xalpha", False)]]),
        ("party:*-beta*x", [[("beta", True)]]),
        ("party:*beta", None),
        ("client:none", [[("_no_client", False)]]),
        ("party:none", None),
        ("-ramping", None),
        ("wörld", [[("wuf6rld", True)]]),
        ("path:after.spec.data.ts=x", None),
        ("path:after.n=2.50", None),
        ("path:after.n>2", None),
        ("path:after.hello", None),
        ("0123456789ab", [[("01234567", True)]]),
        ('"0123456789ab"', [[("01234567", False)]]),
        ("x" * 70, [[("x" * 64, False)]]),
    ],
)
def test_the_signs_of_a_term_are_those_that_every_answer_has(text: str, signs: list[list[tuple[str, bool]]]) -> None:
    (criterion,) = question(text, CLOCK).criteria
    found = signs_of(criterion)
    assert (found and [list(map(tuple, one)) for one in found]) == signs


@pytest.fixture
def narrowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the index after the first event that is looked at."""
    monkeypatch.setattr(asking, "SHARE", 1)
    monkeypatch.setattr(answers, "FIRST_BATCH", 1)
    monkeypatch.setattr(tally, "SELDOM", 0)
    monkeypatch.setattr(tally, "PATIENCE", 0)
    monkeypatch.setattr(tally, "FAR", -1)


@pytest.mark.usefixtures("narrowed")
def test_a_rebuild_gives_schedules_other_numbers_and_leaves_no_index_that_knows_the_old(store: Store) -> None:
    tennet = [created(9, "one", tso="TTG_DE"), entry("version.submitted", 8, after={"n": 1}, schedule="one")]
    for one in (tennet[0], created(1, "two"), tennet[1]):
        store.append([encoded(one)], origin="test")
    list(store.text_index().go_on(threading.Event()))
    asked = question("tennet", CLOCK)
    found = store.answers(asked)
    assert len(found.newest(EVERYTHING, 9)) == len(tennet)
    store.rebuild()
    assert store.text_index().state().entries == 0
    assert len(store.answers(asked).newest(EVERYTHING, 9)) == len(tennet)
    list(store.text_index().go_on(threading.Event()))
    for answering in (found, store.answers(asked)):
        assert answering.newest(EVERYTHING, 9) == plain_answer(store, asked)


@pytest.mark.usefixtures("narrowed")
def test_words_as_long_as_a_digest_and_keys_that_an_entry_lacks_are_found(store: Store) -> None:
    lacking = {"uid": uid("lacking"), "type": "odd", "created_ts": "2026-03-25T12:00:00Z"}
    said = {"before": "none", "after": {"digest": "a" * 70 + "-", "longer": "b" * 64 + "xyz"}, "metadata": "none"}
    full = entry("odd", 1, before="x", after="x", schedule="s", metadata="x", version="v", user_uid="u")
    contents = [{**lacking, "data": said}, {**full, "time_series_uid": "t"}]
    store.append([encoded(one) for one in contents], origin="test")
    list(store.text_index().go_on(threading.Event()))
    texts = ["a" * 64, "b" * 64, f"path:after.longer={'b' * 64}*", "path:user_uid=null", "path:version=1*"]
    for text in texts:
        asked = question(text, CLOCK)
        assert store.answers(asked).newest(EVERYTHING, 9) == plain_answer(store, asked) != (), text


def test_words_of_ascii_are_kept_like_those_beside_other_letters() -> None:
    hexadecimal = [f"{'0123456789abcdef'[:length]}{end}" for length in range(16) for end in ("", "g", "_", "-a", "F")]
    texts = [*hexadecimal, "a" * 64, "g" * 64, "a" * 65, "g" * 65, "g" * 200, "a" * 70 + "g", "UPPER", "_a_", "x\ny"]
    for text in texts:
        assert words_in([text]) | {"uf6"} == words_in([text, "ö"]), text


def test_an_entry_of_many_long_words_does_not_end_the_indexing(store: Store) -> None:
    words = " ".join(f"w{number:063}" for number in range(MOST_WORDS - 100))
    store.append([encoded(entry("odd", 0, schedule=None, after={"words": words}))], origin="test")
    assert [one.is_complete for one in store.text_index().go_on(threading.Event())] == [True]
