"""The head line as a value: the store, how its day stands, the next gate, the live mode, and what the times are."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from store.model.schedules.tree import DayNode, StoreFacts
from store.model.texts.inert import counted, inert
from store.model.timeline import StoreKind
from tui.presentation.lists.tree_labels import day_counts
from tui.presentation.pieces import Line, Piece, Role, cells, fitted, joined
from tui.presentation.signs import Signs
from tui.presentation.times import day_text

_GAP = "   "
_BESIDE_MIDDLE = 4
_ALL_COUNTS = 80


class SealState(StrEnum):
    """How the seal over the log stands, as far as was looked."""

    UNKNOWN = "seal ?"
    CHECKED = "seal …"
    HOLDS = "sealed"
    BROKEN = "seal broken"


@dataclass(frozen=True, slots=True)
class StoreLabel:
    """Which store is open; a temporary one is gone when the screen is left."""

    name: str
    kind: StoreKind
    read_only: bool
    temporary: bool = False
    seal: SealState = SealState.UNKNOWN


@dataclass(frozen=True, slots=True)
class Head:
    """What the head line says; `day` is that of the scope, None stands for all of them.

    `when` is yesterday, today or tomorrow where the day is one of these. `gate` counts down to the next gate of
    the day, `short_gate` in fewer words; `live` says how the live mode stands, `clock` what its time is. They
    are empty where there is none.
    """

    store: StoreLabel | None = None
    day: DayNode | None = None
    when: str | None = None
    facts: StoreFacts | None = None
    times: str = ""
    gate: Line = ()
    short_gate: Line = ()
    live: Line = ()
    clock: Line = ()

    def line(self, width: int, signs: Signs) -> Line:
        """Return the head line, exactly `width` cells; what matters least is left out first."""
        left: Line = ()
        middle: Line = ()
        for left, middle, right in self._layouts(signs):
            room = width - cells(left) - cells(right)
            if room >= cells(middle) + _BESIDE_MIDDLE:
                space = " " * ((room - cells(middle)) // 2)
                return (*fitted((*left, Piece(space), *middle), width - cells(right), signs.cut), *right)
        return fitted((*left, Piece(" "), *middle, Piece(_GAP), *self.short_gate), width, signs.cut)

    def _layouts(self, signs: Signs) -> Iterator[tuple[Line, Line, Line]]:
        """Give left, middle and right, each time with less.

        The counts and the gate stay longest, with what must never be overlooked: a sandbox, a broken seal.
        """
        store = (Piece(" "), *self._store(signs))
        named = joined([one for one in (self._store_name(), self._sandbox()) if one], f" {signs.dot} ")
        name = (Piece(" "), *named, *self._broken(signs))
        kept = (Piece(" "), *self._sandbox(), *self._broken(signs)) if self._sandbox() else self._broken(signs)
        long, short, signed, bare = self._middles(signs)
        times: Line = (Piece(self.times, Role.MUTED),)
        live = joined([one for one in (self.live, self.clock) if one], " ")
        sealed = joined([store, self._seal()], f" {signs.dot} ") if self._seal() else store
        yield (Piece(" gridtrail", Role.STRONG), Piece("  "), *sealed), long, _end(self.gate, live, times)
        yield sealed, long, _end(self.gate, live, times)
        yield store, long, _end(self.gate, live, times)
        yield store, long, _end(self.gate, live)
        yield store, long, _end(self.gate, self.live)
        yield store, short, _end(self.gate, self.live)
        yield name, short, _end(self.gate, self.live)
        yield name, short, _end(self.short_gate, self.live)
        yield name, signed, _end(self.gate, self.live)
        yield name, signed, _end(self.short_gate, self.live)
        yield kept, signed, _end(self.short_gate, self.live)
        yield kept, signed, _end(self.short_gate)
        yield kept, bare, _end(self.short_gate)

    def _store_name(self) -> Line:
        """Return the name of the store, of a temporary one that of what it was made of."""
        if self.store is None:
            return ()
        made = self.store.temporary and self.store.kind is StoreKind.RECORD
        return (Piece(inert(self.store.name.removesuffix(".db") if made else self.store.name, 40)),)

    def _store(self, signs: Signs) -> Line:
        if self.store is None:
            return ()
        parts: list[Line] = [self._store_name()]
        if self._sandbox():
            parts.append(self._sandbox())
        elif self.store.temporary:
            parts.insert(0, (Piece("temporary", Role.WAITING),))
        else:
            parts.append((Piece(self.store.kind, Role.MUTED),))
        if self.store.read_only:
            parts.append((Piece("read-only", Role.MUTED),))
        if self._broken(signs):
            parts.append(self._broken(signs)[1:])
        return joined(parts, f" {signs.dot} ")

    def _sandbox(self) -> Line:
        """Return the word that tells a sandbox, whose entries may be simulated, from a record."""
        if self.store is None or self.store.kind is not StoreKind.SANDBOX:
            return ()
        return (Piece(self.store.kind, Role.SIMULATED),)

    def _seal(self) -> Line:
        """Return how the seal stands, unless it is broken, which stands with the name."""
        if self.store is None or self.store.seal is SealState.BROKEN:
            return ()
        return (Piece(self.store.seal, Role.MUTED),)

    def _broken(self, signs: Signs) -> Line:
        """Return what must be seen on every screen: that the log is not what was appended."""
        if self.store is None or self.store.seal is not SealState.BROKEN:
            return ()
        return (Piece(" "), Piece(f"{signs.rejected} {self.store.seal}", Role.REJECTED))

    def _middles(self, signs: Signs) -> tuple[Line, Line, Line, Line]:
        """Return how the day stands: whole, without the date if it has a name, with signs for words, and just them."""
        if self.day is None:
            known = self._facts(signs)
            return known, known, known, known
        day = day_text(self.day.day)[:-5] if self.day.day else "day not known"
        named = f"{self.when}, {day}" if self.when else day
        counts = _counts(self.day, signs)
        long, short = (Piece(f"{named}  ", Role.STRONG), Piece(f"{self.when or day}  ", Role.STRONG))
        signed = day_counts(self.day, signs, _ALL_COUNTS)
        return (long, *counts), (short, *counts), (short, *signed), signed

    def _facts(self, signs: Signs) -> Line:
        if self.facts is None:
            return ()
        events = f"{counted(self.facts.events)} {'event' if self.facts.events == 1 else 'events'}"
        schedules = f"{counted(self.facts.schedules)} {'schedule' if self.facts.schedules == 1 else 'schedules'}"
        return joined([(Piece(events),), (Piece(schedules),)], f" {signs.dot} ")


def _end(*parts: Line) -> Line:
    """Return what stands at the right, with a space behind it."""
    return (*joined([part for part in parts if cells(part)], _GAP), Piece(" "))


def _counts(node: DayNode, signs: Signs) -> Line:
    accepted = Role.ACCEPTED if node.accepted == node.schedules else Role.TEXT
    parts: list[Line] = [(Piece(f"{node.accepted}/{node.schedules} accepted", accepted),)]
    if node.partly:
        parts.append((Piece(f"{counted(node.partly)} partly", Role.PARTLY),))
    if node.rejected:
        parts.append((Piece(f"{counted(node.rejected)} rejected", Role.REJECTED),))
    if node.waiting:
        parts.append((Piece(f"{counted(node.waiting)} waiting", Role.WAITING),))
    if node.unsent:
        parts.append((Piece(f"{counted(node.unsent)} not sent", Role.WAITING),))
    if node.anomalies:
        text = f"{counted(node.anomalies)} {'anomaly' if node.anomalies == 1 else 'anomalies'}"
        parts.append((Piece(text, Role.ANOMALY),))
    return joined(parts, f" {signs.dot} ")
