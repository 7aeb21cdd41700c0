"""What `gridtrail simulate` says: the entries it would write, and how it ended."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from store.model.texts.ascii_json import as_ascii, ascii_json
from store.model.texts.inert import inert

if TYPE_CHECKING:
    from store.lifecycle.life import Life

_MOST_LINES = 200


@dataclass
class Result:
    """What became of a simulation: how many entries it made, and how many of them were new to the store."""

    made: int = 0
    added: int = 0
    messages: int = 0


def scenario_lines(*, as_json: bool) -> None:
    """Print the scenarios, each with what it is about and the findings it ends with."""
    from store.lifecycle.scenarios import SCENARIOS

    if as_json:
        listed = [{"name": one.name, "about": one.about, "findings": sorted(one.findings)} for one in SCENARIOS]
        typer.echo(ascii_json(listed, indent=2))
        return
    for one in SCENARIOS:
        typer.echo(f"{one.name:<26} {one.about}; check finds {', '.join(sorted(one.findings)) or 'nothing'}")


def entries_text(entries: Iterable[bytes], known: Mapping[str | None, str | None], *, as_json: bool) -> None:
    """Print entries that would be written: themselves as JSONL, or a line each; `known` are the TSOs of schedules."""
    tsos: dict[str | None, str | None] = dict(known)
    for content in entries:
        if as_json:
            sys.stdout.buffer.write((as_ascii(content).encode() if sys.stdout.isatty() else content) + b"\n")
        else:
            typer.echo(_line(content, tsos))
    sys.stdout.flush()


def _line(content: bytes, tsos: dict[str | None, str | None]) -> str:
    """Return when, what and about whom an entry is; `tsos` remembers those of schedules that an entry leaves out."""
    from store.model.event import read_entry
    from store.model.market.tso import short_name
    from store.model.schedules.facts import facts

    entry = read_entry(content)
    found = facts(entry)
    tsos[found.schedule_uid] = tso = found.tso or tsos.get(found.schedule_uid)
    version = "" if found.number is None else f"v{found.number}"
    return f"{entry.created_ts}  {entry.type:<22} {inert(short_name(tso), 16):<12} {version}".rstrip()


def ending_lines(what: str, result: Result, lives: Sequence["Life"], *, as_json: bool) -> None:
    """Print how a simulation ended: how many events, and where each schedule stands."""
    if as_json:
        ended = [_life_object(life) for life in lives]
        typer.echo(ascii_json({"simulated": what, **vars(result), "schedules": ended}))
        return
    known = result.made - result.added
    there = f", {known} already there" if known else ""
    typer.echo(f"{what}: {result.added} new {'event' if result.added == 1 else 'events'} simulated{there}")
    for life in lives:
        typer.echo(_life_line(life))
    if result.messages:
        typer.echo(f"{result.messages} {'message' if result.messages == 1 else 'messages'} written")


def write_conversation(entries: Iterable[bytes], folder: Path, syntax: Literal["ess", "cim"]) -> int:
    """Write the messages that entries tell of; return how many, and say on stderr which could not be made."""
    from store.exchange.outgoing.writing import write_messages

    done = write_messages(entries, folder, syntax)
    for one in done.skipped:
        typer.echo(f"no message of {inert(one.type)} {inert(one.entry_uid)}: {inert(one.reason)}", err=True)
    return done.written + done.present


def _life_object(life: "Life") -> dict[str, object]:
    number = max(life.numbers, default=None)
    return {
        "uid": life.uid,
        "tso": life.tso,
        "day": str(life.day),
        "versions": len(life.numbers),
        "status": None if number is None else life.status(number),
    }


def _life_line(life: "Life") -> str:
    from store.model.market.tso import short_name
    from tui.presentation.times import day_text

    number = max(life.numbers, default=None)
    ended = "created" if number is None else f"v{number} {life.status(number)}"
    anomaly = ", with an open anomaly" if life.open_anomaly else ""
    name = inert(short_name(life.tso), 16)
    return f"  {name}, {day_text(life.day)}, schedule {inert(life.uid, 40)}: {ended}{anomaly}"
