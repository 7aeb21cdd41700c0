"""Running the screen: settings read, paths chosen, the terminal given back."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from tui.app import GridtrailApp
from tui.remembered import state_path
from tui.settings import load_settings, settings_path
from tui.starting.collecting import share_memory
from tui.starting.temporary import TemporaryStores
from tui.view import Wish


# one keyword for each thing the command line knows
def run_screen(  # noqa: PLR0913
    target: str | None,
    temporary: TemporaryStores,
    *,
    wish: Wish | None = None,
    read_only: bool = False,
    fresh: bool = False,
    foreseen: Callable[[], object] | None = None,
) -> None:
    """Show the screen until the user leaves; raises SettingsError when the configuration file is wrong."""
    # before there is a second thread
    share_memory()
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
        foreseen=foreseen,
    )
    app.run(mouse=settings.mouse)
