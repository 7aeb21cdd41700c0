"""What a proof tells of an event, in words and for programs."""

from dataclasses import dataclass
from functools import cached_property

from store.model.event import Entry, EntryError, read_entry
from store.model.texts.inert import inert
from store.seal.head import Head
from store.seal.inclusion import Inclusion


@dataclass(frozen=True)
class ProofVerdict:
    """A proof, and the head that it is held against; without one it can only fit together, which proves nothing."""

    proof: Inclusion
    kept: Head | None

    @property
    def holds(self) -> bool:
        """Whether the proof fits together, and leads to the head that was kept."""
        return self.proof.leads_to_head and self.kept in {None, self.proof.head}

    @property
    def text(self) -> str:
        """What is to be said, on a few lines: the verdict, the event, and what to do."""
        return "\n".join((*self._verdict, f"the event in it is {self._event}"))

    @property
    def object(self) -> dict[str, object]:
        """The verdict for programs; `proven` is null where there is no head to prove it against."""
        entry = self._entry
        event = {"uid": entry.uid, "type": entry.type, "created_ts": entry.created_ts} if entry else None
        proven = self.holds if self.kept or not self.holds else None
        return {"proven": proven, "entry": self.proof.index + 1, "head": str(self.proof.head), "event": event}

    @property
    def _verdict(self) -> tuple[str, ...]:
        proof, kept = self.proof, self.kept
        if not proof.leads_to_head:
            return (
                "NOT proven: the entry and the hashes of the proof do not lead to its root; one of them was changed",
            )
        place = f"entry {proof.index + 1} of the {proof.head.size} that the log had"
        if kept is None:
            return (
                f"the proof fits together: it is that of {place} at the head {proof.head}",
                "whether that is a head of the log it cannot say: hold it --against one from somebody you trust",
            )
        if kept == proof.head:
            return (f"proven: it is {place} at that head",)
        if kept.size == proof.head.size:
            return (f"NOT proven: the log with that head is another one; the proof leads to {proof.head}",)
        return (
            f"NOT proven: the proof is for a log of {proof.head.size} entries, the head is that of {kept.size}",
            "ask for a head and a proof that were made together",
        )

    @property
    def _event(self) -> str:
        entry = self._entry
        if entry is None:
            return "none that can be read: what is proven is no entry of an audit log"
        return f"{inert(entry.type, 40)} {inert(entry.uid, 60)} of {inert(entry.created_ts, 40)}"

    @cached_property
    def _entry(self) -> Entry | None:
        """The entry as it says itself what it is; what stands beside it in the file anybody may have written."""
        try:
            return read_entry(self.proof.content)
        except EntryError:
            return None
