"""The signs of the screen: for every state a sign, a word and a role, in Unicode or in ASCII."""

from collections.abc import Mapping
from dataclasses import dataclass

from store.model.status import Status, status_of
from store.model.texts.inert import inert
from store.model.timeline import EventRow
from tui.presentation.pieces import Line, Piece, Role
from tui.starting.encoding import shows_unicode


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters that stand for something, each one cell wide but `arrow`, `back` and `sigma`."""

    accepted: str = "✔"
    rejected: str = "✘"
    waiting: str = "…"
    anomaly: str = "≠"
    partly: str = "◐"
    imposed: str = "⇄"
    ingested: str = "·"
    sent: str = "↗"
    unknown: str = "?"
    warning: str = "⚠"
    simulated: str = "◇"
    cut: str = "…"
    cursor: str = "▌"
    closed: str = "▸"
    open: str = "▾"
    arrow: str = "→"
    back: str = "←"
    sigma: str = "Σ"
    dot: str = "·"
    line: str = "─"
    minus: str = "−"
    here: str = "▲"
    marked: str = "*"
    match: str = "•"
    at_least: str = "≥"
    remove: str = "×"

    def amount(self, text: str) -> str:
        """Return the text of an amount with signs that can be shown."""
        return text if self.minus == "−" else text.replace("−", self.minus).replace("±", "+")


UNICODE = Signs()

ASCII = Signs(
    accepted="+",
    rejected="x",
    waiting=":",
    anomaly="#",
    partly="%",
    imposed="=",
    ingested="-",
    sent="^",
    unknown="?",
    warning="!",
    simulated="*",
    cut="~",
    cursor=">",
    closed=">",
    open="v",
    arrow="->",
    back="<-",
    sigma="sum",
    dot="-",
    line="-",
    minus="-",
    here="^",
    match="o",
    at_least=">=",
    remove="x",
)


def signs_for(encoding: str, *, ascii_only: bool) -> Signs:
    """Return the signs that can be shown in an encoding."""
    return UNICODE if shows_unicode(encoding) and not ascii_only else ASCII


@dataclass(frozen=True, slots=True)
class Mark:
    """How a state shows: sign, word, the word where there is little room, and role."""

    sign: str
    word: str
    short: str
    role: Role

    @property
    def line(self) -> Line:
        """Sign and word."""
        return (Piece(f"{self.sign} {self.word}", self.role),)

    @property
    def short_line(self) -> Line:
        """Sign and short word."""
        return (Piece(f"{self.sign} {self.short}", self.role),)


_MARKS: Mapping[Status, tuple[str, str, str, Role]] = {
    Status.INGESTED: ("ingested", "ingested", "ing", Role.MUTED),
    Status.SUBMITTED: ("waiting", "waiting", "wait", Role.WAITING),
    Status.ACKNOWLEDGED: ("accepted", "accepted", "ack", Role.ACCEPTED),
    Status.INTERMEDIATE: ("accepted", "interim", "interim", Role.ACCEPTED),
    Status.CONFIRMED: ("accepted", "confirmed", "cnf", Role.ACCEPTED),
    Status.PARTLY_CONFIRMED: ("partly", "partly", "part", Role.PARTLY),
    Status.IMPOSED: ("imposed", "imposed", "imp", Role.IMPOSED),
    Status.REJECTED: ("rejected", "rejected", "rej", Role.REJECTED),
}


def status_mark(status: Status, raw_status: str | None, signs: Signs) -> Mark:
    """Return how a status shows; an unknown one as the raw word it came with."""
    if status is Status.UNKNOWN:
        word = inert(raw_status, 20) if raw_status else "no status"
        return Mark(signs.unknown, word, word, Role.MUTED)
    sign, word, short, role = _MARKS[status]
    return Mark(getattr(signs, sign), word, short, role)


def anomaly_mark(signs: Signs) -> Mark:
    """Return how an open anomaly shows."""
    return Mark(signs.anomaly, "anomaly", "ano", Role.ANOMALY)


def request_mark(word: str, signs: Signs) -> Mark:
    """Return how a status request shows; its words (sent, rate_limited, error) are not those of schedules."""
    sent = word.strip().lower() == "sent"
    word = inert(word, 20)
    return Mark(signs.sent, word, word, Role.MUTED) if sent else Mark(signs.warning, word, word, Role.WAITING)


def event_mark(row: EventRow, signs: Signs) -> Mark | None:
    """Return how an event shows: an anomaly as such, else by the status it led to; None without one."""
    if row.type == "anomaly.received":
        return anomaly_mark(signs)
    if row.type == "status_request.sent":
        return request_mark(row.summary.status_to or "sent", signs)
    word = row.summary.status_to or _STATUS_OF_TYPE.get(row.type)
    if word is None:
        return None
    return status_mark(status_of(word, row.summary.acceptance_level), word, signs)


_STATUS_OF_TYPE = {
    "version.accepted": "accepted",
    "version.rejected": "rejected",
    "version.submitted": "submitted",
}
