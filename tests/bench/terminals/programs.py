"""The programs that are compared: how each is started, and what must stand on its screen."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.bench.asked import Asked
from tests.bench.logs import GRIDTRAIL, ROOT
from tests.bench.measuring import NotMeasured
from tests.bench.terminals.judged import JudgedTerminal
from tests.support.terminal import homes

PEERS = {"toolong": "tl", "visidata": "vd", "harlequin": "harlequin"}
"""Packages of the peers that come from PyPI, each into an environment of its own, and their commands."""

ALL_PEERS = ("lnav", *PEERS)

LNAV_FORMAT = {
    "$schema": "https://lnav.org/schemas/format-v1.schema.json",
    "gridtrail_audit": {
        "title": "Gridtrail audit log",
        "description": "One audit entry a line",
        "json": True,
        "file-pattern": ".*\\.jsonl",
        "timestamp-field": "created_ts",
        "body-field": "type",
        "line-format": [{"field": "__timestamp__"}, " ", {"field": "type"}, " ", {"field": "uid"}],
        "hide-extra": True,
        "value": {"uid": {"kind": "string"}},
    },
}
"""What makes lnav show a log as one; without it, it shows lines of text."""


@dataclass(frozen=True)
class Program:
    """One program on one log or store: its command, and what its environment must say besides."""

    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


def ours(store: Path, *arguments: str, program: Sequence[str] = GRIDTRAIL) -> Program:
    """Return this program, opened on a store as if for the first time."""
    return Program([*program, "open", str(store), "--fresh", *arguments])


def bare_list(rows: int) -> Program:
    """Return a list of so many rows with nothing of ours around it."""
    return Program([sys.executable, "-m", "tests.bench.programs.virtual_list", str(rows)])


def lnav(log: Path) -> Program:
    """Return lnav on a log; raises NotMeasured where it is not installed."""
    command = shutil.which("lnav")
    if command is None:
        raise NotMeasured("lnav is not installed")
    # an older terminal: the emulator that judges does not know how to repeat a character
    return Program([command, str(log)], {"TERM": "screen-256color"})


def peer(asked: Asked, package: str, *arguments: str) -> Program:
    """Return a peer from PyPI; raises NotMeasured where it is not installed."""
    if asked.peers is None:
        raise NotMeasured("no folder of peers was named (--peers DIR)")
    command = asked.peers / package / "bin" / PEERS[package]
    if not command.exists():
        raise NotMeasured(f"{package} is not among the peers (python -m tests.bench peers DIR)")
    return Program([str(command), *arguments], {"TERM": "xterm-256color"})


@contextmanager
def running(program: Program) -> Iterator[JudgedTerminal]:
    """Give a program in a terminal, in a home folder in which nothing is remembered, and end it."""
    with tempfile.TemporaryDirectory(prefix="bench-home-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        formats = home / ".lnav" / "formats" / "gridtrail"
        formats.mkdir(parents=True)
        (formats / "gridtrail.json").write_text(json.dumps(LNAV_FORMAT), encoding="utf-8")
        inherited = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
        # elsewhere than in HOME itself, for VisiData makes the folder anew and stumbles over its own
        apart = {name: str(home / name) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
        environment = {**inherited, **homes(home), **apart, **program.environment}
        with JudgedTerminal(program.command, environment, ROOT) as terminal:
            yield terminal


def install_peers(folder: Path) -> None:
    """Install the peers from PyPI, each into an environment of its own under a folder."""
    for package in PEERS:
        print(f"installing {package}")
        venv.create(folder / package, with_pip=True, symlinks=True)
        command = [str(folder / package / "bin" / "pip"), "install", "--quiet", "--upgrade", package]
        subprocess.run(command, check=True)  # noqa: S603 - the installer of the environment just made


@cache
def versions_of_peers(asked: Asked) -> dict[str, str]:
    """Return the versions of the peers that are installed."""
    found: dict[str, str] = {}
    if command := shutil.which("lnav"):
        found["lnav"] = _said(command, "-V").split()[-1]
    for package in PEERS if asked.peers else ():
        python = (asked.peers or Path()) / package / "bin" / "python"
        if python.exists():
            found[package] = _said(str(python), "-c", f"import importlib.metadata as m; print(m.version({package!r}))")
    return found


def _said(*command: str) -> str:
    # a program that is compared, asked for its version
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
