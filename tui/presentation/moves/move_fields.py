"""Which parameters a move takes, what stands in them at first, and the act that comes out of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from store.lifecycle.moves import OUT_OF_BALANCE, Act, Move
from store.model.market.codes import title
from tui.presentation.moves.move_input import InputError, megawatts_in, positions_in


class Field(StrEnum):
    """A parameter in the form, by its label."""

    REASON = "Reason"
    SERIES = "Series"
    HOURS = "Quarter-hours"
    MEGAWATTS = "Megawatts"
    DELTAS = "Written as"
    BALANCE = "Balance"


_CHANGE = (Field.SERIES, Field.HOURS, Field.MEGAWATTS)

_FIELDS: Mapping[Move, tuple[Field, ...]] = {
    Move.SUBMIT: (*_CHANGE, Field.BALANCE),
    Move.ACKNOWLEDGE_PARTLY: (Field.REASON, Field.SERIES),
    Move.REJECT: (Field.REASON,),
    Move.REPORT_ANOMALY: (Field.REASON, *_CHANGE),
    Move.CONFIRM_INTERMEDIATE: (Field.SERIES,),
    Move.CONFIRM_PARTLY: (Field.REASON, Field.SERIES),
    Move.IMPOSE: _CHANGE,
    Move.REFUSE: (Field.REASON,),
}

COMMON: Mapping[Move, tuple[str, ...]] = {
    Move.REJECT: ("A54", "A57", "A05", "A22", "A23", "A04", "A49", "A51", "A52", "A55", "A59", "999"),
    Move.ACKNOWLEDGE_PARTLY: ("A22", "A23", "A55", "A42", "A46", "A49", "A62", "A20", "A21"),
    Move.REPORT_ANOMALY: ("A09", "A28", "A29"),
    Move.CONFIRM_PARTLY: ("A28", "A29", "A09", "A20", "A27", "A30"),
    Move.REFUSE: ("A28", "A57", "A54", "A59", "999"),
}
"""The reasons that are met with a move, the first one that it begins with."""

_OFTEN = ("A54", "A57", "A05", "A22", "A28", "A29", "A09", "A30")

_CHANGE_OF = {Move.REPORT_ANOMALY: "5", Move.IMPOSE: "5"}
"""The MW by which values differ at first: enough to be seen in the preview."""

_ONE_SERIES = frozenset({Move.ACKNOWLEDGE_PARTLY, Move.REPORT_ANOMALY, Move.CONFIRM_PARTLY, Move.IMPOSE})
"""The moves that begin with one series; the others with none chosen."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A move as far as its form is filled in: texts as typed, series by their names."""

    move: Move
    reason: str = ""
    series: tuple[str, ...] = ()
    hours: str = ""
    megawatts: str = ""
    as_deltas: bool = False
    unbalanced: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """The parameters that it has, which depend on the reason of an anomaly."""
        fields = _FIELDS.get(self.move, ())
        if self.move is Move.REPORT_ANOMALY:
            if self.reason == "A28":
                return (Field.REASON, Field.SERIES)
            if self.reason == "A29":
                return (*fields, Field.DELTAS)
        return fields


class FieldError(ValueError):
    """What stands in a field cannot be meant; the text says what was expected."""

    def __init__(self, field: Field, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def first_draft(move: Move, wanted: str | None, series: Sequence[str]) -> Draft:
    """Return how the form of a move begins: with the `wanted` series, or the first of those there are."""
    common = COMMON.get(move, ())
    chosen = (wanted,) if wanted is not None else tuple(series[:1]) if move in _ONE_SERIES else ()
    return Draft(
        move,
        reason=common[0] if common else "",
        series=chosen if Field.SERIES in _FIELDS.get(move, ()) else (),
        megawatts=_CHANGE_OF.get(move, ""),
    )


def act_of(draft: Draft, version: int | None, day: date, zone: ZoneInfo) -> Act:
    """Return the act that a form describes, with only what its move takes; raises FieldError."""
    fields = draft.fields
    act = Act(draft.move, version=None if draft.move in {Move.CREATE, Move.SUBMIT} else version)
    if Field.REASON in fields:
        act = replace(act, reason_codes=(_reason(draft.reason),))
    if Field.SERIES in fields:
        act = replace(act, series=draft.series)
    try:
        field = Field.HOURS
        if field in fields:
            act = replace(act, positions=positions_in(draft.hours, day, zone))
        field = Field.MEGAWATTS
        if field in fields:
            act = replace(act, megawatts=megawatts_in(draft.megawatts))
    except InputError as error:
        raise FieldError(field, str(error)) from error
    if Field.BALANCE in fields and draft.unbalanced:
        # by the reason that a TSO would refuse it with, a submission says that it leaves the balance as it comes out
        act = replace(act, reason_codes=(OUT_OF_BALANCE,))
    return replace(act, as_deltas=draft.as_deltas and Field.DELTAS in fields)


def _reason(code: str) -> str:
    if not code:
        raise FieldError(Field.REASON, "choose a reason code")
    return code


def reasons_for(move: Move) -> tuple[str, ...]:
    """Return the reason codes that a move can have: those met with it first, then those met often, then the rest.

    An anomaly report has its own three.
    """
    if move is Move.REPORT_ANOMALY:
        return COMMON[move]
    return tuple(dict.fromkeys((*COMMON.get(move, ()), *_OFTEN, *_known_codes())))


@cache
def _known_codes() -> tuple[str, ...]:
    """Return the codes of the code list (ENTSO-E, version 91: A01–A99, B01–B70 and 999) in its order."""
    codes = ("999", *(f"{letter}{number:02}" for letter in "AB" for number in range(1, 100)))
    return tuple(code for code in codes if title(code))
