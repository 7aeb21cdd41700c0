"""A PostgreSQL server of the tests' own, that can be stopped and started again, and a standby of it."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SERVER_USER = "postgres"
"""Whom the server runs as when the tests run as root, as which it refuses to."""


def binaries() -> Path | None:
    """Return where initdb and pg_ctl are; None where there are none."""
    found = shutil.which("initdb")
    places = (
        [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    )
    return next((one for one in places if (one / "initdb").exists() and (one / "pg_ctl").exists()), None)


@dataclass(frozen=True)
class Server:
    """A server that runs until it is stopped; `url` reaches its database."""

    tools: Path
    folder: Path
    port: int

    @property
    def url(self) -> str:
        """The database of the server."""
        return f"postgresql+psycopg://{SERVER_USER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._control("start", "-o", options, "-l", str(self.folder / "log"))

    def stop(self) -> None:
        """Stop it at once, as a crash would, connections and all."""
        self._control("stop", "-m", "immediate")

    def promote(self) -> None:
        """Make a standby a primary."""
        self._control("promote")

    def allow(self, rule: str) -> None:
        """Put a rule before those that say who may connect how."""
        rules = self.folder / "data" / "pg_hba.conf"
        rules.write_text(f"{rule}\n{rules.read_text()}")
        self._control("reload")

    def _control(self, *arguments: str) -> None:
        _run([str(self.tools / "pg_ctl"), "-w", "-D", str(self.folder / "data"), *arguments])


@contextmanager
def own_server(folder: Path, tools: Path) -> Iterator[Server]:
    """Give a running server whose data are in a folder."""
    home = _home(folder / "server")
    _run([str(tools / "initdb"), "-D", str(home / "data"), "-A", "trust", "-U", SERVER_USER, "--no-sync"])
    with _running(Server(tools, home, _free_port())) as server:
        yield server


@contextmanager
def standby_of(primary: Server, folder: Path) -> Iterator[Server]:
    """Give a running server that replays what a primary writes as it streams in; its data are in a folder."""
    home = _home(folder / "standby")
    copy = ["-D", str(home / "data"), "-h", "127.0.0.1", "-p", str(primary.port), "-U", SERVER_USER]
    _run([str(primary.tools / "pg_basebackup"), *copy, "--write-recovery-conf", "-c", "fast", "--no-sync"])
    with _running(Server(primary.tools, home, _free_port())) as server:
        yield server


def _home(home: Path) -> Path:
    """Make a folder that the user of the server can write to, and return it."""
    home.mkdir()
    if os.geteuid() == 0:
        shutil.chown(home, SERVER_USER)
        for one in (home, *home.parents):
            if one.stat().st_uid == 0 and one != Path(one.anchor):
                one.chmod(one.stat().st_mode | 0o011)
    return home


@contextmanager
def _running(server: Server) -> Iterator[Server]:
    server.start()
    try:
        yield server
    finally:
        with suppress(subprocess.CalledProcessError):  # stopped already
            server.stop()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _run(command: Sequence[str]) -> None:
    """Run a program of the server, as its user where we are root; its output is only looked at when it fails."""
    as_user = ["runuser", "-u", SERVER_USER, "--"] if os.geteuid() == 0 else []
    with subprocess.Popen(  # noqa: S603 - programs of the server
        [*as_user, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
    ) as process:
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, command)
