"""The conversation about a version as rows: when, who speaks to whom, and what was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from textwrap import wrap

from store.lifecycle.conversation import Conversation
from store.lifecycle.moves import Actor
from store.lifecycle.steps.spans import elapsed_text, waited_text
from store.lifecycle.steps.step import Step, StepKind, Tense
from store.model.market.codes import phrase
from store.model.market.tso import short_name
from store.model.status import Status
from store.model.texts.inert import inert
from tui.presentation.pieces import Line, Piece, Role, cells, cut, fitted, joined
from tui.presentation.signs import ASCII, UNICODE, Signs, anomaly_mark, status_mark
from tui.presentation.times import clock, day_text

_TIME_CELLS, _WIDE_TIME_CELLS, _ELAPSED_CELLS = 9, 13, 9
_RAIL_CELLS, _WIDE_RAIL_CELLS = 23, 32
_PRECISE, _ROOMY = 80, 100
_MOST_REASON_LINES = 6


@dataclass(frozen=True, slots=True)
class _Strokes:
    """What rails and arrows are drawn with: the rail, a line, one of what is missing, and both heads."""

    rail: str
    line: str
    missing: str
    right: str
    left: str


_UNICODE = _Strokes("│", "─", "╌", "►", "◄")
_ASCII = _Strokes("|", "-", ".", ">", "<")


@dataclass(frozen=True, slots=True)
class LaneStyle:
    """How a lane is drawn: its cells, the signs, the zone of its times, and whether lines stand between steps."""

    width: int
    signs: Signs
    zone: tzinfo
    spaced: bool = False

    @property
    def strokes(self) -> _Strokes:
        """What rails and arrows are drawn with."""
        return _ASCII if self.signs is ASCII else _UNICODE

    @property
    def time_cells(self) -> int:
        """The cells of the time of day; milliseconds only where there is room."""
        return _WIDE_TIME_CELLS if self.width >= _PRECISE else _TIME_CELLS

    @property
    def left_cells(self) -> int:
        """The cells before the first rail."""
        return self.time_cells + _ELAPSED_CELLS

    @property
    def rail_cells(self) -> int:
        """The cells from one rail to the other, both included."""
        return _WIDE_RAIL_CELLS if self.width >= _ROOMY else _RAIL_CELLS

    @property
    def said_cells(self) -> int:
        """The cells that are left for what was said."""
        return max(10, self.width - self.left_cells - self.rail_cells - 2)


def heading_line(shown: Conversation, style: LaneStyle) -> Line:
    """Return the line above the lane: the columns, and who stands at which rail."""
    inner = style.rail_cells
    tso = cut((Piece(inert(short_name(shown.tso), 40), Role.STRONG),), inner - 5, style.signs.cut)
    between = Piece(" " * (inner - 3 - cells(tso)))
    left = fitted((Piece("local", Role.MUTED),), style.time_cells, style.signs.cut)
    middle = fitted((Piece("elapsed", Role.MUTED),), _ELAPSED_CELLS, style.signs.cut)
    party = f"BRP is {inert(shown.party, 40)}" if shown.party else ""
    return cut(
        (*left, *middle, Piece("BRP", Role.STRONG), between, *tso, Piece("  "), Piece(party, Role.MUTED)),
        style.width,
        style.signs.cut,
    )


def lane_lines(shown: Conversation, style: LaneStyle) -> list[tuple[Line, ...]]:
    """Return the lines of each step of a conversation."""
    return [step_lines(step, above, style) for above, step in zip((None, *shown.lane), shown.lane, strict=False)]


def step_lines(step: Step, above: Step | None, style: LaneStyle) -> tuple[Line, ...]:
    """Return a step: when and who to whom with the status at first, below it the day, the document and why.

    The day is given where it is not that of the step above.
    """
    day = _day(step, style)
    new_day = day if above is None or _day(above, style) != day else None
    said = _said(step, style)
    lefts = [_arrow(step, style), *[_rails(style)] * (max(2, len(said)) - 1 + style.spaced)]
    times: list[Line] = [_time(step, style), _below(new_day, style)]
    empty: Line = (Piece(" " * (style.left_cells)),)
    lines: list[Line] = []
    for number, rail in enumerate(lefts):
        time = times[number] if number < len(times) else empty
        right = said[number] if number < len(said) else ()
        lines.append(cut((*time, *rail, Piece("  "), *right), style.width, style.signs.cut))
    return tuple(lines)


def _day(step: Step, style: LaneStyle) -> date:
    return step.at.astimezone(style.zone).date()


def _time(step: Step, style: LaneStyle) -> Line:
    """Return when a step was made and the time since the one above; of a reply that is not there since when."""
    at = step.at.astimezone(style.zone)
    text = clock(at) if style.time_cells == _WIDE_TIME_CELLS else f"{at:%H:%M:%S}"
    role, elapsed = Role.TEXT, ""
    if step.kind is StepKind.RECEIPT:
        text, role = f"by {at:%H:%M:%S}", Role.MUTED
    elif step.missing:
        text, role = f"since {at:%H:%M}", Role.WAITING
    elif step.tense is Tense.EXPECTED:
        text, role = f"from {at:%H:%M}", Role.MUTED
    elif step.elapsed is not None:
        elapsed = elapsed_text(step.elapsed)
    if not elapsed:
        return fitted((Piece(text, role),), style.left_cells, style.signs.cut)
    return (
        *fitted((Piece(text, role),), style.time_cells, ""),
        *fitted((Piece(elapsed, Role.MUTED),), _ELAPSED_CELLS, ""),
    )


def _below(new_day: date | None, style: LaneStyle) -> Line:
    text = day_text(new_day) if new_day else ""
    return fitted((Piece(text, Role.MUTED),), style.left_cells, style.signs.cut)


def _rails(style: LaneStyle) -> Line:
    rail = style.strokes.rail
    return (Piece(f"{rail}{' ' * (style.rail_cells - 2)}{rail}", Role.MUTED),)


def _arrow(step: Step, style: LaneStyle) -> Line:
    """Return the two rails with an arrow from who speaks to who is spoken to, and what it is in it."""
    strokes, inner = style.strokes, style.rail_cells - 2
    word = f"v{step.version}" if step.kind is StepKind.SCHEDULE and step.version else ""
    label = Piece(f" {' '.join(filter(None, (step.kind.value, word)))} ", _role(step))
    rail = Piece(strokes.rail, Role.MUTED)
    if step.actor is None or step.kind is StepKind.CREATED:
        return (rail, *fitted((Piece("  "), label), inner, style.signs.cut), rail)
    refused = _is_refused(step)
    line = strokes.missing if refused or step.tense is not Tense.MADE else strokes.line
    stroke_role = _role(step) if step.missing else Role.MUTED
    rest = max(0, inner - cells((label,)) - 3)
    if step.actor is Actor.BRP:
        head = " " if refused else strokes.right
        return (rail, Piece(line * 2, stroke_role), label, Piece(line * rest + head, stroke_role), rail)
    return (rail, Piece(strokes.left + line * rest, stroke_role), label, Piece(line * 2, stroke_role), rail)


_KIND_ROLES: Mapping[StepKind, Role] = {
    StepKind.CREATED: Role.MUTED,
    StepKind.RECEIPT: Role.MUTED,
    StepKind.STATUS_REQUEST: Role.TEXT,
    StepKind.ANOMALY: Role.ANOMALY,
    StepKind.OTHER: Role.TEXT,
}


def _role(step: Step) -> Role:
    """Return what colours a step: that it is missing, the status it led to, else what it is."""
    if step.missing:
        return Role.WAITING
    if step.tense is Tense.EXPECTED:
        return Role.MUTED
    if step.status_to and step.kind is not StepKind.SCHEDULE:
        return status_mark(step.status_to, None, UNICODE).role
    return _KIND_ROLES.get(step.kind, Role.STRONG)


def _said(step: Step, style: LaneStyle) -> list[Line]:
    """Return what was said, in lines: what became of the version, why, and in which document."""
    lines = _gist(step, style)
    if step.missing:
        return [*lines, *((Piece(part),) for part in wrap(step.about, style.said_cells))]
    for reason in step.reasons:
        words = inert(phrase(inert(reason.code, 20), reason.text), 300)
        parts = wrap(words, style.said_cells, subsequent_indent="    ")
        lines += [(Piece(part, Role.STRONG if not number else Role.TEXT),) for number, part in enumerate(parts)]
    del lines[_MOST_REASON_LINES + 1 :]
    if step.document:
        lines.append((Piece(inert(step.document, 80), Role.MUTED),))
    return lines


def _gist(step: Step, style: LaneStyle) -> list[Line]:
    """Return what became of the version in one line where that fits, else each part of it in lines of its own."""
    signs = style.signs
    if step.missing and step.elapsed is not None:
        waited = Piece(f"{signs.waiting} missing for {waited_text(step.elapsed)}", Role.WAITING)
        overdue: Line = (Piece(f" {signs.dot} overdue", Role.REJECTED),) if step.late else ()
        return [(waited, *overdue)]
    parts: list[Line] = []
    if step.kind is StepKind.ANOMALY:
        parts.append(anomaly_mark(signs).line)
    if step.status_to:
        parts.append(_change(step, step.status_to, signs))
    if step.about:
        # the gateway in between answers a request, not the TSO
        by = f"{Actor.GATEWAY}: " if step.kind is StepKind.STATUS_REQUEST else ""
        parts.append((Piece(f"{by}{inert(step.about, 80)}", Role.WAITING if _is_refused(step) else Role.MUTED),))
    if step.allowed_at and _is_refused(step):
        parts.append((Piece(f"next at {step.allowed_at.astimezone(style.zone):%H:%M:%S}", Role.MUTED),))
    whole = joined(parts, f" {signs.dot} ")
    return [whole] if cells(whole) <= style.said_cells else [line for part in parts for line in _wrapped(part, style)]


def _wrapped(part: Line, style: LaneStyle) -> list[Line]:
    """Return a part in as many lines as it takes; one in several colours stays in one."""
    if len(part) > 1:
        return [part]
    return [(Piece(text, part[0].role),) for text in wrap(part[0].text, style.said_cells)]


def _is_refused(step: Step) -> bool:
    """Return whether a status request was not sent: there were too many of them, or a fault."""
    return step.kind is StepKind.STATUS_REQUEST and step.about.casefold() != "sent"


def _change(step: Step, after: Status, signs: Signs) -> Line:
    mark = status_mark(after, step.raw_to, signs)
    if step.status_from is None or step.status_from is Status.INGESTED:
        return mark.line
    came = status_mark(step.status_from, step.raw_from, signs)
    return (Piece(f"{came.word} {signs.arrow} ", Role.MUTED), *mark.line)
