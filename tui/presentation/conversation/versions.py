"""The versions beside a conversation: which one it is about, and where the others stand."""

from datetime import tzinfo

from store.lifecycle.conversation import Conversation, VersionLane
from store.lifecycle.steps.step import Step
from store.model.market.tso import short_name
from store.model.texts.inert import inert
from tui.presentation.pieces import Line, Piece, Role, cut, joined, longest
from tui.presentation.signs import Mark, Signs, anomaly_mark, status_mark
from tui.presentation.times import day_text, short_date


def title_line(shown: Conversation, signs: Signs) -> Line:
    """Return whose conversation it is: `50Hertz · Thu 26 Mar 2026 · v2 of 3 ✔ confirmed`."""
    parts: list[Line] = [(Piece(inert(short_name(shown.tso), 40), Role.STRONG),)]
    if shown.day:
        parts.append((Piece(day_text(shown.day)),))
    version = shown.version
    if version is None:
        parts.append((Piece("no version yet", Role.MUTED),))
    else:
        latest = shown.versions[-1].number
        number = f"v{version.number} of {latest} " if latest != version.number or version.number > 1 else "v1 "
        parts.append((Piece(number, Role.STRONG), *_state(version, signs)))
    return joined(parts, f" {signs.dot} ")


def version_lines(shown: Conversation, width: int, height: int, signs: Signs, zone: tzinfo) -> tuple[Line, ...]:
    """Return the versions, newest first, as many as fit around the one that is looked at, one line each."""
    newest = tuple(reversed(shown.versions))
    place = next((index for index, one in enumerate(newest) if one.number == shown.number), 0)
    start = max(0, min(place - height // 2, len(newest) - height))
    listed = newest[start : start + height]
    return tuple(_version_line(one, one.number == shown.number, width, signs, zone) for one in listed)


def _state(version: VersionLane, signs: Signs) -> Line:
    mark = status_mark(version.status, version.raw_status, signs)
    state = (*mark.line, Piece(" "), *anomaly_mark(signs).line) if version.anomaly_open else mark.line
    return (*state, Piece(" active", Role.ACCEPTED)) if version.active else state


def _version_line(one: VersionLane, is_shown: bool, width: int, signs: Signs, zone: tzinfo) -> Line:
    mark = anomaly_mark(signs) if one.anomaly_open else status_mark(one.status, one.raw_status, signs)
    at = one.submitted_at or one.last_at
    when = f"{short_date(at.astimezone(zone).date())} {at.astimezone(zone):%H:%M}" if at else ""
    pointer = signs.cursor if is_shown else " "
    role = Role.MUTED if one.superseded and not is_shown else mark.role
    number = Piece(f"{pointer}v{one.number} ".ljust(5), Role.STRONG if is_shown else Role.TEXT)
    line = (number, Piece(f"{when:<13}", Role.MUTED))
    states = _states(one, mark)
    return cut(
        longest([(*line, Piece(state, role), Piece(note, Role.MUTED)) for state, note in states], width),
        width,
        signs.cut,
    )


def _states(one: VersionLane, mark: Mark) -> list[tuple[str, str]]:
    """Return where a version stands with what has become of it, the longest first; a rejection with its reason."""
    words = [f"{mark.sign} {mark.word}"]
    if one.reason_codes and mark.role is Role.REJECTED:
        reason = inert(one.reason_codes[0], 8)
        words = [f"{words[0]} {reason}", f"{mark.sign} {reason}"]
    if not one.superseded:
        return [(words[0], " active" if one.active else "")]
    return [(word, note) for note in (", superseded", ", old") for word in words]


def count_text(shown: Conversation) -> str:
    """Return how many steps were made, and how many are missing: `5 steps, 1 missing`."""
    missing = sum(step.missing for step in shown.lane)
    made = sum(bool(step.events) for step in shown.lane)
    words = "1 step" if made == 1 else f"{made} steps"
    return f"{words}, {missing} missing" if missing else words


def place_of(shown: Conversation, step: Step | None) -> int | None:
    """Return where a step stands now, else where something is missing, else the last one that was made."""
    for index, one in enumerate(shown.lane):
        if step is not None and (one.kind, one.uid, one.tense) == (step.kind, step.uid, step.tense):
            return index
    missing = [index for index, one in enumerate(shown.lane) if one.missing]
    made = [index for index, one in enumerate(shown.lane) if one.events]
    return next(reversed(missing or made), None)
