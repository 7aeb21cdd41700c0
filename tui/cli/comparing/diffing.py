"""`gridtrail diff`: what differs between two states, for people, tickets and programs."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.printing.targets import ForceOption, OutputOption, target

if TYPE_CHECKING:
    from tui.cli.comparing.asked import Asked
    from tui.cli.comparing.forms import Form

_WORDS = (
    "A store and one or two uids (of events, or of a version such as SCHEDULE:3; their first characters do), "
    "or JSON files; - is stdin."
)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(diff)


# every argument is an option of the command line
def diff(  # noqa: PLR0913
    words: Annotated[list[str], typer.Argument(metavar="[STORE] UID [UID2] | A.json [B.json]", help=_WORDS)],
    *,
    versions: Annotated[
        tuple[int, int] | None, typer.Option(metavar="N M", help="These two versions of the schedule UID.")
    ] = None,
    unified: Annotated[bool, typer.Option("--unified", help="Lines with - and +, the default in a pipe.")] = False,
    json_patch: Annotated[bool, typer.Option("--json-patch", help="A JSON Patch (RFC 6902).")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Markdown, for a ticket.")] = False,
    html: Annotated[bool, typer.Option("--html", help="One HTML file with charts, that needs nothing else.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one change a line.")] = False,
    output: OutputOption = "-",
    force: ForceOption = False,
) -> None:
    """Show what differs: before and after of an event, two events, two versions of a schedule, two JSON files.

    \b
    gridtrail diff STORE UID                       what an event changed
    gridtrail diff STORE UID UID2                  what two events left behind
    gridtrail diff STORE SCHEDULE --versions 2 3   two versions of a schedule
    gridtrail diff STORE SCHEDULE:3                a version against the one before it
    gridtrail diff STORE SCHEDULE:2 OTHER:1        versions of two schedules
    gridtrail diff A.json B.json                   two files, each an entry, a version or any JSON
    gridtrail diff ENTRY.json                      what an entry in a file changed

    Side by side on a terminal, else unified; a FILE in .html or .md is written in that form. A file that holds
    a SQLite database is a store, any other is read as JSON. Exit code 0: no difference, 1: some, 2: wrong use.
    """  # noqa: D301 - \b is how the help is told to leave the lines alone
    from tui.cli.comparing.asked import asked
    from tui.cli.comparing.forms import Form, differs, form_of

    flags = {
        Form.UNIFIED: unified,
        Form.PATCH: json_patch,
        Form.MARKDOWN: markdown,
        Form.HTML: html,
        Form.JSON: as_json,
    }
    form = form_of([one for one, chosen in flags.items() if chosen], output)
    wanted = asked(words, versions)
    _write(wanted, form, output, force=force)
    if differs(wanted):
        raise typer.Exit(1)


def _write(wanted: "Asked", form: "Form", output: str, *, force: bool) -> None:
    from tui.cli.comparing.forms import Form, file_text, terminal_lines
    from tui.cli.printing.text_output import Terminal

    if output == "-" and form in {Form.SIDES, Form.UNIFIED}:
        terminal = Terminal.of(sys.stdout)
        for line in terminal_lines(wanted, form, terminal):
            terminal.stream.write(f"{line}\n")
        return
    with target(output, force=force) as stream:
        stream.write(file_text(wanted, form).encode("utf-8", "replace"))
