"""Events for the tests of the change panes, and what their lines look like."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from store.model.timeline import Event, EventRow, Summary
from tui.presentation.panes.lines.change_lines import Drawn, drawn
from tui.presentation.panes.pane_lines import Extent, Unfolded, text_of
from tui.presentation.panes.pane_rows import Part, row_spans, side_rows, unified_rows

DAY = date(2026, 3, 26)
OWN = "11XOWN---------X"


def event(
    before: object,
    after: object,
    metadata: object = None,
    *,
    type_: str = "version.status_changed",
    day: date | None = DAY,
    market: str | None = "DE",
    uid: str = "event-1",
) -> Event:
    """Return an event as the store gives it; its content is that of an entry with these states."""
    row = EventRow(
        sequence=1,
        uid=uid,
        created_at=datetime(2026, 3, 25, 13, 9, 3, 118_000, tzinfo=UTC),
        type=type_,
        tso="50HERTZ_DE_TSO" if market == "DE" else None,
        market=market,
        day=day,
        schedule_uid="schedule-1",
        version=3,
        series_uid=None,
        request_id="request-1",
        user_uid="anna",
        simulated=False,
        summary=Summary(status_from="submitted", status_to="rejected", reason_codes=("A54",)),
    )
    fields = {"uid": uid, "type": type_, "user_uid": "anna", "api_client_id": "desk", "org_uid": "org"}
    content = json.dumps({**fields, "data": {"before": before, "after": after, "metadata": metadata}}).encode()
    return Event(row, before, after, metadata, fields, content)


def points(amounts: Sequence[object], first: str = "2026-03-25T23:00", minutes: int = 15) -> list[dict[str, object]]:
    """Return amounts from a UTC instant on, as the API gives them."""
    start = datetime.fromisoformat(first)
    step = timedelta(minutes=minutes)
    return [
        {"ts": f"{start + number * step:%Y-%m-%dT%H:%M:%SZ}", "amount": amount} for number, amount in enumerate(amounts)
    ]


def series(name: str, amounts: Sequence[object], **more: object) -> dict[str, Any]:
    """Return a series that the own party gets from 11XALPHA."""
    ids = {"in_party": OWN, "out_party": "11XALPHA"}
    return {
        "uid": f"uid-{name}",
        "time_series_uid": name,
        "spec": {"type": "internal", "ids": ids, "data": points(amounts)},
        **more,
    }


def version(*all_series: Mapping[str, object], **more: object) -> dict[str, Any]:
    """Return a version of a schedule with these series."""
    spec = {"market": "DE", "tso": "50HERTZ_DE_TSO", "sender_id": OWN, "series": list(all_series)}
    return {"uid": "version-3", "version": 3, "status": "submitted", "spec": spec, **more}


def drawing(one: Event, *opened: str, everything: bool = False, width: int = 100) -> Drawn:
    """Return an event drawn, with those lines opened or closed whose text contains one of the words."""
    unfolded = Unfolded(Extent.EVERYTHING if everything else Extent.CHANGES)
    shown = drawn(one, None, unfolded, width)
    for words in opened:
        for line in shown.lines:
            if line.fold and words in text_of((*line.label, *(line.after or ()))):
                unfolded = unfolded.toggled(line)
        shown = drawn(one, shown, unfolded, width)
    return shown


def unified(one: Event, *opened: str, everything: bool = False, width: int = 100) -> list[str]:
    """Return what one pane shows of an event: its rows without the gutter's empty first column."""
    lines = drawing(one, *opened, everything=everything, width=width).lines
    return [text_of(row_spans(row, width))[1:].rstrip() for row in unified_rows(lines, width)]


def sides(one: Event, *opened: str, width: int = 60) -> list[tuple[str, str]]:
    """Return what two panes show of an event, row by row."""
    lines = drawing(one, *opened, width=width).lines
    texts = [
        [text_of(row_spans(row, width))[1:].rstrip() for row in side_rows(lines, part)]
        for part in (Part.BEFORE, Part.AFTER)
    ]
    return list(zip(*texts, strict=True))


def state_rows(rows: Sequence[str]) -> list[str]:
    """Return the rows before the first heading."""
    return list(rows[: next((number for number, row in enumerate(rows) if "──" in row), len(rows))])
