"""The mark that each simulated entry carries in itself, so that it says so wherever it is taken."""

from collections.abc import Mapping

from store.model.texts.tolerant import mapping_of

_BY = "gridtrail"

MARK: Mapping[str, object] = {"simulated": {"by": _BY}}
"""What stands in the metadata of a simulated entry, the same in all of them."""


def is_simulated(metadata: object) -> bool:
    """Tell whether the metadata of an entry say that Gridtrail simulated it."""
    return mapping_of(mapping_of(metadata).get("simulated")).get("by") == _BY
