"""The list of findings: drawn as they come, and anew with the cursor where it was."""

from typing import TYPE_CHECKING

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.presentation.lists.finding_lines import finding_line, group_line, left_out_line
from tui.presentation.lists.found_list import FoundList
from tui.presentation.moves.move_lines import content
from tui.presentation.signs import Signs

if TYPE_CHECKING:
    # the rules bring in what the first frame does without
    from store.lifecycle.findings.finding import Finding

_NARROWEST = 40


class FindingList(OptionList):
    """Shows `found`, of which `only` those of one severity, None for all; headings cannot be chosen."""

    def __init__(self, signs: Signs) -> None:
        super().__init__(id="found", markup=False)
        self._signs = signs
        self.found = FoundList()
        self.only: str | None = None

    @property
    def current(self) -> "Finding | None":
        """The finding under the cursor."""
        key = self._current_key
        return None if key is None else self.found.finding(key)

    @property
    def _current_key(self) -> str | None:
        return None if self.highlighted is None else self.get_option_at_index(self.highlighted).id

    def draw(self, *, ended: bool) -> None:
        """Draw all anew, the cursor on the same finding, or where that was when it is not there any more."""
        place, key, above = self.highlighted, self._current_key, self.scroll_offset.y
        self.clear_options()
        self.found.begin_again(self.only)
        self.draw_new(ended=ended)
        if key is not None and key in self.found.listed:
            self.highlighted = self.get_option_index(key)
        elif place is not None and self.found.listed:
            self.highlighted = min(place, self.option_count - 1)
        self.scroll_to(y=above, animate=False)

    def draw_new(self, *, ended: bool) -> None:
        """Draw what is not in the list yet; once no more comes, how many were too many."""
        width = max(_NARROWEST, self.scrollable_content_region.width)
        rows: list[Option] = []
        for heading, key, finding in self.found.not_listed():
            if heading is not None:
                rows.append(Option(content(group_line(*heading, self._signs)), disabled=True))
            rows.append(Option(content(finding_line(finding, width, self._signs)), id=key))
        if ended and self.found.left_out:
            rows.append(Option(content(left_out_line(self.found.left_out, self._signs)), disabled=True))
        self.add_options(rows)
        if self.highlighted is None and self.found.listed:
            self.action_first()
