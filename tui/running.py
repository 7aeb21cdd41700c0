"""Running the screen: settings read, paths chosen, the terminal given back."""

import tempfile
from pathlib import Path

import platformdirs

from tui.app import GridtrailApp
from tui.settings import load_settings, settings_path
from tui.temporary import TemporaryStores
from tui.view import Wish


def run_screen(
    target: str | None,
    temporary: TemporaryStores,
    *,
    wish: Wish | None = None,
    read_only: bool = False,
    fresh: bool = False,
) -> None:
    """Show the screen until the user leaves; raises SettingsError when the configuration file is wrong."""
    settings = load_settings(settings_path())
    app = GridtrailApp(
        target,
        settings=settings,
        wish=wish,
        fresh=fresh,
        read_only=read_only,
        demo_target=temporary.demo,
        store_for=temporary.store_for,
        state_path=state_path(),
        temporary_in=Path(tempfile.gettempdir()),
    )
    app.run(mouse=settings.mouse)


def state_path() -> Path:
    """Return the file that remembers how each store was left."""
    return platformdirs.user_state_path("gridtrail") / "state.json"
