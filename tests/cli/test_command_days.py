"""How delivery days are written on the command line, in the same words for every command."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from store.errors import StoreError
from tui.cli import checking
from tui.cli.comparing import matching
from tui.cli.log.days import day_named, today
from tui.cli.simulation import simulating

COMMANDS = {"check": checking.register, "reconcile": matching.register}


def run(command: str, register: Callable[[typer.Typer], None], *arguments: object) -> str:
    """Run one command in this process, and return what it prints."""
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    result = CliRunner().invoke(app, [command, *map(str, arguments)])
    assert not isinstance(result.exception, StoreError), result.exception
    return result.output


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-26", date(2026, 3, 26)),
        ("today", date(2026, 3, 29)),
        (" Tomorrow ", date(2026, 3, 30)),
        ("yesterday", date(2026, 3, 28)),
    ],
)
def test_a_day_is_a_date_or_a_word_for_one_close_by(text: str, day: date) -> None:
    assert day_named(text, date(2026, 3, 29)) == day


@pytest.mark.parametrize("text", ["someday", "26.03.2026", "2026-02-30", ""])
def test_any_other_text_names_no_day(text: str) -> None:
    with pytest.raises(StoreError, match=r"is not a day: write one as 2026-03-26, or today, tomorrow or yesterday"):
        day_named(text, date(2026, 3, 29))


@pytest.mark.parametrize("command", COMMANDS)
def test_what_simulate_calls_tomorrow_other_commands_call_so_too(tmp_path: Path, command: str) -> None:
    path = tmp_path / "s.db"
    for day in ("yesterday", "tomorrow"):
        run("simulate", simulating.register, path, "--scenario", "counterpart-missing", "--day", day)
    tomorrow = run(command, COMMANDS[command], path, "--day", "tomorrow", "--json")
    assert tomorrow == run(command, COMMANDS[command], path, "--day", today() + timedelta(days=1), "--json")
    assert run(command, COMMANDS[command], path, "--day", "yesterday", "--json") != tomorrow
