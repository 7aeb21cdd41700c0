"""Where the sample data are: in the installed package, or at the top of a checkout."""

from importlib.resources import files
from pathlib import Path

from store.errors import StoreError

SAMPLES = "sample_data"

FIRST_SHOWN = "55b1363b-1631-4024-a837-9801224782a8"
"""The event of the sample data that the demo opens on: a version rejected for its balance (A54)."""


def samples_path() -> Path:
    """Return the folder of the sample data; raises StoreError when the installation lacks it."""
    installed = Path(str(files("store"))) / SAMPLES
    checkout = Path(__file__).parents[2] / SAMPLES
    for folder in (installed, checkout):
        if folder.is_dir():
            return folder
    raise StoreError("the sample data are missing from this installation: install gridtrail again")
