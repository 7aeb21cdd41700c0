"""This program without its seal, to tell what that costs: `python -m tests.bench.programs.unsealed ARGUMENT …`.

What is appended is neither hashed nor sealed, and the screen verifies nothing unasked. A store written so is good for
measuring only: `gridtrail verify` calls it broken.
"""

from unittest.mock import patch

from store.database.appending import log
from tui.cli.main import run
from tui.screens.background import sealing


def unsealed() -> None:
    """Run the command line; what it appends has no leaves, what it opens is too large to be verified unasked."""
    with (
        patch.object(log, "seal", lambda *_: None),
        patch.object(log, "leaf_hash", bytes),
        patch.object(sealing, "SMALL", -1),
    ):
        run()


if __name__ == "__main__":
    unsealed()
