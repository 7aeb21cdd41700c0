"""Readers of what is typed: queries, moments, days, links, names of stores, codes, moves, and heads."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from typing import TypeVar
from zoneinfo import ZoneInfo

from store.database.engine import store_url
from store.errors import StoreError
from store.model.market.delivery_day import instant
from store.model.market.eic import check
from store.model.texts.moments import MomentError, instant_in
from store.model.texts.secrets import is_secret
from store.query.language.mistake import QueryError
from store.query.language.moments import Clock, days, moments
from store.query.language.parsing import parsed
from store.query.language.printing import printed
from store.query.resolving import question
from store.seal.head import read_head
from store.seal.proofs import is_consistent, root_by_inclusion
from tests.fuzz.target import Target, demand_sentence, written
from tui.cli.log.days import day_named
from tui.cli.simulation.asking import day_to_simulate, time_named
from tui.links import link_in, link_text
from tui.presentation.filtering.query_mistake import mistake_lines
from tui.presentation.moves.move_input import InputError, megawatts_in, positions_in, positions_text
from tui.remembered import store_key
from tui.screens.places.ask_place import target

ZONE = ZoneInfo("Europe/Berlin")
DAYS = (date(2026, 3, 26), date(2026, 3, 29), date(2026, 10, 25))
CLOCK = Clock(datetime(2026, 3, 25, 13, 0, tzinfo=UTC), ZONE)

T = TypeVar("T")


def hold_query(content: bytes) -> None:
    """Demand a query, or a mistake with its place and its lines; written out it is read as the same."""
    text = written(content)
    try:
        question(text, CLOCK)
    except QueryError as error:
        _demand_place(text, error)
    else:
        assert parsed(printed(parsed(text))) == parsed(text)


def _demand_place(text: str, error: QueryError) -> None:
    assert error.message
    assert 0 <= error.start <= error.end <= len(text)
    for width in (20, 80):
        lines = mistake_lines(text, error, width)
        assert all("\n" not in line and "\x1b" not in line for line in lines)


def hold_link(content: bytes) -> None:
    """Demand a link or a mistake with its place; written out it leads to the same view."""
    text = "gridtrail://open?" + written(content)
    try:
        link = link_in(text)
    except QueryError as error:
        _demand_place(text, error)
        return
    again = link_in(link_text(link))
    assert link_in(link_text(again)) == again
    assert (again.query, again.event or "", again.scope, again.day) == (
        *(link.query, link.event or "", link.scope, link.day),
    )


def hold_moment(content: bytes) -> None:
    """Demand a moment, a span or a day, or one sentence; what begins does not end before."""
    text = written(content)
    on = DAYS[len(text) % 3]
    at = _or_sentence(partial(instant_in, text, ZONE, on), MomentError)
    if at is not None:
        assert at.utcoffset() is not None
    for read in (moments, days):
        span = _or_sentence(partial(read, text, CLOCK), MomentError)
        assert span is None or span.first <= span.last
    day = _or_sentence(partial(day_named, text, on), StoreError)
    assert day is None or day_named(day.isoformat(), on) == day
    for named in (time_named, day_to_simulate):
        _or_sentence(partial(named, text), StoreError)
    place = _or_sentence(partial(target, text, CLOCK, on, on.year), MomentError)
    assert place is None or place.instant or place.uid
    stamp = _or_sentence(partial(instant, text), ValueError)
    assert stamp is None or instant(stamp.isoformat()) == stamp


def _or_sentence(read: Callable[[], T], refusal: type[Exception]) -> T | None:
    """Return what is read; None where it is refused with a sentence, by an error of this very class."""
    try:
        return read()
    except refusal as error:
        if type(error) is not refusal:
            raise
        demand_sentence(error)
        return None


def hold_move(content: bytes) -> None:
    """Demand quarter-hours of the day and an amount, or one sentence."""
    text = written(content)
    for day in DAYS:
        positions = _or_sentence(partial(positions_in, text, day, ZONE), InputError)
        if positions is not None:
            assert sorted(set(positions)) == list(positions)
            assert positions_text(positions, day, ZONE)
    megawatts = _or_sentence(partial(megawatts_in, text), InputError)
    assert megawatts is None or megawatts_in(f"{megawatts:.3f}") == megawatts
    fault = check(text)
    assert fault is None or fault.isprintable()


def hold_store_name(content: bytes) -> None:
    """Demand the URL of a store or one sentence; it is remembered and linked as the same, without the password."""
    text = written(content)
    url = _or_sentence(partial(store_url, text), StoreError)
    if url is None:
        return
    key = store_key(text)
    assert store_key(key) == key
    if "://" in text:
        secrets = [name for name in url.query if is_secret(name)]
        assert store_url(key) == url._replace(password=None).difference_update_query(secrets)


def hold_head(content: bytes) -> None:
    """Demand a head, which is written as it was read, or one sentence; no proof made of arbitrary hashes holds."""
    text = written(content)
    head = _or_sentence(partial(read_head, text), ValueError)
    if head is None:
        return
    assert read_head(str(head)) == head
    path = tuple(sha256(bytes([number])).digest() for number in range(head.size % 70))
    for index in (0, head.size // 3, head.size - 1, head.size):
        assert root_by_inclusion(sha256(content).digest(), index, head.size, path) != head.root
        assert not is_consistent(index, bytes(32), head.size, head.root, path)


QUERY_WORDS = (
    *(b'"', b":", b",", b"..", b"-", b" ", b">", b"<=", b"=", b".", b"*", b"\\", b"\t", b"none"),
    *(b"type:", b"tso:", b"version:", b"date:", b"since:", b"between:", b"is:", b"has:", b"delta:", b"path:"),
    *(b"2026-03-26", b"14:05", b"today", b"A54", b"simulated", b"2h", b"after"),
)
LINK_WORDS = (b"store=", b"&query=", b"&event=", b"&day=", b"&schedule=", b"&version=", b"&series=", b"%00", b"://")
MOMENT_WORDS = (
    *(b"2026-03-29", b"2026-10-25", b"02:30", b"A", b"B", b"Z", b"+02:00", b"-23:59", b"T", b"now", b"yesterday"),
    *(b"tomorrow", b"3d", b"-7d", b"2026-03", b"0001-01-01", b"9999-12-31", b"24:00", b"W13", "−".encode()),
)
MOVE_WORDS = (b"all", b"33-40", b"08:00-10:00", b"24:00", b"02:15A", b",", b";", b"-0.5", b"MW", "–".encode())
NAME_WORDS = (
    *(b"postgresql://", b"sqlite://", b"postgresql+psycopg://", b"user:", b"secret", b"@", b"host", b":5432", b"/log"),
    *(b"?password=", b"&sslmode=", b"[", b"]", b"~", b"..", b"\0", b"%40"),
)

TARGETS = (
    Target("query", hold_query, QUERY_WORDS),
    Target("link", hold_link, LINK_WORDS),
    Target("moment", hold_moment, MOMENT_WORDS),
    Target("move", hold_move, MOVE_WORDS),
    Target("store_name", hold_store_name, NAME_WORDS),
    Target("head", hold_head, (b"3:", b"1:", b"0:", b"00000000", b"ffffffff")),
)
