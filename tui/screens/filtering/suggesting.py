"""What completes the query that is typed, with the values that occur in the store."""

from functools import partial

from store.query.language.fields import Field
from tui.presentation.filtering.completing import Wanted, completions, wanted_at
from tui.questions.filtering.filters import ValuesKnown, known_values
from tui.screens.asking import Asking
from tui.widgets.filtering.filter_bar import FilterBar


class Suggesting:
    """Offers completions in a bar; the values of a field are asked for once, until `forget`."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._wanted: Wanted | None = None
        self._known: dict[Field, tuple[tuple[str, int], ...]] = {}

    def forget(self) -> None:
        """Forget what is known: other values may have been written."""
        self._known.clear()

    def suggest(self, bar: FilterBar, typed: FilterBar.Typed) -> str:
        """Offer what completes a text; return what is to be read of it, without what is only begun."""
        self._wanted = wanted_at(typed.text, typed.cursor)
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
        wanted = self._wanted
        if wanted is None:
            bar.complete(None)
            return
        if wanted.field is not None and wanted.field not in self._known:
            self._asking.ask("values", partial(known_values, field=wanted.field))
        bar.complete(completions(wanted, self._known.get(wanted.field, ()) if wanted.field else ()))
