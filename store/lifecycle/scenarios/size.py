"""Logs of any size: whole lives of many schedules over a year, made quickly out of templates.

What they hold is like what the API writes in short: the versions in part, the series without amounts.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from store.lifecycle.market.gates import final_from
from store.lifecycle.scenarios.templates import ANOMALY, ANSWER, CREATED, REQUESTED, SUBMITTED, Template
from store.model.market.codes import title
from store.model.market.delivery_day import from_microseconds, microseconds, zone_of
from store.model.market.eic import check
from store.model.market.tso import TSOS, Tso

BATCH = 2000
FIRST_DAY = date(2025, 1, 2)
_EVENTS_OF_A_LIFE = 14
_MINUTE = 60_000
_HOUR = 60 * _MINUTE


class _Decision(NamedTuple):
    """What a message of the TSO decides about a version."""

    status: str
    level: str
    message: str
    code: str
    active: bool = True


_ACKNOWLEDGED = _Decision("accepted", "ack", "ACK", "A01")
_REJECTED = _Decision("rejected", "", "ACK", "A54", active=False)
_INTERMEDIATE = _Decision("icnf", "cnf", "CNF", "A06")
_CONFIRMED = _Decision("accepted", "cnf", "CNF", "A06")

Made = tuple[int, str]
"""One entry: its time in milliseconds since 1970 and its text."""


def batches(events: int, *, seed: int) -> Iterator[list[bytes]]:
    """Give so many entries in lists of up to `BATCH`, in time order; the same for the same seed.

    The more there are, the more schedules a day has, so that a large log covers about a year. The last
    lives may be cut off where the number is reached.
    """
    chance = random.Random(f"size {seed}")  # noqa: S311 - invented lives, no secret
    groups = min(500, max(4, events // (_EVENTS_OF_A_LIFE * len(TSOS) * 365)))
    batch: list[bytes] = []
    left = events
    for text in _in_time_order(chance, groups):
        if not left:
            break
        batch.append(text.encode())
        left -= 1
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _in_time_order(chance: random.Random, groups: int) -> Iterator[str]:
    """Give the entries of day after day, without an end; a day's last ones come days after its first."""
    waiting: list[Made] = []
    day = FIRST_DAY
    while True:
        for at in TSOS:
            for group in range(groups):
                waiting += _Life(chance, at, day, group).entries()
        waiting.sort(key=lambda made: made[0])
        day += timedelta(days=1)
        begins = _local(day - timedelta(days=1), 12)
        ready = sum(made[0] < begins for made in waiting)
        yield from (text for _, text in waiting[:ready])
        del waiting[:ready]


class _Life:
    """The life of one schedule: a day-ahead version, perhaps a rejected one before it, some intraday ones."""

    def __init__(self, chance: random.Random, at: Tso, day: date, group: int) -> None:
        self._chance = chance
        self._day = day
        self._at = at
        party = _party(group)
        self._made: list[Made] = []
        self._fields = {
            "schedule": self._uid(),
            "org": _org(group),
            "desk": _org(-1),
            "user": _org(-2 - group % 7),
            "market": at.market,
            "tso": at.code,
            "day": str(day),
            "party": party,
            "area": at.area_eic,
            "receiver": at.gs1 or at.party_eic,
            "message": f"{day:%Y%m%d}_{party[3:13]}_{at.name.upper().replace(' ', '')}",
        }

    def entries(self) -> list[Made]:
        """Return its entries in the order of their times."""
        chance = self._chance
        now = _local(self._day - timedelta(days=1), 13) + chance.randrange(35 * _MINUTE)
        self._write(CREATED, now)
        number = 1
        if chance.random() < 0.08:
            now = self._submitted(number, now + chance.randrange(2 * _MINUTE, 5 * _MINUTE))
            self._answered(now, _REJECTED)
            number += 1
        now = self._submitted(number, now + chance.randrange(2 * _MINUTE, 6 * _MINUTE))
        if chance.random() < 0.04:
            self._write(REQUESTED, now, allowed=_text(now + 5 * _MINUTE))
            now += chance.randrange(10_000, _MINUTE)
        self._answered(now, _ACKNOWLEDGED)
        if chance.random() < 0.12:
            number = self._corrected(number, now + chance.randrange(2 * _MINUTE, 8 * _MINUTE))
        if self._at.market == "DE":
            now = _local(self._day - timedelta(days=1), 14) + 40 * _MINUTE + chance.randrange(20 * _MINUTE)
            self._status(now, _INTERMEDIATE)
            self._intraday(number)
        self._answered(_final(self._day, self._at.market) + chance.randrange(_HOUR), _CONFIRMED)
        return self._made

    def _corrected(self, number: int, now: int) -> int:
        """Write an anomaly and the version that mends it; return its number."""
        document = f"{self._chance.randrange(100_000):05}"
        self._write(ANOMALY, now, anomaly=self._uid(), incoming=self._uid(), document=document)
        now = self._submitted(number + 1, now + self._chance.randrange(2 * _MINUTE, 6 * _MINUTE))
        self._answered(now, _ACKNOWLEDGED)
        return number + 1

    def _intraday(self, number: int) -> None:
        now = _local(self._day, 6)
        for later in range(number + 1, number + 1 + self._chance.choice((0, 0, 1, 2, 3, 5))):
            now = self._submitted(later, now + self._chance.randrange(10 * _MINUTE, 2 * _HOUR))
            self._answered(now, _ACKNOWLEDGED)

    def _submitted(self, number: int, now: int) -> int:
        """Write a submission and return when it is answered."""
        self._fields |= {"version": self._uid(), "number": str(number), "stored": _text(now - 1800)}
        self._fields |= {f"series{place}": self._uid() for place in (1, 2, 3)}
        self._write(SUBMITTED, now)
        self._state = ("submitted", "", "false", _text(now))
        return now + self._chance.randrange(15_000, 60_000)

    def _answered(self, now: int, decision: _Decision) -> None:
        self._decide(now, decision)
        kind = "version.rejected" if decision.status == "rejected" else "version.accepted"
        self._write(ANSWER, now, type=kind)
        self._write(ANSWER, now, type="version.status_changed", request=self._fields["request"])

    def _status(self, now: int, decision: _Decision) -> None:
        self._decide(now, decision)
        self._write(ANSWER, now, type="version.status_changed")

    def _decide(self, now: int, decision: _Decision) -> None:
        """Set down what an answer changes: the state before is the one after the last answer."""
        status, level, active, modified = self._state
        self._state = (decision.status, decision.level, "true" if decision.active else "false", _text(now))
        self._fields |= {
            "status_before": status,
            "level_before": level,
            "active_before": active,
            "modified_before": modified,
            "status_after": self._state[0],
            "level_after": self._state[1],
            "active_after": self._state[2],
            "modified_after": self._state[3],
        }
        self._fields |= {"kind": decision.message, "code": decision.code, "title": title(decision.code) or ""}
        self._fields |= {"received": _text(now - 420), "document": f"{self._chance.randrange(100_000):05}"}

    def _write(self, template: Template, now: int, **more: str) -> None:
        self._fields |= {"entry": self._uid(), "request": self._uid(), "at": _text(now), **more}
        self._made.append((now, template.filled(self._fields)))

    def _uid(self) -> str:
        return _uid(self._chance.getrandbits(128))


def _uid(bits: int) -> str:
    """Return 128 bits as a random UUID (version 4) is written."""
    # the old way of formatting is the fastest one, and this is what a large log is mostly made of
    text = "%032x" % bits  # noqa: UP031
    return "%s-%s-4%s-a%s-%s" % (text[:8], text[8:12], text[13:16], text[17:20], text[20:])  # noqa: UP031


def _text(milliseconds: int) -> str:
    minute, rest = divmod(milliseconds, _MINUTE)
    return f"{_minute(minute)}:{rest // 1000:02}.{rest % 1000:03}Z"


@lru_cache(maxsize=8192)
def _minute(minutes: int) -> str:
    """Return a minute, counted since 1970, as far as the seconds; many events share one."""
    return from_microseconds(minutes * _MINUTE * 1000).isoformat()[:16]


@cache
def _local(day: date, hour: int) -> int:
    """Return an hour of the local day in milliseconds since 1970."""
    return microseconds(datetime.combine(day, time(hour), zone_of(None)).astimezone(UTC)) // 1000


@cache
def _final(day: date, market: str) -> int:
    return microseconds(final_from(day, market)) // 1000 + 2 * _MINUTE


@cache
def _org(number: int) -> str:
    return _uid(random.Random(f"organisation {number}").getrandbits(128))  # noqa: S311 - a name, no secret


@cache
def _party(number: int) -> str:
    """Return the invented code of a balance group; its check character is right."""
    for letter in "ABCDEFGHIJ":
        begun = f"11XGROUP{letter}{number:04}--"
        for last in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            if check(begun + last) is None:
                return begun + last
    raise ValueError(f"there is no balance group {number}")
