"""Findings as rows, by day and TSO, and what to do about the one under the cursor."""

from collections.abc import Mapping
from datetime import date, tzinfo
from typing import TYPE_CHECKING

from store.model.market.tso import short_name
from store.model.texts.inert import counted, inert
from tui.presentation.lists.found_list import Checked
from tui.presentation.pieces import Line, Piece, Role, cut, fitted, joined
from tui.presentation.signs import Mark, Signs
from tui.presentation.times import day_text, short_date

if TYPE_CHECKING:
    # the rules bring in what the first frame does without
    from store.lifecycle.findings.finding import Finding, Severity

_VERSION_CELLS, _CODE_CELLS = 5, 22
_ROOMY = 110


def severity_mark(severity: "Severity", signs: Signs) -> Mark:
    """Return how a severity shows: sign, word and role."""
    sign, role = _MARKS[severity.value]
    return Mark(getattr(signs, sign), severity.value, severity.value[:4], role)


_MARKS: Mapping[str, tuple[str, Role]] = {
    "error": ("rejected", Role.REJECTED),
    "warning": ("warning", Role.WAITING),
    "info": ("dot", Role.MUTED),
}


def group_line(day: date | None, tso: str | None, signs: Signs) -> Line:
    """Return the line above the findings of a day at a TSO."""
    name = day_text(day) if day else "Day not known"
    where = inert(short_name(tso), 40) if tso else "TSO not known"
    return (Piece(name, Role.STRONG), Piece(f" {signs.dot} {where}", Role.MUTED))


def finding_line(finding: "Finding", width: int, signs: Signs) -> Line:
    """Return a finding on one line: how bad, which version, and the sentence; its code where there is room."""
    mark = severity_mark(finding.severity, signs)
    version = "" if finding.version is None else f"v{finding.version}"
    pieces = [
        Piece(f" {mark.sign} {mark.word:<8}", mark.role),
        *fitted((Piece(version, Role.MUTED),), _VERSION_CELLS, signs.cut),
    ]
    if width >= _ROOMY:
        pieces += fitted((Piece(finding.code, Role.MUTED),), _CODE_CELLS, signs.cut)
    return cut((*pieces, Piece(inert(finding.sentence, 400))), width, signs.cut)


def left_out_line(left_out: int, signs: Signs) -> Line:
    """Return the line that counts those that are not listed."""
    return (Piece(f"{signs.cut} {counted(left_out)} more, not listed", Role.WAITING),)


def advice_lines(finding: "Finding", signs: Signs, zone: tzinfo) -> tuple[Line, ...]:
    """Return what is known of a finding: what it is, since when, the sentence whole, and what to do."""
    mark = severity_mark(finding.severity, signs)
    at = finding.at.astimezone(zone)
    number = len(finding.events)
    rests = f"rests on {'1 event' if number == 1 else f'{counted(number)} events'}"
    since = f"since {short_date(at.date()).strip()} {at:%H:%M:%S}"
    gist = joined(
        [
            mark.line,
            (Piece(inert(finding.code, 40), Role.STRONG),),
            (Piece(since, Role.MUTED),),
            (Piece(rests, Role.MUTED),),
        ],
        f" {signs.dot} ",
    )
    advice = Piece(f"{signs.arrow} {inert(finding.advice, 600)}")
    return (gist, (Piece(inert(finding.sentence, 600)),), (advice,))


def counts_line(counts: Mapping[str, int], signs: Signs) -> Line:
    """Return how many there are of each severity: `✘ 2 errors · ⚠ 1 warning · 1 info`; nothing when there are none."""
    parts: list[Line] = []
    for word, (sign, role) in _MARKS.items():
        if number := counts.get(word):
            text = f"{counted(number)} {word if number == 1 or word == 'info' else f'{word}s'}"
            # the dot of what is good to know would be one more between the parts
            parts.append((Piece(text if word == "info" else f"{getattr(signs, sign)} {text}", role),))
    return joined(parts, f" {signs.dot} ")


def progress_text(last: Checked | None, signs: Signs, *, running: bool) -> str:
    """Return how far the check is: `120 of 431 schedules`, at the end `431 schedules checked`."""
    if last is None:
        return f"checking{signs.waiting}" if running else ""
    if running:
        return f"{counted(last.done)} of {counted(last.schedules)} schedules{signs.waiting}"
    return f"{_schedules(last.done)} checked"


def nothing_text(last: Checked | None, signs: Signs, *, running: bool, only: str | None) -> str:
    """Return what stands there while nothing is listed."""
    if running:
        return f"Checking{signs.waiting}"
    found = f"no {only}" if only else "nothing"
    return f"{found} found in {_schedules(0 if last is None else last.done)}".capitalize()


def _schedules(number: int) -> str:
    return "1 schedule" if number == 1 else f"{counted(number)} schedules"
