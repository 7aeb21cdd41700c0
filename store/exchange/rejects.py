"""What an import could not read, kept in a file beside the store so that nothing is lost."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that could not go in: where it stands (line 0: the source as a whole) and why."""

    source: str
    line: int
    reason: str
    content: bytes

    @property
    def place(self) -> str:
        """The source and, where there is one, the line."""
        source = "stdin" if self.source == "-" else self.source
        return f"{source}:{self.line}" if self.line else source


class RejectsFile:
    """A JSONL file that takes each rejected piece once, however often the import is repeated."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept: set[str] | None = None

    def keep(self, rejected: Rejected) -> None:
        """Add what was rejected; raises StoreError when the file cannot be written."""
        try:
            if self._kept is None:
                self._kept = self._read()
            line = json.dumps(_record(rejected), ensure_ascii=True)
            digest = hashlib.sha256(line.encode()).hexdigest()
            if digest in self._kept:
                return
            # what was rejected is as confidential as what went in: for its owner only
            with os.fdopen(os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "w") as file:
                file.write(line + "\n")
            self._kept.add(digest)
        except OSError as error:
            raise StoreError(f"cannot write the rejects file {str(self.path)!r}: {error.strerror}") from error

    def _read(self) -> set[str]:
        if not self.path.exists():
            return set()
        with self.path.open("rb") as file:
            return {hashlib.sha256(line.rstrip(b"\n")).hexdigest() for line in file}


def _record(rejected: Rejected) -> dict[str, object]:
    record: dict[str, object] = {
        "source": rejected.source,
        "line": rejected.line,
        "reason": rejected.reason,
    }
    try:
        record["content"] = rejected.content.decode()
    except UnicodeDecodeError:
        record["content_base64"] = base64.b64encode(rejected.content).decode()
    return record
