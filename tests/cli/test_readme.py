"""The README is held to the program: its keys to the bindings, its commands to --help, its picture to a file."""

import re
from pathlib import Path
from typing import Any

import typer

from tui.cli.main import app
from tui.keys.bindings import all_bindings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
# typer's group of commands has them by name, which its type does not say
COMMANDS: dict[str, Any] = vars(typer.main.get_command(app))["commands"]
PANES = ("Everywhere", "Schedules", "Timeline", "Changes")


def keys_table() -> str:
    """Return the table of keys as it must stand in the README."""
    rows = ["| where | key | does | id |", "|---|---|---|---|"]
    for binding in all_bindings():
        if binding.pane in PANES:
            keys = " ".join(f"`{key}`" for key in binding.key.split(","))
            rows.append(f"| {binding.pane} | {keys} | {binding.tooltip} | `{binding.id}` |")
    return "\n".join(dict.fromkeys(rows))


def test_the_keys_in_the_readme_are_those_of_the_program() -> None:
    assert keys_table() in README


def test_the_commands_in_the_readme_are_those_of_the_program() -> None:
    described = set(re.findall(r"^\| `gridtrail (\w+)", README, re.MULTILINE))
    assert described == set(COMMANDS)


def test_the_options_in_the_readme_exist() -> None:
    for name, text in re.findall(r"^\| `gridtrail (\w+)([^`]*)`", README, re.MULTILINE):
        parameters = COMMANDS[name].params
        options = {option for one in parameters for option in (*one.opts, *one.secondary_opts)}
        assert set(re.findall(r"--[a-z-]+", text)) <= options, name


def test_the_files_that_the_readme_links_to_are_there() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link


def test_the_picture_in_the_readme_is_the_screen_as_it_is() -> None:
    snapshot = ROOT / "tests" / "screen" / "__snapshots__" / "test_snapshots" / "test_a_rejected_version[120x36].svg"
    assert (ROOT / "docs" / "screen.svg").read_text(encoding="utf-8") == snapshot.read_text(encoding="utf-8")
