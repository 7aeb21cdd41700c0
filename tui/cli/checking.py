"""`gridtrail check`: what is wrong in the lives that the log tells of, for people and for programs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from store.errors import StoreError
from store.lifecycle.findings.finding import Severity
from store.model.texts.ascii_json import ascii_json
from tui.cli.log.days import DAY_METAVAR, DAY_WORDS, day_named, today
from tui.cli.log.naming import chosen_schedules
from tui.cli.log.querying import WordsArgument, answering, question_in, store_and_query
from tui.cli.log.refusing import refuse_none
from tui.cli.stores import opened

if TYPE_CHECKING:
    from store.database.store import Store
    from store.lifecycle.findings.finding import Finding, Limits
    from store.model.schedules.tree import ScheduleNode
    from tui.cli.printing.text_output import Terminal

    Found = tuple[ScheduleNode, list[Finding]]

FIRST_WITH_PROGRESS = 200
"""From how many schedules on a terminal is shown how far the check is."""

_SEVERITIES = "|".join(Severity)
_LEAST = {one: place for place, one in enumerate(Severity)}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(check)


# every argument is an option of the command line
def check(  # noqa: PLR0913
    words: WordsArgument = None,
    *,
    day: Annotated[str | None, typer.Option(metavar=DAY_METAVAR, help=f"This delivery day only: {DAY_WORDS}.")] = None,
    tso: Annotated[str | None, typer.Option(metavar="TSO", help="This TSO only: its code, EIC or name.")] = None,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="As of this moment, such as 2026-03-26T14:20Z [now].")
    ] = None,
    ack_minutes: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="How long an acknowledgement may take [the settings, else by TSO]."),
    ] = None,
    severity: Annotated[Severity, typer.Option(metavar=_SEVERITIES, help="The least that is shown.")] = Severity.INFO,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON object a line.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="List all that can be found, and what it means.")] = False,
) -> None:
    """Look for what is wrong: no answer, rejected, out of balance, too late, entries missing, and more.

    With a query only in those schedules of which an event answers it. Each finding has a code, one sentence and
    what to do. Exit code 1 when something is found, 0 when nothing is, 2 when there is no
    schedule of that day, TSO or name.
    """
    from store.model.timeline import EVERYTHING

    if rules:
        _print_rules(as_json=as_json)
        return
    now, on = _moment(at), day_named(day, today()) if day else None
    until = now if at else None
    store, text = store_and_query(words)
    question = question_in(text, now=now).until(until)
    with opened(store) as source:
        # counted before the schedules are read: what comes meanwhile belongs to them or to the next check
        everything = source.count(EVERYTHING)
        named = chosen_schedules(source, on, tso)
        chosen = answering(source, question, named)
        checked = _Checked()
        as_of = _AsOf(now, until, _limits(ack_minutes))
        for schedule, found in _findings(source, chosen, as_of, checked):
            shown = [one for one in found if _LEAST[one.severity] <= _LEAST[severity]]
            checked.count(shown)
            if shown:
                _print(schedule, shown, as_json=as_json)
        if not (text or day or tso or at):
            checked.outside = max(0, everything - checked.events)
        elif not chosen and (text or day or tso):
            refuse_none(source, named, question, on, text)
    typer.echo(checked.summary, err=True)
    if any(checked.found.values()):
        raise typer.Exit(1)


class _Checked:
    """Counts what was read and what was found, for the last line; `outside` are events that belong to no schedule."""

    def __init__(self) -> None:
        self.schedules = 0
        self.events = 0
        self.outside = 0
        self.forgotten = 0
        self.found = dict.fromkeys(Severity, 0)

    def count(self, shown: "list[Finding]") -> None:
        for one in shown:
            self.found[one.severity] += 1

    @property
    def summary(self) -> str:
        words = ("error", "errors"), ("warning", "warnings"), ("for information", "for information")
        counts = [
            f"{number} {one if number == 1 else many}"
            for number, (one, many) in zip(self.found.values(), words, strict=True)
            if number
        ]
        read = f"{_counted(self.schedules, 'schedule')} with {_counted(self.events, 'event')}"
        outside = f"; {_counted(self.outside, 'more event')} of no schedule" if self.outside else ""
        forgotten = "; requests were compared among the nearest schedules only" if self.forgotten else ""
        return f"{read}: {', '.join(counts) or 'nothing found'}{outside}{forgotten}"


@dataclass(frozen=True)
class _AsOf:
    """When it is judged, until when what happened is looked at (None: all of it), and by which limits."""

    now: datetime
    until: datetime | None
    limits: "Limits"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _findings(store: "Store", schedules: "list[ScheduleNode]", as_of: _AsOf, checked: _Checked) -> "Iterator[Found]":
    """Give every schedule with what is wrong in its life."""
    from store.lifecycle.findings.checking import findings
    from store.lifecycle.findings.rules.requests import SharedRequests
    from store.model.market.delivery_day import from_microseconds

    until = as_of.until
    requests = SharedRequests()
    with _progress(len(schedules)) as advance:
        for schedule, life in store.lives(schedules):
            records = [one for one in life if until is None or from_microseconds(one.facts.at) <= until]
            checked.schedules += 1
            checked.events += len(records)
            yield schedule, [*findings(records, now=as_of.now, limits=as_of.limits), *requests.found_in(records)]
            advance()
    checked.forgotten = requests.forgotten


@contextmanager
def _progress(schedules: int) -> Iterator[Callable[[], None]]:
    """Give what is called after each schedule; on a terminal it draws how far the check is."""
    if schedules < FIRST_WITH_PROGRESS or not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("checking the schedules", total=schedules)
        yield lambda: bar.advance(task)


def _moment(text: str | None) -> datetime:
    from store.model.market.delivery_day import instant

    try:
        return instant(text) if text else datetime.now(UTC)
    except ValueError as error:
        raise StoreError(f"cannot judge as of that moment: {error}") from error


def _limits(ack_minutes: int | None) -> "Limits":
    """Return from when on something is a finding: as asked for, else as set in the configuration file."""
    from store.lifecycle.findings.finding import Limits
    from tui.settings import load_settings, settings_path

    return Limits(ack_minutes=load_settings(settings_path()).ack_minutes if ack_minutes is None else ack_minutes)


def _print(schedule: "ScheduleNode", found: "list[Finding]", *, as_json: bool) -> None:
    from tui.cli.printing.text_output import Terminal

    if as_json:
        for one in found:
            typer.echo(ascii_json(_object(schedule, one)))
        return
    terminal = Terminal.of(sys.stdout)
    for line in _lines(schedule, found, terminal):
        terminal.write(line)


def _object(schedule: "ScheduleNode", one: "Finding") -> dict[str, object]:
    """Return a finding with the day and TSO of its schedule, as programs read it."""
    return {
        **asdict(one),
        "schedule_uid": schedule.uid,
        "day": schedule.day.isoformat() if schedule.day else None,
        "tso": schedule.tso,
        "at": one.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


def _lines(schedule: "ScheduleNode", found: "list[Finding]", terminal: "Terminal") -> Iterator[str]:
    from textwrap import wrap

    from rich.cells import cell_len

    from store.model.market.tso import short_name
    from store.model.texts.inert import inert
    from tui.presentation.times import day_text

    signs = terminal.signs
    sign = {Severity.ERROR: signs.rejected, Severity.WARNING: signs.warning, Severity.INFO: signs.dot}
    party = f"  {inert(schedule.party, 40)}" if schedule.party else ""
    yield f"{day_text(schedule.day) if schedule.day else 'day not known'}  {inert(short_name(schedule.tso), 40)}{party}"
    for one in found:
        version = f"  v{one.version}" if one.version else ""
        yield f"  {sign[one.severity]} {one.severity:<7} {one.code}{version}"
        width = max(40, terminal.width - 1)
        for text in (one.sentence, f"{signs.arrow} {one.advice}"):
            shown = inert(text)
            # it is wrapped by characters, of which some are two cells wide
            room = width if cell_len(shown) <= len(shown) else width // 2
            yield from wrap(shown, room, initial_indent=" " * 6, subsequent_indent=" " * 6)


def _print_rules(*, as_json: bool) -> None:
    from store.lifecycle.findings.finding import RULES
    from tui.cli.printing.text_output import Terminal

    terminal = Terminal.of(sys.stdout)
    for code, rule in RULES.items():
        if as_json:
            typer.echo(ascii_json({"code": code, "severity": rule.severity, "title": rule.title, "about": rule.about}))
        else:
            terminal.write(f"{code:<22} {rule.severity:<8} {rule.about}")
