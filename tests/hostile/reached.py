"""Which texts were found in what was written, kind by kind: what says that they got there."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from html.parser import HTMLParser

from store.model.texts.ascii_json import ascii_json
from store.model.texts.inert import inert

BEGINNING = 5
"""A text is there where so many of its first signs are, as they are shown."""


class Reached:
    """What was written, kind by kind, and how many of the texts stand in it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._looks = [_looks(text) for text in texts]
        self._written: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def wrote(self, kind: str, written: str) -> None:
        """Take in what was written: text as it is shown, or JSON where the kind says so."""
        self._written[kind][written] = None

    def counts(self) -> Counter[str]:
        """Return how many of the texts were found, for each kind."""
        found: Counter[str] = Counter()
        for kind, pieces in self._written.items():
            whole = unicodedata.normalize("NFC", "\n".join(pieces)).replace("\\", "")
            found[kind] = sum(any(look in whole for look in looks) for looks in self._looks)
        return found


def _looks(text: str) -> tuple[str, ...]:
    """Return how a text may begin: as it is shown, as JSON, quoted in an error, typed; none with a backslash."""
    shown, typed = inert(text, 60), " ".join("".join(one if one.isprintable() else " " for one in text[:60]).split())
    looks = {shown, ascii_json(text[:60])[1:-1], repr(text[:60])[1:-1], repr(shown)[1:-1], typed}
    begins = (unicodedata.normalize("NFC", one.replace("\\", "").strip()[:BEGINNING].rstrip()) for one in looks)
    return tuple(one for one in begins if one)


class _Texts(HTMLParser):
    """Gathers the texts of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def texts_of(page: str) -> str:
    """Return the texts of a page of HTML, in their order."""
    reader = _Texts()
    reader.feed(page)
    return "".join(reader.found)
