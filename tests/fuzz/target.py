"""What a reader of outside bytes promises, as something that can be tried on any of them."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Target:
    """One reader: `hold` passes on any bytes as long as the reader keeps its word, and raises where it does not.

    `words` are what its language is made of; arbitrary bytes hardly ever come upon them.
    """

    name: str
    hold: Callable[[bytes], None]
    words: tuple[bytes, ...]

    @property
    def folder(self) -> Path:
        """Where its examples lie: what it reads, and what runs have found."""
        return CORPUS / self.name

    def examples(self) -> list[tuple[str, bytes]]:
        """Return its examples by their names."""
        return [(path.name, path.read_bytes()) for path in sorted(self.folder.iterdir())]


def written(content: bytes) -> str:
    """Return bytes as the text that an argument of a command is."""
    return content.decode("utf-8", "surrogateescape")


def demand_sentence(error: Exception, named: str = "") -> None:
    """Demand that an error says something, and names what it is about where that is told."""
    assert str(error).strip(), repr(error)
    assert named in str(error)


@contextmanager
def file_of(content: bytes) -> Iterator[Path]:
    """Give a file that holds these bytes, whose name says nothing of them."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        path = Path(folder) / "export"
        path.write_bytes(content)
        yield path
