"""Writing the conversation that entries record as message files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lxml import etree

from store.errors import StoreError
from store.exchange.outgoing import cim, ess
from store.exchange.outgoing.conversation import Outgoing, Skipped, conversation
from store.exchange.outgoing.file_names import file_name
from store.exchange.outgoing.texts import OutgoingError
from store.model.event import Entry, EntryError, read_entry
from store.model.schedules.facts import facts

Syntax = Literal["ess", "cim"]

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_SYNTAXES = {"ess": ess.written, "cim": cim.written}


@dataclass(frozen=True, slots=True)
class MessagesWritten:
    """What became of a conversation: files written, files that were there with the same content, and the rest.

    `skipped` names each message that cannot be made out of the log, with the reason.
    """

    written: int
    present: int
    skipped: tuple[Skipped, ...]


def write_messages(entries: Iterable[bytes], folder: Path, syntax: Syntax) -> MessagesWritten:
    """Write the messages that these entries tell of into a folder, which is made where it is missing.

    The entries may be of several schedules and in any order. A file that is there is never written over:
    with the same content it stays, with other content a StoreError is raised, as it is when the folder
    cannot be written; the files before it stay.
    """
    skipped: list[Skipped] = []
    written = present = 0
    taken: set[str] = set()
    _make(folder)
    for outgoing in _messages(entries, skipped):
        try:
            content = message_bytes(outgoing, syntax)
            name = file_name(outgoing, taken)
        except OutgoingError as error:
            skipped.append(Skipped(outgoing.entry_uid, outgoing.type, str(error)))
            continue
        taken.add(name)
        if _write(folder / name, content):
            written += 1
        else:
            present += 1
    return MessagesWritten(written, present, tuple(skipped))


def message_bytes(outgoing: Outgoing, syntax: Syntax) -> bytes:
    """Return the content of a message's file; OutgoingError where the syntax demands what the log lacks."""
    root = _SYNTAXES[syntax](outgoing.message)
    return _DECLARATION + etree.tostring(root, encoding="UTF-8", xml_declaration=False, pretty_print=True)


def _messages(entries: Iterable[bytes], skipped: list[Skipped]) -> Iterator[Outgoing]:
    """Yield the messages of all schedules; what is none goes to `skipped`."""
    for contents in _by_schedule(entries, skipped).values():
        read = [read_entry(content) for _, content in sorted(contents, key=lambda one: one[0])]
        for found in conversation(read):
            if isinstance(found, Skipped):
                skipped.append(found)
            else:
                yield found


def _by_schedule(entries: Iterable[bytes], skipped: list[Skipped]) -> dict[str, list[tuple[int, bytes]]]:
    """Return the entries with their times by schedule; bytes, for read entries of a large log take much memory."""
    found: dict[str, list[tuple[int, bytes]]] = {}
    for content in entries:
        entry: Entry | None = None
        try:
            entry = read_entry(content)
            said = facts(entry)
        except EntryError as error:
            skipped.append(Skipped(entry.uid if entry else "", entry.type if entry else "", str(error)))
            continue
        if said.schedule_uid is None:
            skipped.append(Skipped(entry.uid, entry.type, "the log does not tell the schedule"))
            continue
        found.setdefault(said.schedule_uid, []).append((said.at, content))
    return found


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder {str(folder)!r}: {error.strerror}") from error


def _write(path: Path, content: bytes) -> bool:
    """Write a file that is not there yet; return whether it was written, False where it is there already."""
    try:
        if path.exists():
            _refuse_other(path, content)
            return False
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise StoreError(f"cannot write {str(path)!r}: {error.strerror}") from error
    return True


def _refuse_other(path: Path, content: bytes) -> None:
    """Raise StoreError where what is there is not this very file."""
    if not path.is_file() or path.read_bytes() != content:
        raise StoreError(f"cannot write {str(path)!r}: another file of this name is there; choose an empty folder")
