"""A store whose entries carry hostile texts wherever an entry can carry text."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from store.database.opening import open_store
from store.model.timeline import StoreKind
from tests.support.entries import timestamp

PLACES = 16
"""How many of the texts an entry carries, each in another place; a text comes by each place once."""

KNOWN_EVERY = 3
"""So often a schedule has an entry of a type that Gridtrail knows, before the one whose type is a text."""

AT_ONCE = 32
"""So many schedules go in together."""

LONGEST_NAME = 400
"""Characters of a type or uid, which may not be endless."""

LONGEST_REPEATED = 20_000
"""A longer text is whole in one entry only, and cut in the fifteen others."""

_TYPES = (
    "version.status_changed",
    "version.rejected",
    "anomaly.received",
    "version.submitted",
    "series.status_changed",
)


def hostile_store(path: Path, texts: Sequence[str], numbers: Sequence[int] | None = None) -> str:
    """Make a record store of the entries of these numbers, by default of one for each text; return its target."""
    wanted = range(len(texts)) if numbers is None else numbers
    store = open_store(str(path), create=StoreKind.RECORD)
    for first in range(0, len(wanted), AT_ONCE):
        entries = [one for number in wanted[first : first + AT_ONCE] for one in entries_of(number, texts)]
        appended = store.append(entries, origin=f"hostile {texts[first][:50]}")
        assert appended.added == len(entries), appended.refused[:3]
    store.close()
    return str(path)


def entries_of(number: int, texts: Sequence[str]) -> Iterator[bytes]:
    """Give the entries of a schedule: each carries the text of its number and the fifteen that follow."""
    carried = [_carried(texts, (number + place) % len(texts), place) for place in range(PLACES)]
    if number % KNOWN_EVERY == 0:
        yield _encoded(number, carried, known_uid(number), _TYPES[number // KNOWN_EVERY % len(_TYPES)])
    yield _encoded(number, carried, uid_of(number, texts), texts[number][:LONGEST_NAME] or "x")


def known_uid(number: int) -> str:
    """Return the uid of the entry of a known type."""
    return f"event-{number}"


def uid_of(number: int, texts: Sequence[str]) -> str:
    """Return the uid of the entry whose type is a text; no slash in those that are looked at closely.

    `diff` takes a word with a slash for the path of a file.
    """
    # what is no character the store takes for a question mark, and is asked for by that
    text = texts[number][:LONGEST_NAME].encode("utf-8", "replace").decode()
    return f"{text.replace('/', '-') if number % PLACES == 0 else text}#{number}"


def _schedule(number: int, text: str) -> str:
    """Return the uid of a schedule: every third is hostile too."""
    return f"{text[:LONGEST_NAME]}{number}" if number % KNOWN_EVERY == 1 else f"schedule-{number}"


def _carried(texts: Sequence[str], number: int, place: int) -> str:
    return texts[number] if place == number % PLACES else texts[number][:LONGEST_REPEATED]


def _encoded(number: int, texts: list[str], uid: str, type_: str) -> bytes:
    before, after = _state(number, texts, "submitted", 12.0), _state(number, texts[::-1], texts[1], 12.5)
    entry = {
        "uid": uid,
        "type": type_,
        "created_ts": timestamp(1000 * number + (0 if uid == known_uid(number) else 500)),
        "data": {
            "before": before,
            "after": after,
            "metadata": {"reason_codes": [{"code": texts[2], "text": texts[3]}, {"code": "A54", "text": texts[4]}]},
            "request_id": texts[5],
            texts[6]: texts[7],
        },
        "schedule_uid": _schedule(number, texts[8]),
        "schedule_version_uid": f"{number} v1",
        "user_uid": texts[9],
        "org_uid": texts[10],
        "time_series_uid": texts[11],
        texts[12]: {"odd": _value(texts[13], random.Random(number))},
    }
    return json.dumps(entry).encode()


def _state(number: int, texts: list[str], status: str, amount: float) -> dict[str, Any]:
    return {
        "uid": f"{number} v1",
        "version": 1 + number % 3,
        "status": status,
        "acceptance_level": texts[2],
        "message_id": texts[3],
        "warnings": [{"code": texts[4], "text": texts[5]}],
        texts[6]: texts[7],
        "spec": {
            "market": "DE" if number % 2 else texts[8],
            "tso": texts[9],
            "sender_id": texts[10],
            "receiver_id": texts[11],
            "date": "2026-03-26",
            "series": [
                {
                    "type": texts[12],
                    "time_series_uid": texts[13],
                    "ids": {"in_area": texts[14], "out_area": texts[15], "in_party": texts[0], "out_party": "11XA"},
                    "data": [
                        {"ts": f"2026-03-25T23:{15 * place:02}:00Z", "amount": amount + place} for place in range(4)
                    ],
                }
            ],
        },
        "anomalies": [
            {
                "uid": texts[1],
                "series_id": texts[2],
                "business_type": texts[3],
                "in_party": texts[4],
                "reason_codes": [{"code": texts[5], "text": texts[6]}],
                "intervals": [{"pos": 1, "qty": amount}, {"pos": 10**30, "qty": texts[7]}],
            }
        ],
    }


def _value(text: str, chance: random.Random) -> object:
    """Return a value that is hostile by its size, its shape or its depth."""
    nested: object = text
    for _ in range(150):
        nested = [nested]
    some = text[:2_000]
    return chance.choice(
        (nested, 10**300, -(10**18), 1e308, [some] * 300, {f"{place}{some}": place for place in range(9)}, text)
    )
