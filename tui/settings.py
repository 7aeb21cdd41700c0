"""What a user can set in the configuration file, and the reading of it."""

import locale
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from platformdirs import user_config_path

from store.errors import StoreError
from store.exchange.sources.limits import DEFAULT_LIMITS, Limits
from tui.keys.key_names import clash, is_key
from tui.presentation.times import TimeFormat
from tui.starting.encoding import shows_unicode
from tui.themes import ANSI, DARK, THEMES

MOST_MINUTES = 24 * 60
"""The longest that one can be willing to wait for an acknowledgement."""

LARGEST_LIMIT = 1 << 50
"""A limit beyond which there is none."""

_SIZE = re.compile(r"([0-9]{1,9}) ?(KiB|MiB|GiB|TiB)")
_BITS = {"KiB": 10, "MiB": 20, "GiB": 30, "TiB": 40}


class SettingsError(StoreError):
    """The configuration file cannot be used; the text names the file, the key and what is allowed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set; `keys` maps the ids of bindings to keys, several separated by commas.

    `ack_minutes` is how long an acknowledgement may take, None as long as the profile of its TSO says.
    `exchanges` are the EICs of counterparties whose values win where they differ from ours. `limits` is how
    much of a hostile input is taken in.
    """

    theme: str = DARK
    ascii: bool = False
    time: TimeFormat = TimeFormat.LOCAL
    animation: bool = True
    mouse: bool = True
    bell: bool = False
    ack_minutes: int | None = None
    exchanges: frozenset[str] = frozenset()
    limits: Limits = DEFAULT_LIMITS
    keys: Mapping[str, str] = field(default_factory=dict)


def settings_path() -> Path:
    """Return where the configuration file of this user is."""
    return user_config_path("gridtrail") / "config.toml"


def load_settings(path: Path) -> Settings:
    """Return the settings in a TOML file, the defaults where there is none.

    Raises SettingsError for whatever stands there and is none.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError(f"cannot read the settings {str(path)!r}: {error.strerror}") from error
    except ValueError as error:
        raise SettingsError(f"the settings {str(path)!r} are not valid TOML: {error}") from error
    except RecursionError as error:
        raise SettingsError(f"the settings {str(path)!r} cannot be read: they are nested too deeply") from error
    known = [one.name for one in fields(Settings)]
    for key in table:
        if key not in known:
            raise _wrong(path, key, f"is not a setting; there are {', '.join(known)}")
    return Settings(
        theme=_choice(path, table, "theme", [theme.name for theme in THEMES], DARK),
        ascii=_switch(path, table, "ascii", default=False),
        time=TimeFormat(_choice(path, table, "time", list(TimeFormat), TimeFormat.LOCAL)),
        animation=_switch(path, table, "animation", default=True),
        mouse=_switch(path, table, "mouse", default=True),
        bell=_switch(path, table, "bell", default=False),
        ack_minutes=_minutes(path, table, "ack_minutes"),
        exchanges=_codes(path, table, "exchanges"),
        limits=_limits(path, table.get("limits", {})),
        keys=_keys(path, table.get("keys", {})),
    )


def theme_in(environment: Mapping[str, str], chosen: str) -> str:
    """Return the theme to start with: that of the terminal's own colours where NO_COLOR asks for none."""
    return ANSI if "NO_COLOR" in environment else chosen


def draws_ascii(settings: Settings) -> bool:
    """Return whether only ASCII may be drawn: as set, or because the terminal's encoding has no more."""
    return settings.ascii or not shows_unicode(locale.getencoding())


def animates(environment: Mapping[str, str], settings: Settings) -> bool:
    """Return whether anything may move by itself: not over ssh, and not where it is switched off."""
    remote = environment.get("SSH_CONNECTION") or environment.get("SSH_TTY")
    return settings.animation and not remote


def _wrong(path: Path, key: str, what: str) -> SettingsError:
    return SettingsError(f"in the settings {str(path)!r} {key!r} {what}")


def _choice(path: Path, table: Mapping[str, object], key: str, allowed: Collection[str], default: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or value not in allowed:
        raise _wrong(path, key, f"is {value!r}; allowed are {', '.join(allowed)}")
    return value


def _switch(path: Path, table: Mapping[str, object], key: str, *, default: bool) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise _wrong(path, key, f"is {value!r}; allowed are true and false")
    return value


def _minutes(path: Path, table: Mapping[str, object], key: str) -> int | None:
    value = table.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_MINUTES):
        raise _wrong(path, key, f"is {value!r}; allowed are whole minutes from 1 to {MOST_MINUTES}")
    return value


def _codes(path: Path, table: Mapping[str, object], key: str) -> frozenset[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise _wrong(path, key, 'is no list of EICs; write one such as ["11XSTROMHALLE--E"]')
    return frozenset(one.strip().upper() for one in value)


def _limits(path: Path, table: object) -> Limits:
    known = [one.name for one in fields(Limits)]
    if not isinstance(table, dict):
        raise _wrong(path, "limits", 'is no table; write [limits] and below it lines like entry_bytes = "64 MiB"')
    for name in table:
        if name not in known:
            raise _wrong(path, f"limits.{name}", f"is no limit; there are {', '.join(known)}")
    return replace(DEFAULT_LIMITS, **{name: _limit(path, name, value) for name, value in table.items()})


def _limit(path: Path, name: str, value: object) -> int:
    """Return a limit that is written as a number, or as a size such as `64 MiB`."""
    sized = _SIZE.fullmatch(value) if isinstance(value, str) and name.endswith("_bytes") else None
    number = int(sized[1]) << _BITS[sized[2]] if sized else value
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= LARGEST_LIMIT:
        allowed = 'sizes such as "64 MiB", and bytes' if name.endswith("_bytes") else "whole numbers from 1"
        raise _wrong(path, f"limits.{name}", f"is {value!r}; allowed are {allowed}")
    return number


def _keys(path: Path, table: object) -> Mapping[str, str]:
    if not isinstance(table, dict):
        raise _wrong(path, "keys", 'is no table; write [keys] and below it lines like "main.zoom" = "f5"')
    if not table:
        return {}
    # the bindings are in modules that the first frame does without
    from tui.keys.bindings import all_bindings

    rows = all_bindings()
    for name, keys in table.items():
        if name not in {row.id for row in rows}:
            raise _wrong(path, f"keys.{name}", "is no action; the help (?) and the README list them")
        if not isinstance(keys, str) or not all(is_key(key) for key in keys.split(",")):
            raise _wrong(path, f"keys.{name}", f"is {keys!r}; allowed are keys like z, f5, ctrl+t or f5,z")
    for name in table:
        other = clash(name, table, rows)
        if other:
            what = f"is {table[name]!r}, already the key of {other.id} ({other.label})"
            raise _wrong(path, f"keys.{name}", what)
    return dict(table)
