"""The views in the command palette."""

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.screens.filtering.views import SavedViews


class ViewCommands(Provider):
    """Offers the views of the store that is shown, and to save and delete them."""

    async def discover(self) -> Hits:
        for command in self.screen.query_one(SavedViews).commands():
            yield DiscoveryHit(command.title, command.callback, help=command.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self.screen.query_one(SavedViews).commands():
            score = matcher.match(command.title)
            if score > 0:
                yield Hit(score, matcher.highlight(command.title), command.callback, help=command.help)
