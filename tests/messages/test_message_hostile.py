import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.exchange.messages.elements import parsed
from store.exchange.messages.points import Allowance
from store.exchange.messages.reading import MessageError, created_at, looks_like_message, message
from store.exchange.sources.limits import DEFAULT_LIMITS
from tests.messages.message_files import MESSAGES, cim, cim_period, cim_series, ess, ess_period, ess_series
from tests.support.laws import examples

EXAMPLES = [content for kinds in MESSAGES.values() for content in kinds.values()]
VALID = ess("ScheduleMessage", ess_series(ess_period([(1, "1.5"), (2, "2.5")])))
PLACES = (b'v="', b"<start>", b"<quantity>", b"<position>", b"<resolution>", b"Value>", b"<createdDateTime>")
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))


def with_doctype(subset: str, content: bytes = VALID) -> bytes:
    return content.replace(b'SYSTEM "../dtd/nowhere.dtd"', subset.encode())


def refusal(content: bytes) -> str:
    with pytest.raises(MessageError) as caught:
        message(content)
    return str(caught.value)


def test_a_few_bytes_cannot_ask_for_millions_of_quarter_hours() -> None:
    period = cim_period([(1, "1")], interval=("2000-01-01T00:00Z", "2030-01-01T00:00Z"))
    content = cim("Schedule_MarketDocument", "2:scheduledocument:5:2", cim_series(period, curve="A03"))
    assert "more than 1000000 quarter-hours" in refusal(content)


def test_all_series_of_a_message_share_one_allowance() -> None:
    period = parsed(ess_period([(1, "1")]).encode())
    allowance = Allowance(quarter_hours=3)
    allowance.take(2, period)
    allowance.take(1, period)
    with pytest.raises(MessageError, match="line 1: the message holds more"):
        allowance.take(1, period)


@pytest.mark.parametrize(
    "content",
    [
        with_doctype('[<!ENTITY name "MSG-2">]'),
        with_doctype('[<!ENTITY name "MSG-2">]', VALID.replace(b'"MSG-1"', b'"&name;"')),
        with_doctype('SYSTEM "nowhere.dtd" [<!ENTITY % more SYSTEM "file:///etc/hostname"> %more;]'),
        with_doctype('[<!ENTITY name SYSTEM "file:///etc/hostname">]'),
        with_doctype(f"[{LAUGHS}]"),
        with_doctype(f"[{LAUGHS}]", VALID.replace(b'"MSG-1"', b'"&l9;"')),
        with_doctype('[<!ENTITY l "&l;">]', VALID.replace(b'"MSG-1"', b'"&l;"')),
        VALID.replace(b'"MSG-1"', b'"MSG&undeclared;"'),
        VALID.replace(b"</Period>", b"&undeclared;</Period>"),
    ],
    ids=lambda content: f"{len(content)} bytes",
)
def test_entities_are_refused_declared_or_not(content: bytes) -> None:
    assert "entit" in refusal(content).lower()
    assert created_at(content) is None


def test_an_external_dtd_is_never_looked_for() -> None:
    for place in ("file:///etc/hostname", "http://127.0.0.1:9/schedule.dtd"):
        assert message(with_doctype(f'PUBLIC "any" "{place}"')) == message(VALID)


def test_a_larger_message_than_the_limit_is_refused_unread() -> None:
    assert "more than 64 MiB (limits.message_bytes" in refusal(b" " * (DEFAULT_LIMITS.message_bytes + 1))


def read_or_refused(content: bytes) -> None:
    created = created_at(content)
    looks_like_message(content)
    try:
        read = message(content)
    except MessageError:
        return
    assert read.created_at == created
    assert all((read.id, read.sender, read.receiver))


def spliced(content: bytes, start: int, length: int, patch: bytes) -> bytes:
    return content[:start] + patch + content[start + length :]


fragments = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([b"<", b"/>", b"&x;", b'"', b"PT60M", b"A03", b"-1", b"9999-12-31T23:59Z", b"<Period/>"]),
)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_message_or_an_error(content: bytes) -> None:
    read_or_refused(content)


@settings(max_examples=examples(100), deadline=None)
@given(
    st.sampled_from(EXAMPLES),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 40), fragments), max_size=4),
)
def test_any_mutilated_message_gives_a_message_or_an_error(content: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    for start, length, patch in cuts:
        content = spliced(content, start % len(content), length, patch)
        if not content:
            break
    read_or_refused(content)


written = st.one_of(st.text(max_size=20), st.from_regex(r"[-+0-9.:TZE/]{1,20}"))
values = written.map(lambda found: found.translate({ord(sign): None for sign in '<&"\0'}))


@settings(max_examples=examples(100), deadline=None)
@given(st.sampled_from(EXAMPLES), st.data())
def test_any_value_in_any_place_gives_a_message_or_an_error(content: bytes, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([place for place in PLACES if place in content]))
    nth = data.draw(st.integers(1, content.count(place)))
    head = place.join(content.split(place, nth)[:nth]) + place
    closing = b'"' if place.endswith(b'"') else b"<"
    tail = content[content.index(closing, len(head)) :]
    read_or_refused(head + data.draw(values).encode("utf-8", "ignore") + tail)
