"""Memory that many short threads use, taken from one place and given back."""

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command_line import ENVIRONMENT

if not hasattr(ctypes.CDLL(None) if sys.platform == "linux" else None, "malloc_info"):
    pytest.skip("places of memory as GNU's C library has them", allow_module_level=True)

PLACES = """
import ctypes, sys, threading
from tui.starting.collecting import give_back, share_memory
if sys.argv[2] == "shared":
    share_memory()
def work():
    held = [bytes(1000 + number) for number in range(1000)]
    barrier.wait(30)
barrier = threading.Barrier(4)
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
give_back()
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(library.fopen(sys.argv[1].encode(), b"w"))
assert library.malloc_info(0, file) == 0
library.fclose(file)
"""


@pytest.mark.parametrize(("how", "expected"), [("shared", True), ("as usual", False)])
def test_threads_take_memory_from_one_place(how: str, expected: bool, tmp_path: Path) -> None:
    told = tmp_path / "places.xml"
    command = [sys.executable, "-c", PLACES, str(told), how]
    subprocess.run(command, check=True, env=ENVIRONMENT)  # noqa: S603 - our own program
    assert (told.read_text(encoding="ascii").count("<heap ") == 1) is expected
