"""The question for a place to jump to: a time, or the beginning of a uid."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from store.model.market.delivery_day import from_microseconds
from store.model.texts.inert import inert
from store.model.texts.moments import MomentError, instant_in
from store.query.language.moments import Clock, moments
from tui.presentation.times import TimeFormat, clock, day_text, zone_label

SHORTEST_UID = 4
"""Characters of a uid that say which one is meant."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to jump to: an instant in UTC, else events whose uid begins with a text."""

    instant: datetime | None = None
    uid: str = ""


_LIKE_A_TIME = re.compile(
    r"\d{1,2}:[\d:.,]*|\d{4}-\d{1,2}-\d{1,2}[ T]*(\d{1,2}:.*)?|(\w{3} )?\d{1,2} [A-Z]{3}\b.*",
    re.ASCII | re.IGNORECASE,
)
"""What is no beginning of a uid; one may begin with `2026-03-`, but not go on like this."""


def target(text: str, at: Clock, on_day: date, year: int) -> Target | None:
    """Return what a text means; a time alone is that of a day, a date may be without its year. None for nothing.

    Raises MomentError where it is like a time, but none.
    """
    written = text.strip()
    try:
        return Target(instant_in(written, at.zone, on_day, year=year))
    except MomentError:
        if _LIKE_A_TIME.fullmatch(written):
            raise
    try:
        return Target(from_microseconds(moments(written, at).first))
    except (MomentError, ValueError):
        uid = written.replace("*", "")
        return Target(uid=uid) if len(uid) >= SHORTEST_UID else None


class AskPlace(ModalScreen[Target | None]):
    """Asks where to jump to; answers None where that is given up."""

    AUTO_FOCUS = "Input"
    CSS_PATH: ClassVar[str] = "../../styles/places.tcss"

    HELP = """
    ## Jump

    A time leads to the first event at it or after it: `14:05` is that of the day looked at, `2026-03-26` a day,
    `26 Mar 14:05` what the list says, `2h` two hours ago, `yesterday`; with `Z` or an offset it is not local.
    Anything else is the beginning of a uid, of which four characters will do; once more leads to the next such
    event. The filter stays.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "Go", tooltip="Jump there", id="place.go"),
        Binding("escape", "dismiss(None)", "Back", tooltip="Stay where you are", id="place.back"),
    ]

    field = getters.query_one(Input)
    meaning = getters.query_one(Static)

    def __init__(self, at: Clock, on_day: date, year: int) -> None:
        super().__init__()
        self._at = at
        self._on_day = on_day
        self._year = year

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Content("Jump to a time or a uid")
            box.border_subtitle = Content("enter jumps · esc stays")
            yield Input(placeholder="14:05   2026-03-26   2h   8f1c", compact=True)
            yield Static(markup=False)

    def on_mount(self) -> None:
        self.explain()

    @on(Input.Changed)
    def explain(self) -> None:
        """Say what is meant; while nothing is typed, what can be."""
        found, why_not = self._read()
        self.set_class(bool(self.field.value.strip()) and found is None, "-wrong")
        self.meaning.update(Content(why_not or self._meaning(found)))

    def _read(self) -> tuple[Target | None, str]:
        """Return what is meant, or why it is no time."""
        text = self.field.value
        try:
            return target(text, self._at, self._on_day, self._year) if text.strip() else None, ""
        except MomentError as error:
            return None, str(error)

    def _meaning(self, found: Target | None) -> str:
        zone = zone_label(TimeFormat.UTC if self._at.zone is UTC else TimeFormat.LOCAL, self._at.zone)
        if found is None:
            return f"A time of {day_text(self._on_day)}, a date, how long ago, or the beginning of a uid; {zone}"
        if found.instant is None:
            return f"the next event whose uid begins with {inert(found.uid, 40)}"
        try:
            at = found.instant.astimezone(self._at.zone)
        except OverflowError:
            at = found.instant
        return f"the first event from {day_text(at.date())} {clock(at)} on, {zone}"

    @on(Input.Submitted)
    def go(self) -> None:
        self.action_go()

    def action_go(self) -> None:
        found, _why_not = self._read()
        if found is None:
            self.set_class(bool(self.field.value.strip()), "-wrong")
        else:
            self.dismiss(found)
