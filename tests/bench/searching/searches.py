"""Looking for one event on the screen of each program, by the keys that a user would press."""

from pathlib import Path

from tests.bench.asked import Asked
from tests.bench.logs import first_and_last_uid
from tests.bench.measuring import Values, WrongAnswer
from tests.bench.searching.questions import Sought
from tests.bench.terminals import programs
from tests.bench.terminals.judged import JudgedTerminal, Shown, showing
from tests.bench.terminals.openings import PATIENCE_SECONDS
from tests.bench.terminals.programs import running
from tests.bench.terminals.timeline import go_to_start, rows

ENTER, RUN = "\r", "\n"
OURS_SECONDS = 20
LOADED_SECONDS = 600

_AT_A_TIME = "select 'found' || 'it', count(*) from event where created_at = {}"  # a number of ours only


def ours(store: Path, target: Sought) -> Values:
    """Return the seconds from the key that completes a filter to a timeline that shows nothing but the event."""
    # where years mix there is no room for the seconds beside a date
    time = f":{target.at:%M}"

    def filtered(screen: str) -> bool:
        shown = [row for row in rows(screen) if ":" in row]
        return len(shown) == 1 and time in shown[0]

    with running(programs.ours(store)) as terminal:
        terminal.until(showing("Schedules", "uid"), PATIENCE_SECONDS)
        go_to_start(terminal)
        # it filters as one types: until the last character is there, nothing has this uid
        return _entered(terminal, f"/uid:{target.uid[:-1]}", target.uid[-1], filtered, OURS_SECONDS)


def lnav(log: Path, target: Sought) -> Values:
    """Return the seconds from the last character of a search, from the top, to the row that it previews.

    It looks as one types. Who presses Enter before that has come to its end is told of the hit and not taken there.
    """
    first, last = first_and_last_uid(log)
    with running(programs.lnav(log)) as terminal:
        terminal.until(showing(last), PATIENCE_SECONDS)
        terminal.rest(0.5)
        terminal.press("g")
        terminal.until(showing(first), PATIENCE_SECONDS)
        terminal.rest(0.5)
        found = showing(f"{target.type} {target.uid}")
        return _entered(terminal, f"/{target.uid[:-1]}", target.uid[-1], found, PATIENCE_SECONDS)


def visidata(asked: Asked, log: Path, target: Sought) -> Values:
    """Return the seconds of a search in the first column, once all rows are loaded."""
    first, _ = first_and_last_uid(log)
    with running(programs.peer(asked, "visidata", str(log))) as terminal:
        terminal.until(showing(first[:18]), PATIENCE_SECONDS)
        terminal.until(showing(f"{asked.events} rows"), LOADED_SECONDS)
        terminal.rest(2)
        return _entered(terminal, f"/{target.uid}", ENTER, showing(f"{target.uid[:18]}…│"), PATIENCE_SECONDS)


def harlequin(asked: Asked, store: Path, target: Sought) -> Values:
    """Return the seconds of a query by the time of the event, on the database of the store."""
    micros = round(target.at.timestamp() * 1e6)
    query = _AT_A_TIME.format(micros)
    with running(programs.peer(asked, "harlequin", "--adapter", "sqlite", str(store))) as terminal:
        terminal.until(showing("Query Editor", "Query Results"), PATIENCE_SECONDS)
        terminal.rest(2)
        return _entered(terminal, query, RUN, showing("foundit"), PATIENCE_SECONDS)


def _entered(terminal: JudgedTerminal, text: str, last: str, shown: Shown, seconds: float) -> Values:
    """Type a text, press the last key and return the seconds from it until the screen shows what is waited for."""
    terminal.type(text)
    if shown(terminal.text):
        raise WrongAnswer("it stood on the screen before it was asked for")
    at = terminal.press(last)
    return {"time": terminal.until(shown, seconds, at) - at}
