"""`gridtrail report`: the case of one schedule, for a ticket."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from store.errors import StoreError
from tui.cli.log.naming import SCHEDULE_HELP, case_beginning, none_named, store_and_uid
from tui.cli.printing.targets import ForceOption, OutputOption, target
from tui.cli.stores import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.database.store import Store
    from store.model.recorded import Recorded


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(report)


# every argument is an option of the command line
def report(  # noqa: PLR0913
    words: Annotated[
        list[str],
        typer.Argument(metavar="[STORE] SCHEDULE_UID", help=SCHEDULE_HELP),
    ],
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="Markdown, the default.")] = False,
    html: Annotated[bool, typer.Option("--html", help="One HTML file with charts, that needs nothing else.")] = False,
    at: Annotated[
        str | None, typer.Option(metavar="TIME", help="As of this moment, such as 2026-03-26T14:20Z [now].")
    ] = None,
    output: OutputOption = "-",
    force: ForceOption = False,
) -> None:
    """Report the case of one schedule: its life, answers, reasons and differences, and what is wrong.

    Markdown to stdout unless it says otherwise; a FILE in .html is written as HTML.
    """
    from store.lifecycle.findings.finding import Limits
    from tui.output.case_texts import case_text
    from tui.settings import load_settings, settings_path

    if markdown and html:
        raise StoreError("choose one form: --markdown or --html")
    as_page = html or (not markdown and output.lower().endswith((".html", ".htm")))
    now, until = (datetime.now(UTC), None) if at is None else (_moment(at), _moment(at))
    store, uid = store_and_uid("report", words)
    with opened(store) as source:
        records = _records(source, uid, until)
        limits = Limits(ack_minutes=load_settings(settings_path()).ack_minutes)
        text = case_text(source, records, now, as_page=as_page, limits=limits)
    with target(output, force=force) as stream:
        stream.write(text.encode("utf-8", "replace"))


def _records(source: "Store", uid: str, until: datetime | None) -> "Sequence[Recorded]":
    """Return the entries of a schedule, or of the one that an event belongs to, up to a moment."""
    from store.model.market.delivery_day import microseconds

    found = source.life(uid)
    if not found:
        event = source.event(uid)
        schedule = event.row.schedule_uid if event else case_beginning(source, uid)
        found = source.life(schedule) if schedule else ()
    if not found:
        raise none_named(source, "schedule", uid, "tree --json")
    kept = [one for one in found if until is None or one.facts.at <= microseconds(until)]
    if not kept:
        raise StoreError(f"the log holds nothing of the schedule {uid!r} as early as that")
    return kept


def _moment(text: str) -> datetime:
    from store.model.market.delivery_day import instant

    try:
        return instant(text)
    except ValueError as error:
        raise StoreError(f"cannot report as of that moment: {error}") from error
