"""What a seal tells, in words."""

from store.database.seal.sealed import Consistency
from store.database.seal.verifying import Verdict
from store.model.texts.inert import inert
from store.model.timeline import EventRow
from store.seal.breaks import Break, Harm
from store.seal.head import Head

MEANINGS = {
    Harm.CHANGED: "what is stored there is not what was appended",
    Harm.REMOVED: "an entry that was appended there is gone, those after it have moved up",
    Harm.INSERTED: "an entry stands there that was never appended",
    Harm.REORDERED: "the entry that was appended there stands elsewhere now, another one in its place",
    Harm.CUT_OFF: "from there to the end what was appended is gone",
    Harm.ADDED: "the seal ends here, but entries go on: added without the seal, or the seal was cut",
    Harm.SEAL: "the hashes of the seal do not fit together: it was changed, perhaps along with an entry of these",
}
"""What each harm means to who reads it."""


def holding(head: Head) -> str:
    """Return the sentence for a log that holds."""
    if not head.size:
        return "the log is empty: nothing to hold"
    entries = "the only entry holds" if head.size == 1 else f"all {head.size} entries hold"
    return f"sealed: {entries}, in the order they were appended"


def broken_text(found: Verdict, row: EventRow | None) -> str:
    """Return what does not hold: which entry, what was done to it and what that means."""
    if found.broken is None:
        return holding(found.head)
    number, size = found.broken.index + 1, found.head.size
    which = f"entry {number} of {size}" if number <= size else f"behind entry {size}, the last one sealed"
    known = f"; in the timeline: {_event(row)}" if row else ""
    return f"{which}: {found.broken.harm} – {MEANINGS[found.broken.harm]}{known}{_before(found.broken)}"


def past_text(past: Consistency) -> str:
    """Return whether a log still holds what it held at a head that was kept."""
    then, now = past.then.size, past.now.size
    if past.holds:
        return f"it still holds the {then} entries of the head that was kept, and {now - then} more"
    if then > now:
        return f"it is not what was kept: the head has {then} entries, the log {now} – cut off, or another log"
    return f"it is not what was kept: the first {then} entries are others than those of the head"


def _before(broken: Break) -> str:
    return f". The {broken.index} before hold" if broken.index else ""


def _event(row: EventRow) -> str:
    at = row.created_at.isoformat(timespec="milliseconds")
    return f"{inert(row.type, 40)} {inert(row.uid, 60)} of {at}"
