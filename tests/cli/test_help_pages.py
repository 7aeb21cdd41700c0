"""The help of every command: plain words for its arguments and options, and what a query can ask for."""

import re

import pytest

from store.lifecycle.moves import Move
from store.query.language.fields import FIELDS
from tests.support.command_line import gridtrail
from tui.cli.main import app

COMMANDS = [(one.name or getattr(one.callback, "__name__", "")) for one in app.registered_commands]


def help_of(command: str) -> str:
    """Return the help of a command."""
    result = gridtrail(command, "--help")
    assert (result.returncode, result.stderr) == (0, b"")
    return result.stdout.decode()


def entries(text: str, heading: str) -> dict[str, str]:
    """Return what stands below a heading, each name with what is said of it."""
    found: dict[str, str] = {}
    name = ""
    for line in text.partition(f"{heading}:\n")[2].partition("\n\n")[0].splitlines():
        if line.startswith("  ") and line[2] != " ":
            name, _, said = line.strip().partition("  ")
            found[name] = said.strip()
        else:
            found[name] += f" {line.strip()}"
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_has_no_types_and_something_to_say_of_everything(command: str) -> None:
    text = help_of(command)
    assert not re.search(r"<|\[\[|\{|x>=|\.\.\.", text), text
    described = entries(text, "Arguments") | entries(text, "Options")
    assert "-h, --help" in described
    assert all(described.values()), described
    for name in entries(text, "Arguments"):
        assert f"gridtrail {command} [OPTIONS] " in text
        assert name in text.splitlines()[0]


def test_all_commands_are_listed_with_one_whole_sentence() -> None:
    listed = entries(gridtrail("--help").stdout.decode(), "Commands")
    assert list(listed) == COMMANDS
    assert not [said for said in listed.values() if not said or "..." in said]


def test_the_help_of_events_lists_what_a_query_can_ask_for() -> None:
    told = entries(help_of("events"), "Words of a query, which must all match")
    for field, about in FIELDS.items():
        assert told[f"{field}:{about.example}"] == about.meaning


def test_the_help_names_the_words_that_an_option_takes() -> None:
    told = entries(help_of("simulate"), "Options")["--step MOVE"].replace("- ", "-")
    assert all(move in told for move in Move)
    assert "--severity error|warning|info" in entries(help_of("check"), "Options")
