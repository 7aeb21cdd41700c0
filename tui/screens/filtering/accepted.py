"""Which filters were understood while a query is typed, and which of them stands when it becomes a mistake."""

from tui.questions.filtering.filters import NO_FILTER, Filter, Mistaken, Understood


class Accepted:
    """Holds what was understood since the bar was opened, the filter from before it first."""

    def __init__(self) -> None:
        self._before = NO_FILTER
        self._typed: list[tuple[str, Filter]] = []

    def begin(self, before: Filter) -> None:
        """Forget what was typed; `before` is the filter that the bar is opened with."""
        self._before = before
        self._typed.clear()

    def take(self, answer: Understood) -> None:
        """Take note of a text that was understood."""
        self._typed.append((answer.text, answer.filter))

    def left_by(self, answer: Mistaken) -> Filter:
        """Return the last filter that is not the answer to a fragment of what is now a mistake."""
        while self._typed and _is_fragment(self._typed[-1][0], answer):
            self._typed.pop()
        return self._typed[-1][1] if self._typed else self._before


def _is_fragment(text: str, answer: Mistaken) -> bool:
    """Return whether a text was the same as a mistaken one but for a term that was only begun."""
    whole, error = answer.text, answer.error
    start = whole.rfind(" ", 0, error.start) + 1
    end = whole.find(" ", error.end)
    before, term, after = whole[:start], *((whole[start:end], whole[end:]) if end >= 0 else (whole[start:], ""))
    if not (text.startswith(before) and text.endswith(after)) or len(text) <= len(before) + len(after):
        return False
    return term.startswith(text[start : len(text) - len(after)])
