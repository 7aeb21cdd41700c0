"""Every command on a store of hostile texts, and what is wrong with what it wrote."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from store.database.seal.verifying import Verdict
from store.model.timeline import EventRow
from store.seal.breaks import Break, Harm
from store.seal.head import Head
from tests.hostile.commands import Written, forget_stores, gridtrail
from tests.hostile.documents import of_markdown, of_page, of_table
from tests.hostile.logs import uid_of
from tests.hostile.reached import Reached, texts_of
from tests.hostile.shown.terminals import STYLES, complaints
from tui.presentation.head.seal_text import broken_text

WIDTH = 120
"""Columns of the terminal that the commands write to."""

_WHOLE: Sequence[tuple[str, ...]] = (("events",), ("tree",), ("check",), ("reconcile",))
_MACHINE: Sequence[tuple[str, ...]] = (
    ("events", "--json"),
    ("tree", "--json"),
    ("check", "--json"),
    ("reconcile", "--json"),
    ("export",),
    ("verify", "--json"),
)
_OF_EVENT = (("show",), ("show", "--json"), ("prove",), ("diff",), ("diff", "--json-patch"), ("diff", "--json"))


SHOWN_AT_ONCE = 20
"""So many rejected entries an import tells of one by one."""


class Outputs:
    """The commands on one store: what they wrote goes into `reached`, what is wrong with it is given."""

    def __init__(self, target: str, reached: Reached) -> None:
        self._target = target
        self._reached = reached

    def of_the_whole(self, events: int) -> Iterator[str]:
        """Give what is wrong with what says something of a whole store, to a terminal and into a pipe."""
        for command in _WHOLE:
            written = gridtrail(command[0], self._target)
            yield from self._judged(command, written, width=WIDTH)
            written = gridtrail(command[0], self._target, terminal=False)
            yield from self._judged((*command, "into a pipe"), written)
        for command in _MACHINE:
            terminal = command[0] != "verify"
            yield from self._judged(command, gridtrail(command[0], self._target, *command[1:], terminal=terminal))
        # the command that hashes draws on standard error how far it is, and entries into a pipe are as they came
        yield from self._judged(("verify",), gridtrail("verify", self._target, terminal=False))
        written = gridtrail("events", self._target, "--csv", terminal=False)
        self._reached.wrote("events --csv", written.out.decode())
        yield from of_table(written.out, events)

    def of_event(self, uid: str) -> Iterator[str]:
        """Give what is wrong with what says something of one event."""
        for command in _OF_EVENT:
            written = gridtrail(command[0], self._target, *command[1:], "--", uid)
            width = WIDTH if command == ("show",) else None
            yield from self._judged(command, written, width=width, coloured=True)
        written = gridtrail("diff", self._target, "--unified", "--", uid, terminal=False)
        yield from self._judged(("diff", "--unified"), written)

    def of_documents(self, command: str, uid: str, twin: str, twin_uid: str) -> Iterator[str]:
        """Give what is wrong with the documents of an event or a schedule; the twin is a store of harmless texts."""
        written = gridtrail(command, self._target, "--markdown", "--", uid, terminal=False)
        yield from self._judged((command, "--markdown"), written)
        yield from of_markdown(written.out.decode())
        written = gridtrail(command, self._target, "--html", "--", uid, terminal=False)
        yield from self._judged((command, "--html"), written, keep=False)
        page = written.out.decode()
        self._reached.wrote(f"{command} --html", texts_of(page))
        yield from of_page(page, gridtrail(command, twin, "--html", "--", twin_uid, terminal=False).out.decode())

    def of_question(self, question: str) -> Iterator[str]:
        """Give what is wrong with the answer to a question that is a hostile text, and to such a name."""
        yield from self._judged(("events QUERY",), gridtrail("events", self._target, "--", question), coloured=True)
        for command in ("show", "diff"):
            written = gridtrail(command, self._target, "--", question)
            self._reached.wrote(f"{command} NAME", written.errors.decode())
            yield from self._judged((f"{command} NAME",), written, coloured=True, keep=False)

    def of_import(self, folder: Path, texts: Sequence[str]) -> Iterator[str]:
        """Give what is wrong with how entries are rejected, from files named by the texts where they can be."""
        for first in range(0, len(texts), SHOWN_AT_ONCE):
            place = folder / str(first)
            place.mkdir(parents=True)
            for number, one in enumerate(texts[first : first + SHOWN_AT_ONCE]):
                entry = {"uid": uid_of(first + number, texts), "type": "other", "created_ts": one[:500]}
                (place / file_name(number, one)).write_text(json.dumps(entry), encoding="utf-8")
            written = gridtrail("import", self._target, str(place), terminal=False)
            yield from self._judged(("import",), written)

    def of_altered_entries(self, rows: Sequence[EventRow]) -> Iterator[str]:
        """Give what is wrong with how the seal names entries that somebody altered, the first by the command."""
        for row in rows:
            said = broken_text(Verdict(Head(len(rows), b""), Break(row.sequence - 1, Harm.CHANGED)), row)
            self._reached.wrote("verify, altered", said)
            yield from (f"verify, altered: {one}" for one in complaints(said))
        with closing(sqlite3.connect(self._target)) as database:
            database.execute("DROP TRIGGER entry_no_update")
            database.execute("UPDATE entry SET content = X'00' WHERE sequence = ?", (rows[0].sequence,))
            database.commit()
        forget_stores()
        yield from self._judged(("verify, altered",), gridtrail("verify", self._target, terminal=False))

    def _judged(
        self,
        command: tuple[str, ...],
        written: Written,
        *,
        coloured: bool = False,
        width: int | None = None,
        keep: bool = True,
    ) -> Iterator[str]:
        """Give what a terminal finds wrong."""
        name = " ".join(command)
        if written.code not in {0, 1, 2} or b"Traceback" in written.errors:
            yield f"{name}: exit code {written.code}"
        for stream, content in (("", written.out), (", error", written.errors)):
            try:
                shown = content.decode()
            except UnicodeDecodeError as error:
                yield f"{name}{stream}: not UTF-8: {error}"
                continue
            if keep:
                self._reached.wrote(name, STYLES.sub("", shown))
            yield from (f"{name}{stream}: {one}" for one in complaints(shown, coloured=coloured, width=width))
        if "--json" in command and command[0] not in {"show", "prove"}:
            yield from _of_lines(name, written.out)


def _of_lines(name: str, content: bytes) -> Iterator[str]:
    """Give what is wrong with objects that are to stand one on each line, or are one over all lines."""
    shown = content.decode()
    try:
        json.loads(shown)
    except json.JSONDecodeError:
        try:
            for line in shown.splitlines():
                json.loads(line)
        except json.JSONDecodeError as error:
            yield f"{name}: {error}"


def file_name(number: int, text: str) -> str:
    """Return a name for a file that carries as much of a text as a name can."""
    carried = "".join(one for one in text if one not in "/\0").encode("utf-8", "ignore")[:200]
    return f"{number}{carried.decode('utf-8', 'ignore')}.jsonl"
