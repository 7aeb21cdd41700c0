"""The query of a command: which store and which question its words are, and what is said of a mistake."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from store.errors import StoreError

if TYPE_CHECKING:
    from store.database.store import Store
    from store.model.schedules.tree import ScheduleNode
    from store.query.question import Question

WORDS_HELP = (
    "The store [default: $GRIDTRAIL_STORE, else the one in your data directory], and what to look for: "
    "type:version.* tso:amprion,50hertz -reason:A54 since:2h word; gridtrail events --help lists all fields. "
    "What begins with a minus and has no colon comes after --."
)

WordsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[STORE] [QUERY]…", help=WORDS_HELP, show_default=False)
]

_LIKE_A_TERM = re.compile(r"-?[a-z_]{2,}:(?!//)", re.IGNORECASE)


class StoreAndQuery(NamedTuple):
    """The store that is named, None for the one that is meant without a name, and the text of a query."""

    store: str | None
    text: str


def store_and_query(words: Sequence[str] | None) -> StoreAndQuery:
    """Return what the words of a command are: the first is a store unless it is like a term of a query."""
    first, *others = words or [""]
    if _LIKE_A_TERM.match(first) and not Path(first).exists():
        return StoreAndQuery(None, " ".join([first, *others]))
    return StoreAndQuery(first or None, " ".join(others))


def negated_terms_last(arguments: Sequence[str]) -> list[str]:
    """Return the arguments of a command with terms such as -type:x behind all options, for they look like some."""
    options = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    # what follows --query is its value
    valued = [place + 1 for place, one in enumerate(options) if one == "--query"]
    terms = [
        one
        for place, one in enumerate(options)
        if one.startswith("-") and _LIKE_A_TERM.match(one) and place not in valued
    ]
    if not terms:
        return list(arguments)
    return [*(one for one in options if one not in terms), "--", *terms, *arguments[len(options) + 1 :]]


def question_in(text: str, *, utc: bool = False, now: datetime | None = None) -> "Question":
    """Return what a text asks now; raises StoreError that underlines a mistake."""
    from store.model.market.delivery_day import zone_of
    from store.query.question import EVERY_EVENT

    if not text.strip():
        # the parser takes longer to import than an answer
        return EVERY_EVENT
    from store.query.language.mistake import QueryError
    from store.query.language.moments import Clock
    from store.query.resolving import question
    from tui.cli.printing.text_output import Terminal
    from tui.presentation.filtering.query_mistake import mistake_lines

    try:
        return question(text, Clock(now or datetime.now(UTC), UTC if utc else zone_of(None)))
    except QueryError as error:
        lines = mistake_lines(text, error, Terminal.of(sys.stderr).width)
        raise StoreError("\n".join(lines)) from error


def answering(store: "Store", question: "Question", schedules: "Sequence[ScheduleNode]") -> "list[ScheduleNode]":
    """Return those of some schedules of which an event answers a question; all where nothing is asked."""
    from store.model.timeline import EVERYTHING

    if not question.criteria:
        return list(schedules)
    tell_of_text_index(store, question)
    with looking(question, store.count(EVERYTHING)) as advance:
        uids = store.answers(question).schedule_uids(EVERYTHING, advance)
    if not uids:
        tell_of_absent_values(store, question)
    return [one for one in schedules if one.uid in uids]


def tell_of_absent_values(store: "Store", question: "Question", *, for_people: bool = False) -> None:
    """Say on stderr which of the values asked for no event has; for a question that nothing answers.

    Where it is no such value, it is said `for_people` what was looked for, and where.
    """
    from tui.presentation.filtering.absent_text import absent_text, nothing_lines
    from tui.questions.filtering.absent import absent_from

    said = [absent_text(one) for one in absent_from(store, question)]
    for line in said or (nothing_lines(question) if for_people else ()):
        typer.echo(line, err=True)


UNINDEXED = 20_000
"""So many entries that are not in the text index are looked through without a word about it."""


def tell_of_text_index(store: "Store", question: "Question") -> None:
    """Say on stderr when a question takes longer because the text index is not complete."""
    if not question.residual:
        return
    from store.query.indexed import signs_of

    state = store.text_index().state()
    if state.all_entries - state.entries > UNINDEXED and any(map(signs_of, question.criteria)):
        typer.echo(f"text index {state.percent} %: slower (gridtrail rebuild --text completes it)", err=True)


@contextmanager
def looking(question: "Question", events: int) -> Iterator[Callable[[int], None]]:
    """Give what is called with how many events were looked at; on a terminal it draws how far that is.

    Only for a question that is not answered by columns alone, and where the answers go elsewhere.
    """
    if not question.residual or not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda _looked_at: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("looking through the entries", total=events)
        yield lambda looked_at: bar.advance(task, looked_at)
