"""What completes the query that is typed, with the values that occur in the store."""

from functools import partial

from store.query.language.fields import Field
from tui.presentation.filtering.completing import completions, wanted_at
from tui.questions.filtering.filters import ValuesKnown, known_values
from tui.screens.asking import Asking
from tui.widgets.filtering.filter_bar import FilterBar


class Suggesting:
    """Offers completions in a bar; the values of a field are asked for once, until `forget`."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._typed = FilterBar.Typed("", 0)
        self._known: dict[Field, tuple[tuple[str, int], ...]] = {}

    def forget(self) -> None:
        """Forget what is known: other values may have been written."""
        self._known.clear()

    def suggest(self, bar: FilterBar, typed: FilterBar.Typed) -> str:
        """Offer what completes a text; return what is to be read of it, without what is only begun."""
        self._typed = typed
        self._offer(bar)
        offered = bar.completions
        if offered is None or not offered.offered or offered.is_complete:
            return typed.text
        return offered.wanted.left_out_of(typed.text)

    def learn(self, bar: FilterBar, answer: ValuesKnown) -> None:
        """Take note of the values of a field, and offer those that are wanted."""
        self._known[answer.field] = tuple((one.text, one.events) for one in answer.values)
        if bar.is_open:
            self._offer(bar)

    def _offer(self, bar: FilterBar) -> None:
        text = self._typed.text
        wanted = wanted_at(text, self._typed.cursor)
        if wanted is None:
            bar.complete(None, of=text)
            return
        if is_asked := wanted.field is not None and wanted.field not in self._known:
            self._asking.ask("values", partial(known_values, field=wanted.field))
        known = self._known.get(wanted.field, ()) if wanted.field else ()
        bar.complete(completions(wanted, known), of=text, more=is_asked)
