"""How long something took or is waited for, in words that stand in a lane."""

from datetime import timedelta


def elapsed_text(span: timedelta) -> str:
    """Return the time since the step above, in at most nine cells: `+31 s`, `+12m 04s`, `+2d 04h`."""
    sign, span = ("+", span) if span >= timedelta(0) else ("-", -span)
    seconds = round(span.total_seconds())
    if seconds < 1:
        return f"{sign}{span // timedelta(milliseconds=1)} ms"
    if seconds < 60:
        return f"{sign}{seconds} s"
    if seconds < 3600:
        return f"{sign}{seconds // 60}m {seconds % 60:02d}s"
    if seconds < 86_400:
        return f"{sign}{seconds // 3600}h {seconds % 3600 // 60:02d}m"
    return f"{sign}{seconds // 86_400}d {seconds % 86_400 // 3600:02d}h"


def waited_text(span: timedelta) -> str:
    """Return how long something has been waited for, by its two largest units: `12 min`, `3 h 05 min`, `2 d 4 h`."""
    minutes = int(span.total_seconds()) // 60
    if minutes < 1:
        return f"{max(0, int(span.total_seconds()))} s"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60:02d} min"
    return f"{minutes // 1440} d {minutes % 1440 // 60} h"
