"""The benchmark's judge: it waits for what stands on a screen, and reads the timeline there as text."""

import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a pty needs a Unix system", allow_module_level=True)

from tests.bench.asked import Asked
from tests.bench.measuring import OURS, NotMeasured
from tests.bench.terminals import processes
from tests.bench.terminals.following import Commit, Sight, delays
from tests.bench.terminals.judged import showing
from tests.bench.terminals.openings import FLOOR, LNAV, SMALL, anything, beside_small
from tests.bench.terminals.processes import memory, processor_seconds, waited_seconds
from tests.bench.terminals.programs import Program, peer, running
from tests.bench.terminals.timeline import cursor_line, frame, last_time, rows

ECHO = """
import sys, time
print("one", flush=True)
time.sleep(0.3)
print("two", flush=True)
for line in sys.stdin:
    print("heard", line, flush=True)
"""

SCREEN = """\
╭─ Schedules ─╮╭─ Timeline · all schedules ───────╮
│▌  All       ││    13:11:05.090◇   created        │
│ ▾ Wed       ││▌   13:26:54.864◇ ✔ status    v1   │
│             ││    13:27:29.166◇ … submitted      │
│             │╰───────────────────────────────────╯
│             │╭─ Before ──────────────────────────╮
│             ││▌~  at 14:00:00.000                │
"""


def test_the_judge_waits_for_what_stands_on_the_screen_and_tells_its_moment() -> None:
    with running(Program([sys.executable, "-c", ECHO])) as terminal:
        one = terminal.until(anything, 30)
        two = terminal.until(showing("one", "two"), 30)
        assert terminal.started_at < one < two
        assert two - one > 0.2
        pressed = terminal.press("hello\r")
        assert pressed < terminal.until(showing("heard hello"), 30)
        terminal.press("early\r")
        time.sleep(0.5)
        with pytest.raises(NotMeasured):
            # it had come before, and was only not drawn yet
            terminal.until(showing("heard early"), 0.1, after=time.monotonic())
        assert "heard early" in terminal.text
        assert memory(terminal.process_id)["rss"] > 1e6
        assert processor_seconds(terminal.process_id) >= 0
        assert waited_seconds(terminal.process_id) >= 0
        with pytest.raises(NotMeasured, match=r"never showed it within 0\.1 s: .*heard early"):
            terminal.until(showing("something else"), 0.1)


def test_what_ends_while_the_system_is_asked_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PROC", tmp_path)
    # process 3 has ended, and so has thread 9 of process 1
    for thread, children in (("1/task/1", "2 3"), ("1/task/9", None), ("2/task/2", "")):
        (tmp_path / thread).mkdir(parents=True)
        if children is not None:
            (tmp_path / thread / "children").write_text(children)
    (tmp_path / "2" / "io").write_text("rchar: 9\nread_bytes: 4096\n")
    assert list(processes.family(1)) == [1, 2]
    assert processes.read_from_disk(1) == 4096
    assert not processes.computes(1)
    with pytest.raises(NotMeasured, match="the process ended"):
        processes.memory(3)


def test_a_peer_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(NotMeasured, match="no folder of peers"):
        peer(Asked(10, tmp_path), "toolong")
    with pytest.raises(NotMeasured, match="toolong is not among the peers"):
        peer(Asked(10, tmp_path, peers=tmp_path), "toolong")


def test_the_largest_log_is_opened_beside_the_small_one_and_of_the_peers_only_by_lnav(tmp_path: Path) -> None:
    asked = Asked(20, tmp_path, largest=40)
    assert (asked.sizes, asked.sizes_of_screens) == ([20], [20, 40])
    assert list(beside_small(asked, 20))[1:4] == [FLOOR, LNAV, "toolong"]
    assert list(beside_small(asked, 40)) == [OURS, SMALL, FLOOR, LNAV]


def test_the_timeline_is_read_off_the_screen() -> None:
    found = frame(SCREEN)
    assert found is not None
    assert (found.left, found.top, found.bottom) == (16, 1, 3)
    assert [row[4:16] for row in rows(SCREEN)] == ["13:11:05.090", "13:26:54.864", "13:27:29.166"]
    assert (cursor_line(SCREEN) or "").startswith("▌   13:26:54.864")
    assert last_time(SCREEN) == (27 * 60 + 29) * 1000 + 166
    assert cursor_line("▌ row 0 of a list\n  row 1") == "▌ row 0 of a list"


def test_a_delay_is_from_a_commit_to_the_first_sight_of_its_last_event_or_a_later_one() -> None:
    hour = 3_600_000
    written = [Commit("w", 10, 5.0, hour - 20), Commit("w", 20, 5.1, 0), Commit("w", 30, 5.2, 20)]
    seen = [Sight(4.9, hour - 1020), Sight(5.05, hour - 20), Sight(5.4, 10), Sight(5.5, 40)]
    assert delays(written, seen) == pytest.approx([0.05, 0.3, 0.3])
    # what never came has no delay, and what was seen before the writer could tell has none to speak of
    assert delays(written, [Sight(4.99, hour - 20)]) == [0]
    assert delays(written, [Sight(6.0, hour - 1020)]) == []
    assert delays([], seen) == []
