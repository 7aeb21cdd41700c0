"""The views in the command palette."""

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from tui.screens.filtering.views import SavedViews


class _First(DiscoveryHit):
    """A command that stands before those of the application, which the palette sorts by their score."""

    @property
    def score(self) -> float:
        return 1.0


class ViewCommands(Provider):
    """Offers the views of the store that is shown, and to save and delete them; what a user wrote is no markup.

    Where nothing is typed yet they stand before all else: what a user named is what is wanted again.
    """

    async def discover(self) -> Hits:
        for command in self._commands():
            yield _First(Content(command.title), command.callback, text=command.title, help=_plain(command.help))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(command.title)
            if score > 0:
                found = _highlighted(matcher, command.title)
                yield Hit(score, found, command.callback, text=command.title, help=_plain(command.help))

    def _commands(self) -> list[SystemCommand]:
        return self.screen.query_one(SavedViews).commands()


def _highlighted(matcher: Matcher, text: str) -> Content:
    """Return a text with what was looked for in the style of matches."""
    content = Content(text)
    for place in matcher.fuzzy_search.match(matcher.query, text)[1]:
        content = content.stylize(matcher.match_style, place, place + 1)
    return content


def _plain(text: str) -> str:
    """Return markup that shows a text as it is."""
    return text.replace("[", "\\[")
