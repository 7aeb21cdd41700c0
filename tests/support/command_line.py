"""The command line as a user has it, with a pipe at both ends: run in this process, or in one of its own."""

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tui.cli.main import run

_PLAIN = {"TERM": "dumb", "GRIDTRAIL_STORE": "", "COLUMNS": "200"}
"""No colours, no store but the one that is named, and room for long lines."""

ENVIRONMENT = {**os.environ, **_PLAIN, "PYTHONPATH": str(Path(__file__).parents[2])}
"""The environment of a command that runs in a process of its own."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, and the bytes it wrote."""

    returncode: int
    stdout: bytes
    stderr: bytes


def gridtrail(*arguments: object, stdin: bytes = b"", cwd: Path | None = None, **environment: str) -> Ended:
    """Run the command in this process, which spares the second that a new one needs to start."""
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    stdout, stderr = (io.TextIOWrapper(io.BytesIO(), encoding) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**_PLAIN, **environment}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["gridtrail", *map(str, arguments)])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        patch.setattr(sys, "stdout", stdout)
        patch.setattr(sys, "stderr", stderr)
        if cwd:
            patch.chdir(cwd)
        with pytest.raises(SystemExit) as end:
            run()
    return Ended(int(end.value.code or 0), _written(stdout), _written(stderr))


def gridtrail_process(
    *arguments: object, stdin: bytes = b"", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, where that is the point."""
    return subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-m", "tui.cli.main", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**ENVIRONMENT, **environment},
    )


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    return written.getvalue()
