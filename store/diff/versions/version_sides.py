"""The versions of a schedule, and the series of one, as sides to lay next to something else."""

from store.diff.versions.sides import Side
from store.model.market.tso import market_code, tso
from store.model.schedules.laid_over import series_in
from store.model.schedules.version_state import VersionState
from store.model.texts.tolerant import text_of


def version_side(version: VersionState, title: str = "") -> Side:
    """Return a version as the log leaves it, called `v3` where there is no title for it."""
    return _side(version, dict(version.state), title or f"v{version.number}", "version.submitted")


def series_side(version: VersionState, series: str, title: str = "") -> Side | None:
    """Return one series of a version, by its uid or its name; None where the version tells of no such series.

    Without a title it is called `v3 TS-004`.
    """
    for one in series_in(version.state):
        names = [text_of(one.get(key)) for key in ("time_series_uid", "uid")]
        if series in names:
            name = title or f"v{version.number} {names[0] or series}"
            return _side(version, dict(one), name, "series.status_changed")
    return None


def _side(version: VersionState, state: object, title: str, event_type: str) -> Side:
    known = tso(version.tso) if version.tso else None
    market = market_code(version.market) or (known.market if known else version.market)
    return Side(title, state, event_type, version.day, market, version.party)
