"""What a terminal of an encoding can show."""


def shows_unicode(encoding: str) -> bool:
    """Return whether characters beyond ASCII can be written in an encoding."""
    return encoding.lower().replace("-", "").replace("_", "") in {"utf8", "utf8sig", "cp65001"}
