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
    """Which store is open."""

    name: str
    kind: StoreKind
    read_only: bool


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
            ((Piece(" "), *store[:1]), ()),
        )
        for left, end in choices:
            room = width - cells(left) - cells(end)
            if room >= cells(middle) + 4:
                space = " " * ((room - cells(middle)) // 2)
                spaced = fitted((*left, Piece(space), *middle), width - cells(end), signs.cut)
                return (*spaced, *end)
        return fitted((Piece(" "), *store[:1], Piece("  "), *middle), width, signs.cut)

    def _store(self, signs: Signs) -> Line:
        if self.store is None:
            return ()
        role = Role.SIMULATED if self.store.kind is StoreKind.SANDBOX else Role.MUTED
        parts: list[Line] = [(Piece(inert(self.store.name, 40)),), (Piece(self.store.kind, role),)]
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
        accepted = Role.ACCEPTED if node.accepted == node.schedules else Role.TEXT
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
