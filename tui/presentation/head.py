"""The head line as a value: the store, how its day stands, and what the times are."""

from dataclasses import dataclass

from store.model.timeline import StoreKind
from store.model.tree import DayNode, StoreFacts
from tui.presentation.inert import counted, inert
from tui.presentation.pieces import Line, Piece, Role, cells, fitted, joined
from tui.presentation.signs import Signs
from tui.presentation.times import day_text


@dataclass(frozen=True, slots=True)
class StoreLabel:
    """Which store is open; a temporary one is gone when the screen is left."""

    name: str
    kind: StoreKind
    read_only: bool
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What the head line says; `day` is that of the scope, None stands for all of them.

    `when` is yesterday, today or tomorrow where the day is one of these.
    """

    store: StoreLabel | None = None
    day: DayNode | None = None
    when: str | None = None
    facts: StoreFacts | None = None
    times: str = ""

    def line(self, width: int, signs: Signs) -> Line:
        """Return the head line, exactly `width` cells; what matters least is left out first."""
        name: Line = (Piece(" gridtrail", Role.STRONG),)
        right: Line = (Piece(f"{self.times} ", Role.MUTED),)
        middle = self._middle(signs)
        store = self._store(signs)
        choices: tuple[tuple[Line, Line], ...] = (
            ((*name, Piece("   "), *store), right),
            ((Piece(" "), *store), right),
            ((Piece(" "), *store), ()),
            ((Piece(" "), *self._store_name()), ()),
        )
        for left, end in choices:
            room = width - cells(left) - cells(end)
            if room >= cells(middle) + 4:
                space = " " * ((room - cells(middle)) // 2)
                spaced = fitted((*left, Piece(space), *middle), width - cells(end), signs.cut)
                return (*spaced, *end)
        return fitted((Piece(" "), *self._store_name(), Piece("  "), *middle), width, signs.cut)

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
        if self.store.kind is StoreKind.SANDBOX:
            parts.append((Piece(self.store.kind, Role.SIMULATED),))
        elif self.store.temporary:
            parts.insert(0, (Piece("temporary", Role.WAITING),))
        else:
            parts.append((Piece(self.store.kind, Role.MUTED),))
        if self.store.read_only:
            parts.append((Piece("read-only", Role.MUTED),))
        return joined(parts, f" {signs.dot} ")

    def _middle(self, signs: Signs) -> Line:
        if self.day is not None:
            return self._day_line(self.day, signs)
        if self.facts is None:
            return ()
        events = f"{counted(self.facts.events)} {'event' if self.facts.events == 1 else 'events'}"
        schedules = f"{counted(self.facts.schedules)} {'schedule' if self.facts.schedules == 1 else 'schedules'}"
        return joined([(Piece(events),), (Piece(schedules),)], f" {signs.dot} ")

    def _day_line(self, node: DayNode, signs: Signs) -> Line:
        day = day_text(node.day)[:-5] if node.day else "day not known"
        named = f"{self.when}, {day}" if self.when else day
        accepted = Role.ACCEPTED if node.accepted == node.schedules and not node.anomalies else Role.TEXT
        parts: list[Line] = [
            (Piece(f"{named}  ", Role.STRONG), Piece(f"{node.accepted}/{node.schedules} accepted", accepted))
        ]
        if node.partly:
            parts.append((Piece(f"{counted(node.partly)} partly", Role.PARTLY),))
        if node.rejected:
            parts.append((Piece(f"{counted(node.rejected)} rejected", Role.REJECTED),))
        if node.waiting:
            parts.append((Piece(f"{counted(node.waiting)} waiting", Role.WAITING),))
        if node.anomalies:
            text = f"{counted(node.anomalies)} {'anomaly' if node.anomalies == 1 else 'anomalies'}"
            parts.append((Piece(text, Role.ANOMALY),))
        return joined(parts, f" {signs.dot} ")
