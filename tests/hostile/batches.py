"""A batch of hostile texts: one store that carries them, taken through everything."""

import asyncio
import os
import resource
import tempfile
import threading
from collections import Counter
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path

from store.database.opening import open_store
from store.model.timeline import EVERYTHING
from tests.hostile.documents import TWIN
from tests.hostile.logs import KNOWN_EVERY, PLACES, hostile_store, known_uid, uid_of
from tests.hostile.outputs import Outputs
from tests.hostile.reached import Reached
from tests.hostile.shown.ptys import of_pty
from tests.hostile.shown.screens import of_screen
from tests.hostile.shown.typed import of_typed

LONGEST_ARGUMENT = 100_000
"""Longer words no system takes for a command."""

CLOSELY = 15
"""Every so many-th schedule is looked at closely; its entries carry sixteen texts."""


@dataclass(frozen=True)
class Judged:
    """What came of a batch: the complaints, how many texts were found in each kind of output, seconds of processor."""

    texts: int
    complaints: tuple[str, ...]
    reached: Counter[str]
    seconds: dict[str, float]


def judged(texts: Sequence[str]) -> Judged:
    """Take the texts through everything."""
    reached = Reached(texts)
    seconds: dict[str, float] = {}
    complaints: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, part in _parts(Path(folder), texts, reached):
            before = _seconds()
            complaints += part
            seconds[name] = _seconds() - before
    return Judged(len(texts), tuple(complaints), reached.counts(), seconds)


def _parts(folder: Path, texts: Sequence[str], reached: Reached) -> Iterator[tuple[str, Iterator[str]]]:
    """Give what the texts are taken through, each part with what is wrong there."""
    closely = range(0, len(texts), CLOSELY)
    target = hostile_store(folder / "hostile.db", texts)
    twin_texts = [one.translate(TWIN) for one in texts]
    twin = hostile_store(folder / "twin.db", twin_texts, closely)
    small = hostile_store(folder / "small.db", texts[:1])
    store = open_store(target, read_only=True)
    rows = store.rows(EVERYTHING, 0, 2 * len(texts))
    store.close()
    outputs = Outputs(target, reached)
    yield "the whole", outputs.of_the_whole(len(rows))
    whole = range(0, len(texts), PLACES)
    uids = [*map(known_uid, closely), *(uid_of(number, texts) for number in whole)]
    yield "events", (one for uid in uids for one in outputs.of_event(uid))
    yield "documents", _documents(outputs, twin, closely)
    asked = [one for one in texts if len(one) <= LONGEST_ARGUMENT]
    yield "questions", (one for text in asked for one in Outputs(small, reached).of_question(text))
    yield "import", Outputs(small, reached).of_import(folder / "files", texts)
    known = [at for at, row in enumerate(rows) if row.uid in set(map(known_uid, closely))]
    yield "screen", _run(of_screen(target, reached, len(rows), known))
    yield "typed", _run(of_typed(small, texts, reached))
    yield "pty", of_pty(target, folder, len(rows), reached)
    yield "altered", outputs.of_altered_entries(rows)


def _run(screen: Coroutine[None, None, list[str]]) -> Iterator[str]:
    yield from asyncio.run(screen)


def _documents(outputs: Outputs, twin: str, numbers: Sequence[int]) -> Iterator[str]:
    for number in numbers:
        assert number % KNOWN_EVERY == 0
        yield from outputs.of_documents("diff", known_uid(number), twin, known_uid(number))
        yield from outputs.of_documents("report", f"schedule-{number}", twin, f"schedule-{number}")


def _seconds() -> float:
    """Return the seconds of processor that this process and its children took."""
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def end_with_parent() -> None:
    """Let this process end when the one that started it does, however that came about."""
    parent = parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
