"""Secrets in the URL of a store: what it is called wherever somebody, or a file, may see it."""

import re
from urllib.parse import unquote_plus

_URL = re.compile(r"[A-Za-z][\w+.-]*://[^\s'\"]+")
_ACCOUNT = re.compile(r"([^:/]*)(:[^@]*)?@")
"""User and password at the start of what follows `://`, as SQLAlchemy reads them."""

_SECRET = re.compile(r"passw|secret|token|scram_(client|server)_key", re.IGNORECASE)
"""What libpq takes in a query that nobody is to see; files that hold secrets are none."""


def without_secrets(target: str) -> str:
    """Return a path as it is, and a URL without its password, wherever in it that stands."""
    scheme, is_url, rest = target.partition("://")
    if not is_url:
        return target
    is_file = _names_a_file(scheme, rest)
    if not is_file and _hides_a_password(rest):
        return f"{scheme}://…"
    found = None if is_file else _ACCOUNT.match(rest)
    account, rest = (f"{found[1]}@", rest[found.end() :]) if found else ("", rest)
    place, _, query = rest.partition("?")
    if not is_file:
        # what stands before another @ is the rest of a password in which one was not written %40
        place = place.rpartition("@")[2]
    kept = "&".join(pair for pair in query.split("&") if not is_secret(unquote_plus(pair.partition("=")[0])))
    # read again, an @ would end a password
    return f"{scheme}://{account}{place}" + (f"?{kept.replace('@', '%40')}" if kept else "")


def is_secret(name: str) -> bool:
    """Tell whether what stands in the query of a URL by a name is for nobody to see."""
    return _SECRET.search(name) is not None


def has_stray_at(target: str) -> bool:
    """Tell whether a URL has an @ more than one can tell the meaning of: in a password it is written %40."""
    scheme, _, rest = target.partition("://")
    if _names_a_file(scheme, rest):
        return False
    found = _ACCOUNT.match(rest)
    return _hides_a_password(rest) or "@" in rest[found.end() if found else 0 :].partition("?")[0]


def _names_a_file(scheme: str, rest: str) -> bool:
    """Tell whether a URL has no server in it, before the path."""
    return scheme.startswith("sqlite") and rest.startswith("/")


def _hides_a_password(rest: str) -> bool:
    """Tell whether a ? and an @ stand so that what looks like a host may be a part of a password, or a query of one."""
    found = _ACCOUNT.match(rest)
    query = rest[found.end() if found else 0 :].partition("?")[2]
    return (found is not None and "?" in found[0]) or any("@" in pair and "=" not in pair for pair in query.split("&"))


def text_without_secrets(text: str) -> str:
    """Return a text in which no URL has a password."""
    return _URL.sub(lambda found: without_secrets(found[0]), text)
