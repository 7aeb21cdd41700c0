"""`gridtrail simulate`: scenarios with a seed, one step on one version, or a store of any size."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from store.errors import StoreError
from store.lifecycle.moves import Move
from tui.cli.log.days import DAY_METAVAR, DAY_WORDS
from tui.cli.simulation.asking import Asked, act_named, day_to_simulate, left_unbalanced, life_asked_for, time_named
from tui.cli.simulation.options import refuse_for_step, refuse_unused
from tui.cli.simulation.sandbox import looked_at, refuse_known, refuse_record, sandbox
from tui.cli.simulation.saying import Result, ending_lines, entries_text, scenario_lines, write_conversation
from tui.cli.stores import StoreArgument, store_target

if TYPE_CHECKING:
    from store.database.store import Store
    from store.lifecycle.life import Life
    from store.lifecycle.moves import Act

_MOVES = ", ".join(Move)
_ONE_STEP = timedelta(minutes=1)

WHAT = "say what to simulate, one of --scenario NAME, --step MOVE and --events N; --list tells the scenarios"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(simulate)


# every option of the command is a parameter
def simulate(  # noqa: PLR0913
    store: StoreArgument = None,
    *,
    scenario: Annotated[str | None, typer.Option(metavar="NAME", help="Play a scenario; --list tells them.")] = None,
    step: Annotated[str | None, typer.Option(metavar="MOVE", help=f"Make one step on one version: {_MOVES}.")] = None,
    events: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Make so many events of many schedules.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the scenarios and the findings they end with.")] = False,
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed gives the same events.")] = 1,
    day: Annotated[
        str | None, typer.Option(metavar=DAY_METAVAR, help=f"Delivery day: {DAY_WORDS}. [default: tomorrow]")
    ] = None,
    tso: Annotated[str | None, typer.Option(metavar="T", help="The TSO, by code or name.")] = None,
    schedule: Annotated[
        str | None, typer.Option(metavar="UID", help="The schedule of a step; its first characters do.")
    ] = None,
    version: Annotated[
        int | None, typer.Option(metavar="N", help="The version of a step [default: the latest].")
    ] = None,
    reason: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Reason code; ack with A02 rejects, with A03 takes in part."),
    ] = None,
    series: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A series, such as TS-003.")] = None,
    position: Annotated[list[int] | None, typer.Option(metavar="N", help="A quarter-hour, counted from 1.")] = None,
    mw: Annotated[float | None, typer.Option(metavar="X", help="By how much values differ, in MW.")] = None,
    unbalanced: Annotated[
        bool, typer.Option("--unbalanced", help="Leave the balance of a submission as it comes out, not settled.")
    ] = False,
    deltas: Annotated[bool, typer.Option("--deltas", help="Report an anomaly as differences.")] = False,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="When, in ISO 8601 [default: a minute after the last event].")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be written, and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON; with --dry-run the entries themselves.")] = False,
    messages: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the conversation as message files into this folder, too.")
    ] = None,
    syntax: Annotated[
        Literal["ess", "cim"] | None,
        typer.Option(metavar="ess|cim", help="The syntax of the message files [default: ess]."),
    ] = None,
) -> None:
    """Simulate a TSO, on a sandbox only; a missing store is made as one.

    A scenario tells one story whole, a step makes one move on a schedule that is there, and --events fills a
    store with many schedules. What is simulated is marked as such; a record store is never touched.
    """
    if list_:
        scenario_lines(as_json=as_json)
        return
    if sum(one is not None for one in (scenario, step, events)) != 1:
        raise StoreError(WHAT)
    if messages is None and syntax is not None:
        raise StoreError("--syntax is that of the message files: name their folder with --messages")
    where = {"--schedule": schedule, "--day": day, "--tso": tso, "--at": at, "--messages": messages}
    change = {"--series": series, "--position": position, "--mw": mw, "--unbalanced": unbalanced or None}
    answer = {"--version": version, "--reason": reason, "--deltas": deltas or None}
    given = [option for part in (where, answer, change) for option, value in part.items() if value is not None]
    run = _Run(store_target(store), seed, dry_run, as_json, messages, syntax or "ess")
    asked = Asked(schedule, day, tso, at)
    if events is not None:
        refuse_unused("--events", given, ())
        run.fill(events)
    elif scenario is not None:
        refuse_unused("--scenario", given, ("--day", "--tso", "--at", "--messages"))
        run.play(scenario, asked)
    elif step is not None:
        act = _act(version, series, position, mw)
        act = act_named(step, reason or (), replace(act, as_deltas=deltas))
        refuse_for_step(act.move, act, given)
        run.step(left_unbalanced(act) if unbalanced else act, asked)


def _act(version: int | None, series: Sequence[str] | None, positions: Sequence[int] | None, mw: float | None) -> "Act":
    """Return an act that has everything but the move."""
    from store.lifecycle.moves import Act

    return Act(Move.SUBMIT, version, (), tuple(series or ()), tuple(positions or ()), mw or 0.0)


@dataclass(frozen=True)
class _Run:
    """One run of the command: where it writes and how it answers."""

    target: str
    seed: int
    dry_run: bool
    as_json: bool
    messages: Path | None
    syntax: Literal["ess", "cim"]

    def play(self, name: str, asked: Asked) -> None:
        """Play a scenario to its end."""
        from store.lifecycle.scenarios import next_clock_change, play
        from store.lifecycle.scenarios.library import USUAL_TSO, known_tso

        market = known_tso(asked.tso or USUAL_TSO).market
        day = day_to_simulate(asked.day)
        if name == "clock-change" and asked.day is None:
            day = next_clock_change(day, market)
        simulation = play(name, seed=self.seed, day=day, tso=asked.tso, start=time_named(asked.at))
        entries: list[bytes] = []
        while played := simulation.step():
            entries += played.entries
        self._finish(f"scenario {name}", entries, list(simulation.lives.values()))

    def step(self, act: "Act", asked: Asked) -> None:
        """Make one move on one schedule that is there, a minute after its last event unless told otherwise."""
        from store.lifecycle.identity import Identity
        from store.lifecycle.writing import written

        at = time_named(asked.at)
        if act.move is Move.CREATE:
            life = self._not_created(asked, at)
        else:
            with looked_at(self.target) as store:
                life = life_asked_for(store, asked)
        at = at or life.last_at + _ONE_STEP
        # the same step at another moment is another entry
        identity = Identity(f"step {self.seed} {life.uid} {at.isoformat()}")
        result = written(life, act, at, identity)
        self._finish(f"step {act.move}", list(result.entries), [result.life])

    def _not_created(self, asked: Asked, at: datetime | None) -> "Life":
        """Return a schedule of the invented sender that is to be created, well before its gate."""
        from store.lifecycle.identity import Identity
        from store.lifecycle.life import blank
        from store.lifecycle.scenarios.library import USUAL_TSO, known_tso
        from store.lifecycle.scenarios.script import default_start

        tso = known_tso(asked.tso or USUAL_TSO)
        day = day_to_simulate(asked.day)
        begins = at or default_start(day, tso.market)
        life = blank(tso, day, begins - _ONE_STEP, Identity(f"schedule {self.seed} {tso.code} {day}"))
        refuse_known(self.target, day, tso.code)
        return life

    def _finish(self, what: str, entries: list[bytes], lives: "list[Life]") -> None:
        """Write entries and say how it ended, or only show them."""
        if self.dry_run:
            refuse_record(self.target)
            entries_text(entries, {life.uid: life.tso for life in lives}, as_json=self.as_json)
            return
        result = Result(made=len(entries))
        with sandbox(self.target) as store:
            self._append(store, entries, f"{what}, seed {self.seed}", result)
        if self.messages is not None:
            result.messages = write_conversation(entries, self.messages, self.syntax)
        ending_lines(what, result, lives, as_json=self.as_json)

    def fill(self, events: int) -> None:
        """Make a log of many schedules."""
        from store.lifecycle.scenarios import batches

        made = batches(events, seed=self.seed)
        if self.dry_run:
            refuse_record(self.target)
            entries_text((content for batch in made for content in batch), {}, as_json=self.as_json)
            return
        result = Result()
        with sandbox(self.target) as store, _progress(events) as advance:
            for batch in made:
                self._append(store, batch, f"{events} events, seed {self.seed}", result)
                result.made += len(batch)
                advance(result.made)
        ending_lines("a log of many schedules", result, (), as_json=self.as_json)

    def _append(self, store: "Store", entries: Sequence[bytes], what: str, result: Result) -> None:
        appended = store.append(entries, origin=f"simulated: {what}", simulated=True)
        result.added += appended.added
        if appended.refused:
            raise StoreError(f"the store {store.name!r} did not take what was simulated: {appended.refused[0].reason}")


@contextmanager
def _progress(events: int) -> Iterator[Callable[[int], None]]:
    """Give a function that draws how many events are made, on a terminal; elsewhere one that does nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("simulating", total=events)
        yield lambda made: bar.update(task, completed=made)
