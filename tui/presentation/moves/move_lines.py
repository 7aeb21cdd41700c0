"""How moves, reasons and series are written in the form of a move, and what it says about itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from textual.content import Content

from store.lifecycle.moves import Actor, Move
from store.model.market.codes import hint, phrase, title
from store.model.market.eic import PSEUDO_PARTIES, party_name
from store.model.market.tso import short_name
from store.model.snapshot import TimeSeries, recognised
from store.model.status import status_of
from store.model.texts.inert import inert
from store.model.texts.tolerant import text_of
from tui.presentation.pieces import Line, Piece, Role
from tui.presentation.signs import Signs, status_mark
from tui.presentation.times import day_text

if TYPE_CHECKING:
    # reading a life brings in what the first frame does without
    from store.lifecycle.life import Life
    from store.lifecycle.offers import Offer

_STYLES: Mapping[Role, str] = {
    Role.TEXT: "",
    Role.STRONG: "bold",
    Role.MUTED: "$text-muted",
    Role.ACCEPTED: "$success",
    Role.REJECTED: "$error",
    Role.WAITING: "$warning",
    Role.PARTLY: "$warning",
    Role.ANOMALY: "$accent",
    Role.IMPOSED: "$secondary",
    Role.SIMULATED: "$secondary",
    Role.SAME: "$primary",
    Role.MORE: "$success",
    Role.LESS: "$error",
}

_TRADES = frozenset({"internal", "external", "foreign"})

_MARKS: Mapping[Move, tuple[str, Role]] = {
    Move.CREATE: ("ingested", Role.MUTED),
    Move.SUBMIT: ("sent", Role.WAITING),
    Move.ACKNOWLEDGE: ("accepted", Role.ACCEPTED),
    Move.ACKNOWLEDGE_PARTLY: ("partly", Role.PARTLY),
    Move.REJECT: ("rejected", Role.REJECTED),
    Move.REPORT_ANOMALY: ("anomaly", Role.ANOMALY),
    Move.CONFIRM_INTERMEDIATE: ("accepted", Role.ACCEPTED),
    Move.CONFIRM: ("accepted", Role.ACCEPTED),
    Move.CONFIRM_PARTLY: ("partly", Role.PARTLY),
    Move.IMPOSE: ("imposed", Role.IMPOSED),
    Move.REFUSE: ("rejected", Role.REJECTED),
    Move.REQUEST_STATUS: ("sent", Role.MUTED),
}


@dataclass(frozen=True, slots=True)
class SeriesChoice:
    """A series that can be chosen: its name (`time_series_uid`), its uid, and how it is written."""

    name: str
    uid: str
    label: str
    is_trade: bool = False


def content(line: Line) -> Content:
    """Return a line in the colours of the theme."""
    return Content.assemble(*((piece.text, _STYLES[piece.role]) for piece in line))


def subject(life: "Life", version: int | None, signs: Signs) -> Content:
    """Return whose moves these are: `Simulate · 50Hertz · Thu 26 Mar 2026 · v3 waiting`."""
    about = life.latest if version is None else life.version(version)
    pieces = [
        Piece(f" {signs.simulated} Simulate", Role.SIMULATED),
        Piece(f" {signs.dot} {inert(short_name(text_of(life.schedule.get('tso'))), 40)}", Role.STRONG),
        Piece(f" {signs.dot} {day_text(life.day)}"),
    ]
    if not about:
        return content((*pieces, Piece(f" {signs.dot} no version yet", Role.MUTED)))
    raw_status, level = text_of(about.get("status")), text_of(about.get("acceptance_level"))
    mark = status_mark(status_of(raw_status, level), raw_status, signs)
    number = inert(text_of(about.get("version")) or "", 10)
    return content((*pieces, Piece(f" {signs.dot} v{number} ", Role.STRONG), *mark.line))


def actor_word(actor: Actor) -> str:
    """Return who makes a move, in three letters."""
    return "TSO" if actor is Actor.TSO else "BRP"


def title_of(offer: "Offer") -> str:
    """Return what a move is called, with a capital."""
    return inert(offer.label[:1].upper() + offer.label[1:], 60)


def offer_prompt(offer: "Offer", signs: Signs, width: int) -> Content:
    """Return a move on one line; one that cannot be made is dim, with the whole reason below in so many cells."""
    sign, role = _MARKS[offer.move]
    mark = f" {getattr(signs, sign)} "
    label, actor = title_of(offer), actor_word(offer.actor)
    if offer.refusal is None:
        return content((Piece(mark, role), Piece(f"{actor} ", Role.MUTED), Piece(label)))
    reason = wrap(inert(offer.refusal, 200), max(20, width - len(mark)))
    below = "".join(f"\n{' ' * len(mark)}{line}" for line in reason)
    return content((Piece(f"{mark}{actor} {label}{below}", Role.MUTED),))


def reason_prompt(code: str) -> Content:
    """Return a reason code with its title."""
    # the code list repeats some codes in their titles: `A24 not applicable`
    words = (title(code) or "unknown code").removeprefix(f"{code} ")
    return content((Piece(f" {code:<4} ", Role.STRONG), Piece(words)))


def reason_hint(code: str) -> str:
    """Return what a reason code means to a scheduler, where schedules meet it."""
    return hint(code) or "Schedules do not meet this code; the code list has no more than its title."


def reason_text(code: str) -> str:
    """Return the reason that is chosen, in one phrase."""
    return phrase(code) if code else "none chosen"


def series_choices(version: Mapping[str, object] | None, signs: Signs) -> tuple[SeriesChoice, ...]:
    """Return the series of a version in its order; none without a version."""
    if not version:
        return ()
    known = recognised(version, "version.submitted")
    own = known.version.sender_id if known.version else None
    return tuple(
        SeriesChoice(one.time_series_uid, one.uid or "", _series_label(one, own, signs), one.type in _TRADES)
        for one in known.series
        if one.time_series_uid
    )


def series_prompt(one: SeriesChoice, *, chosen: bool) -> Content:
    """Return a series with whether it is chosen."""
    return content((Piece(f" [{'x' if chosen else ' '}] ", Role.STRONG if chosen else Role.MUTED), Piece(one.label)))


def series_text(names: Sequence[str], choices: Sequence[SeriesChoice], *, none: str) -> str:
    """Return the series that are chosen, by what they are; `none` where none is."""
    labels = [one.label for one in choices if one.name in names]
    return ", ".join(labels) if labels else none


def _series_label(one: TimeSeries, own: str | None, signs: Signs) -> str:
    """Return `TS-003 internal ← 11XALPHA`: the arrow points to the left where the own party receives."""
    words = [one.time_series_uid or "", one.type or "series"]
    parties = {one.in_party, one.out_party}
    if not parties & PSEUDO_PARTIES.keys():
        if own and one.in_party == own:
            words += [signs.back, _party(one.out_party)]
        elif own and one.out_party == own:
            words += [signs.arrow, _party(one.in_party)]
        elif any(parties):
            words += [_party(one.out_party), signs.arrow, _party(one.in_party)]
    return inert(" ".join(word for word in words if word), 80)


def _party(code: str | None) -> str:
    return (party_name(code) or code) if code else ""
