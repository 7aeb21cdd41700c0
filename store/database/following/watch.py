"""Noticing that a store was written to, by whatever process."""

from sqlalchemy.engine import URL

from store.database.following.file_watch import FileWatch
from store.database.following.server_watch import ServerWatch

Watch = FileWatch | ServerWatch
"""Watches one store on a connection of its own, which one thread at a time may use; `wake` may be called by any.

It asks the driver itself, for hours: SQLAlchemy in between takes four times as long.
"""


def watch_on(url: URL, *, read_only: bool) -> Watch:
    """Return what watches the store at a URL."""
    if url.get_backend_name() == "sqlite":
        return FileWatch(url, read_only=read_only)
    return ServerWatch(url)
