"""Hostile texts typed into the lines of the screen that take a text."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual import events
from textual.widgets import Input

from store.model.texts.inert import inert
from tests.hostile.reached import Reached
from tests.hostile.shown.screens import Watched, WatchedApp
from tests.support.screens import settle

WIDE = (320, 20)
"""The size that shows many typed texts at once."""

PROMPTS = {
    "search in the changes": ("3", "/"),
    "place": ("2", ":"),
    "moment": ("2", "@"),
    "commands": ("2", "ctrl+p"),
    # what is filtered for stays
    "filter": ("2", "/"),
}
"""The keys that open each line that takes a text."""

ENTERED = frozenset({"filter", "search in the changes"})
"""Where enter is pressed; elsewhere it would lead away, and what is typed is explained before."""

LONGEST = 240
"""Cells of texts that are typed together; of a longer one so many characters are typed."""


async def of_typed(target: str, texts: Sequence[str], reached: Reached) -> list[str]:
    """Return what is wrong with the screen while the texts are typed, as many at once as a line shows."""
    app = WatchedApp(target, WIDE)
    async with app.run_test(size=WIDE) as pilot:
        watched = Watched(pilot, reached)
        await settle(pilot)
        groups = list(together(texts))
        for turn, (name, keys) in enumerate(PROMPTS.items()):
            kind = f"typed: {name}"
            # each text into one of the lines
            for text in groups[turn :: len(PROMPTS)]:
                await _opened(watched, kind, keys)
                assert isinstance(app.focused, Input), (name, app.focused)
                app.post_message(events.Paste(text))
                await watched.look(kind)
                if name in ENTERED:
                    await watched.press(kind, "enter")
            await watched.press(kind, "escape", "escape")
            await watched.back()
    return [*watched.found, *watched.past_the_screen()]


async def _opened(watched: Watched, kind: str, keys: Sequence[str]) -> None:
    """Have an empty line to type into: the one that is open, or a new one."""
    if not isinstance(watched.app.focused, Input):
        await watched.back()
        await watched.press(kind, *keys)
    if isinstance(watched.app.focused, Input):
        watched.app.focused.value = ""


def together(texts: Sequence[str]) -> Iterator[str]:
    """Give the texts in groups that a line shows; a line takes no more than the first line of what is pasted."""
    group: list[str] = []
    taken = 0
    for text in texts:
        one = " ".join(text[:LONGEST].split())
        wide = cell_len(inert(one, LONGEST)) + 1
        if group and taken + wide > LONGEST:
            yield " ".join(group)
            group, taken = [], 0
        group.append(one)
        taken += wide
    if group:
        yield " ".join(group)
