"""What holds the panes of the main screen and their capabilities: nothing to look at, and quick to pass by."""

from textual import events, messages
from textual.containers import Container
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

_PASSES_BY: dict[tuple[type[Container], type[Message]], bool] = {}
"""Which classes of layers do nothing with which messages."""


class Layer(Container):
    """A part of a screen that brings keys and questions, not a look: what it holds covers it wholly.

    So it draws nothing; as a container of the library it would draw its empty lines, under all the others, whenever a
    key changes one line. And a message on its way up that it has no handler for does not wait for its turn here. With
    more than a dozen of them around the panes, both took longer than all else that a key brings about.
    """

    def render_lines(self, crop: Region) -> list[Strip]:  # noqa: ARG002 - as it is inherited
        return []

    def post_message(self, message: Message) -> bool:
        parent = self.parent
        # what the parent sent ends there, which is for Textual to see to
        is_own = message._sender is self or message._sender is parent
        if parent is None or is_own or not self.is_running or not self._passes_by(type(message)):
            return super().post_message(message)
        return parent.post_message(message)

    def _passes_by(self, message: type[Message]) -> bool:
        """Tell whether messages of a type go up without anything being done with them here."""
        key = (type(self), message)
        if key not in _PASSES_BY:
            is_for_all = message.bubble and message.__module__ != messages.__name__
            is_known = is_for_all and (message is events.Key or not issubclass(message, events.Event))
            own = (owner for owner in type(self).__mro__ if owner not in Container.__mro__)
            _PASSES_BY[key] = is_known and not any(_handles(owner, message) for owner in own)
        return _PASSES_BY[key]


def _handles(owner: type, message: type[Message]) -> bool:
    """Tell whether a class itself has a handler: a decorated one, one of that name, or one for a single key."""
    own = vars(owner)
    if any(kind in own.get("_decorated_handlers", {}) for kind in message.__mro__):
        return True
    names = {message.handler_name, f"_{message.handler_name}"}
    single_keys = message is events.Key and any(name.startswith(("key_", "_key_")) for name in own)
    return single_keys or not names.isdisjoint(own)
