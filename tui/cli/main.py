"""The command `gridtrail`: its commands, and what happens when one cannot."""

import io
import os
import sys
from difflib import get_close_matches
from pathlib import Path

import typer

from store.errors import StoreError
from store.model.texts.inert import inert
from store.model.texts.secrets import text_without_secrets
from tui.cli import checking, importing, opening
from tui.cli.comparing import diffing, matching, reporting
from tui.cli.log import exporting, reading
from tui.cli.log.querying import negated_terms_last
from tui.cli.simulation import simulating
from tui.cli.upkeep import keeping, proving, rebuilding, sealing
from tui.cli.words.help_page import make_plain
from tui.cli.words.wrong_use import wrong_use

app = typer.Typer(
    name="gridtrail",
    help="The flight recorder for energy schedules: what happened to every schedule sent to a TSO.",
    epilog="New here? Run: gridtrail demo",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _module in (
    opening,
    importing,
    reading,
    rebuilding,
    diffing,
    matching,
    reporting,
    checking,
    simulating,
    exporting,
    sealing,
    proving,
    keeping,
):
    _module.register(app)
make_plain(app)

_USAGE_ERROR: type[Exception] = typer.BadParameter.__bases__[0]
"""What Typer raises for wrong use; where it declares that differs from version to version."""

_LONGEST_LINE = 4000
"""How many cells a line of an error may have; a path has fewer."""

_OWN_OPTIONS = ("-h", "--help", "--version", "--install-completion", "--show-completion")


@app.callback(invoke_without_command=True)
def gridtrail(
    *,
    show_version: bool = typer.Option(False, "--version", help="Show the version and exit."),  # noqa: FBT003
) -> None:
    """Show what happened to every energy schedule sent to a TSO: the flight recorder of schedules.

    STORE is a file or a database URL; left out, $GRIDTRAIL_STORE names it, else it is the store in your data
    directory. Exit codes: 0 fine, 1 found something, 2 wrong use or bad input.
    """
    if show_version:
        from importlib.metadata import version

        typer.echo(f"gridtrail {version('gridtrail')}")
        raise typer.Exit


def run() -> None:
    """Run the command line; what a user can mend is one sentence on stderr and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        arguments = negated_terms_last(_with_command(sys.argv[1:]))
        code = app(args=arguments, prog_name="gridtrail", standalone_mode=False)
    except (StoreError, _USAGE_ERROR) as error:
        said = str(error) if isinstance(error, StoreError) else wrong_use(error)
        # a name in it may come out of a log or a file
        lines = (inert(line, _LONGEST_LINE) for line in f"gridtrail: {text_without_secrets(said)}".split("\n"))
        typer.echo("\n".join(lines), err=True)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)


def _with_command(arguments: list[str]) -> list[str]:
    """Return the arguments with `open` put in where no command is named: `gridtrail [open] [STORE]`."""
    names = {command.name or getattr(command.callback, "__name__", "") for command in app.registered_commands}
    if arguments and (arguments[0] in names or arguments[0] in _OWN_OPTIONS):
        return arguments
    if arguments and _is_a_word(arguments[0]):
        near = get_close_matches(arguments[0], names, n=1)
        meant = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(names))}"
        raise StoreError(f"there is no command and no file {arguments[0]!r}: {meant}")
    if os.environ.get("_GRIDTRAIL_COMPLETE"):
        return arguments
    return ["open", *arguments]


def _is_a_word(argument: str) -> bool:
    """Tell whether an argument can hardly be a store: no option, no path, no file that is there."""
    return argument.replace("-", "").replace("_", "").isalnum() and argument[0] != "-" and not Path(argument).exists()


if __name__ == "__main__":
    run()
