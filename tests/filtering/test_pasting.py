"""What is pasted cannot act on the terminal, whichever line takes it."""

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from tests.support.screens import app_on, press, settle
from tui.keys.pasting import LONGEST_PASTE, pasted


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("type:version.* Zürich 日本", "type:version.* Zürich 日本"),
        ("\x1b]0;owned\x07", " ]0;owned "),
        ("a\u202eb\u200dc\ud800", "a b c "),
        ("e\u0301", "e\u0301"),
        ("e\u0301\u0302\u0303x", "e\u0301\u0302x"),
        ("\u0301\u0302a \u0303\u0304b\x1b\u0301", "a b "),
        ("🇩🇪", "  "),
        ("one\r\ntwo", "one\r\ntwo"),
    ],
)
def test_a_space_stands_for_what_could_act(text: str, plain: str) -> None:
    assert pasted(text) == plain


def test_no_more_is_pasted_than_a_line_holds() -> None:
    assert len(pasted("x" * 1_000_000)) == LONGEST_PASTE


@pytest.mark.parametrize("key", ["@", ":", "ctrl+p"])
async def test_a_line_of_any_screen_takes_only_plain_signs(sample_store: Path, key: str) -> None:
    app = app_on(str(sample_store))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, key)
        app.post_message(events.Paste("14:05\x1b[2J\u202e"))
        await settle(pilot)
        assert app.screen.query_one(Input).value == "14:05 [2J "


async def test_what_was_copied_from_the_log_is_as_plain_when_a_line_takes_it(sample_store: Path) -> None:
    app = app_on(str(sample_store))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.copy_to_clipboard("14:05\x1b[2J\u202e")
        await press(pilot, "@", "ctrl+v")
        assert app.screen.query_one(Input).value == "14:05 [2J "
