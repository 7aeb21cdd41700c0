"""A terminal whose window is closed: the program ends, whatever its threads wait for."""

import os
import pty
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.support.terminal import homes


@pytest.mark.parametrize("shown_seconds", [0.8, 4.0])
def test_the_program_ends_also_where_it_is_not_told_by_a_signal(tmp_path: Path, shown_seconds: float) -> None:
    pid, terminal = pty.fork()
    if pid == 0:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        command = [sys.executable, "-m", "tui.cli.main", "demo"]
        os.execve(sys.executable, command, {**os.environ, **homes(tmp_path)})  # noqa: S606 - the program itself
    end = time.monotonic() + shown_seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.05)[0]:
            os.read(terminal, 1 << 16)
    os.close(terminal)
    ended = 0
    for _ in range(600):
        ended, _ = os.waitpid(pid, os.WNOHANG)
        if ended:
            break
        time.sleep(0.1)
    else:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    assert ended == pid
