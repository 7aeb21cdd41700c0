"""What is written as a message is read as the same message."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.exchange.messages.reading import message as read_message
from store.exchange.outgoing.conversation import Outgoing
from store.exchange.outgoing.texts import quantity
from store.exchange.outgoing.writing import Syntax, message_bytes
from store.model.message import Message, MessageKind, Point, Reason, Series
from tests.outgoing.outgoing_conversation import OURS, SYNTAXES


@given(st.floats(min_value=-1e6, max_value=1e6, allow_nan=False))
def test_quantities_lose_nothing(megawatts: float) -> None:
    written = quantity(megawatts)
    assert float(written) == megawatts
    assert len(written.partition(".")[2]) >= 3
    assert "e" not in written.casefold()


INTERVAL = (datetime(2026, 3, 25, 23, tzinfo=UTC), datetime(2026, 3, 26, 23, tzinfo=UTC))
NAMES = st.text("ABC-_19<&\"' é", min_size=1, max_size=12).map(str.strip).filter(bool)
REASONS = st.lists(st.builds(Reason, st.sampled_from(["A01", "A09"]), st.none() | NAMES), max_size=2, unique=True)
POINTS = st.dictionaries(st.integers(0, 95), st.floats(-9999, 9999).map(lambda megawatts: round(megawatts, 3)))
SERIES = st.builds(
    Series,
    id=NAMES,
    version=st.integers(1, 999),
    business_type=st.just("A02"),
    in_area=st.none() | NAMES,
    out_party=st.none() | NAMES,
    agreement_id=st.none() | NAMES,
    unit=st.just("MAW"),
    points=POINTS.map(
        lambda amounts: tuple(Point(INTERVAL[0] + n * timedelta(minutes=15), amounts[n]) for n in sorted(amounts))
    ),
    reasons=REASONS.map(tuple),
)


@pytest.mark.parametrize("syntax", SYNTAXES)
@given(all_series=st.lists(SERIES, max_size=2).map(tuple), name=NAMES)
def test_a_schedule_is_read_as_it_was_written(syntax: Syntax, all_series: tuple[Series, ...], name: str) -> None:
    syntax_read, area, subject = {
        "ess": ("ESS 2.3", None, None),
        "cim": ("CIM 451-2 5:2", "10YDE-RWENET---I", OURS),
    }[syntax]
    made = Message(
        kind=MessageKind.SCHEDULE,
        syntax=syntax_read,
        id=name,
        version=4,
        type="A01",
        process_type="A17",
        sender=OURS,
        sender_role="A08",
        receiver="10XDE-RWENET---W",
        receiver_role="A04",
        created_at=datetime(2026, 3, 25, 13, 0, 1, tzinfo=UTC),
        interval=INTERVAL,
        domain=area,
        subject=subject,
        series=all_series,
    )
    outgoing = Outgoing("", "", made, date(2026, 3, 26), OURS, "10XDE-RWENET---W", 4)
    assert read_message(message_bytes(outgoing, syntax)) == made
