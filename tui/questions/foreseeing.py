"""What a store shows first, asked before there is a screen."""

from pathlib import Path

from store.errors import StoreError
from tui.questions.answers import Foreseen
from tui.questions.browsing import beginning
from tui.questions.filtering.listing import scope_page
from tui.questions.pages import Asked
from tui.remembered import Remembered, read_memory, store_key, where_left
from tui.view import Wish


def foreseen(target: str, state_path: Path, *, fresh: bool) -> Foreseen | None:
    """Return tree and list of a store where it was left, or as a `fresh` screen begins.

    None where it was left with a filter, and where it cannot be opened: that is for the screen to say.
    """
    from store.database.opening import open_store

    remembered = Remembered() if fresh else read_memory(state_path).of(store_key(target))
    wish = where_left(Wish(), remembered)
    if wish.query:
        return None
    try:
        store = open_store(target, read_only=True)
        levels, scope, _ = beginning(store, wish)
        page = scope_page(store, Asked(scope), None).page
        event = store.event(page.rows[page.cursor - page.start].uid) if page.rows else None
        return Foreseen(levels, scope, store.facts(), page, event)
    except StoreError:
        return None
