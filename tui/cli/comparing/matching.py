"""`gridtrail reconcile`: our values against the counterparties', for people and for programs."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from store.errors import StoreError
from store.model.texts.ascii_json import ascii_json
from tui.cli.log.days import DAY_METAVAR, DAY_WORDS, day_named, today
from tui.cli.log.naming import chosen_schedules, none_named, refuse_without_store, schedule_beginning
from tui.cli.log.refusing import none_of_day
from tui.cli.stores import exists, opened

if TYPE_CHECKING:
    from store.database.store import Store
    from store.diff.reconciling.reconciliation import Reconciliation
    from store.diff.reconciling.trade import Trade
    from tui.cli.printing.text_output import Terminal
    from tui.presentation.pieces import Line


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(reconcile)


# every argument is an option of the command line
def reconcile(  # noqa: PLR0913
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STORE] [SCHEDULE_UID]",
            help="The store, and the uid of one schedule, or its first characters [all].",
        ),
    ] = None,
    *,
    day: Annotated[str | None, typer.Option(metavar=DAY_METAVAR, help=f"This delivery day only: {DAY_WORDS}.")] = None,
    tso: Annotated[str | None, typer.Option(metavar="TSO", help="This TSO only: its code, EIC or name.")] = None,
    version: Annotated[int | None, typer.Option(min=1, metavar="N", help="This version [the latest].")] = None,
    values: Annotated[
        bool | None,
        typer.Option("--values/--deltas", help="What quantities of anomalies are [decided for each anomaly]."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON object a line.")] = False,
) -> None:
    """Lay our values against the counterparties': matched, mismatched, missing, imposed; by quarter-hour.

    Exit code 1 when something is mismatched, missing or refused, 2 when there is no schedule of that day or TSO;
    where an exchange's values win, or others were imposed, that is information and none.
    """
    from store.diff.reconciling.anomaly_reading import Reading
    from tui.questions.differences.matching import reconciliation_question
    from tui.settings import load_settings, settings_path

    target, uid = _target(words or [])
    reading = None if values is None else Reading.VALUES if values else Reading.DELTAS
    exchanges = load_settings(settings_path()).exchanges
    counted: Counter[str] = Counter()
    with opened(target) as source:
        uids = _uids(source, uid, day, tso)
        if version is not None and len(uids) != 1:
            raise StoreError(f"--version means one schedule, these are {len(uids)}: name its uid, or its day and TSO")
        question = reconciliation_question(source, exchanges)
        for one in uids:
            found = question(one, version, reading)
            counted.update({"schedules": 1, "trades": len(found.trades), "tasks": len(found.tasks)})
            counted["nameless"] += found.nameless
            counted.update(str(trade.state) for trade in found.trades)
            _print(found, as_json=as_json)
    typer.echo(_summary(counted), err=True)
    if counted["tasks"]:
        raise typer.Exit(1)


def _target(words: list[str]) -> tuple[str | None, str | None]:
    """Return the store and the schedule that are named; a single word is a store where there is one."""
    if len(words) > 2:
        raise StoreError("reconcile takes a store and one schedule: gridtrail reconcile STORE SCHEDULE_UID")
    if len(words) == 1 and not exists(words[0]):
        refuse_without_store(words[0], "gridtrail reconcile STORE SCHEDULE_UID")
        return None, words[0]
    return (words[0] if words else None), (words[1] if len(words) == 2 else None)


def _uids(store: "Store", uid: str | None, day: str | None, tso: str | None) -> Sequence[str]:
    on = day_named(day, today()) if day else None
    uids = [one.uid for one in chosen_schedules(store, on, tso)]
    if not uids and (day or tso):
        raise none_of_day(store, on)
    if uid is None:
        return uids
    named = uid if uid in uids else schedule_beginning(store, uid)
    if named not in uids:
        raise none_named(store, "schedule", uid, "tree --json")
    return [named]


def _summary(counted: "Counter[str]") -> str:
    from store.diff.reconciling.trade import Match
    from tui.presentation.matching.trade_list import nameless_text

    states = [f"{counted[state]} {state}" for state in Match if counted[state]]
    schedules, trades = (
        f"{counted[word]} {word if counted[word] != 1 else word[:-1]}" for word in ("schedules", "trades")
    )
    nameless = nameless_text(counted["nameless"])
    words = f"{schedules}, {trades}: {', '.join(states) or 'nothing to match'}"
    return f"{words}; {nameless}" if nameless else words


def _print(found: "Reconciliation", *, as_json: bool) -> None:
    from tui.cli.printing.text_output import Terminal

    if as_json:
        for trade in found.trades:
            typer.echo(ascii_json(_object(found, trade)))
    elif found.trades:
        terminal = Terminal.of(sys.stdout)
        for line in _lines(found, terminal):
            terminal.write(line)


def _object(found: "Reconciliation", trade: "Trade") -> dict[str, object]:
    """Return a trade as programs read it, with its schedule; only quarter-hours that differ are in it."""
    from tui.cli.printing.json_output import plain_values

    return plain_values(
        {
            "schedule_uid": found.schedule_uid,
            "day": found.day,
            "tso": found.tso,
            "party": found.party,
            "version": found.version,
            **asdict(trade),
            "quarter_hours": [asdict(one) for one in trade.differing],
            "reading_refused": (trade.read and trade.read.refusal) or None,
            "report": trade.report and plain_values(asdict(trade.report)),
            "ours_mwh": trade.ours_mwh,
            "theirs_mwh": trade.theirs_mwh,
            "delta_mwh": trade.delta_mwh,
            "is_task": trade.is_task,
            "is_information": trade.is_information,
        }
    )


def _lines(found: "Reconciliation", terminal: "Terminal") -> Iterator[str]:
    from tui.presentation.matching.trade_details import heading_line, quarter_hour_lines, standing_line, state_lines
    from tui.presentation.matching.trade_rows import schedule_line
    from tui.presentation.pieces import Piece

    signs = terminal.signs
    yield _text(schedule_line(found, signs), terminal)
    width = min(100, terminal.width - 6)
    for trade in found.trades:
        standing = standing_line(trade, signs, terminal.zone)
        heading = heading_line(trade, found.party, signs)
        yield f"  {_text((*standing, Piece(f' {signs.dot} '), *heading), terminal)}"
        for line in state_lines(trade, width, signs, terminal.zone):
            yield f"      {_text(line, terminal)}"
        if trade.differing:
            for line in quarter_hour_lines(trade, found, signs):
                yield f"      {_text(line, terminal)}"


def _text(line: "Line", terminal: "Terminal") -> str:
    from tui.presentation.pieces import plain
    from tui.presentation.quarter_hours.plainly import in_signs

    return plain(in_signs(line, terminal.signs)).rstrip()
