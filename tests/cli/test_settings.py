"""The configuration file: what it may say, and the sentence for what it may not."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.support.screens import app_on, main_screen, press, settle, store_of
from tui.keys.bindings import all_bindings
from tui.keys.key_names import is_key
from tui.settings import Settings, SettingsError, animates, load_settings, theme_in
from tui.themes import ANSI, DARK


def loaded(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "config.toml") == Settings()


def test_everything_can_be_set(tmp_path: Path) -> None:
    text = """
        theme = "high-contrast"
        ascii = true
        time = "utc"
        animation = false
        mouse = false
        ack_minutes = 25
        exchanges = ["11xstromhalle--e ", "11XKIESELWERK--5"]
        [keys]
        "main.zoom" = "f5"
        "app.help" = "f1,h"
    """
    settings = loaded(tmp_path, text.replace('"f1,h"', '"f1,question_mark"'))
    assert settings.theme == "high-contrast"
    assert settings.ascii
    assert settings.time == "utc"
    assert not settings.animation
    assert not settings.mouse
    assert settings.ack_minutes == 25
    assert settings.exchanges == {"11XSTROMHALLE--E", "11XKIESELWERK--5"}
    assert settings.keys == {"main.zoom": "f5", "app.help": "f1,question_mark"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('colour = "red"', ["'colour' is not a setting", "theme, ascii, time"]),
        ('theme = "neon"', ["'theme' is 'neon'", "gridtrail-dark, gridtrail-light, high-contrast"]),
        ('ascii = "yes"', ["'ascii' is 'yes'", "true and false"]),
        ('time = "gmt"', ["'time' is 'gmt'", "local, utc, elapsed"]),
        ("time = 5", ["'time' is 5"]),
        ('exchanges = "11XSTROMHALLE--E"', ["'exchanges' is no list of EICs"]),
        ("exchanges = [3]", ["'exchanges' is no list of EICs"]),
        ("keys = 3", ["'keys' is no table"]),
        ('[keys]\n"main.zom" = "f5"', ["'keys.main.zom' is no action"]),
        ('[keys]\n"main.zoom" = "f99"', ["'keys.main.zoom' is 'f99'"]),
        ('[keys]\n"main.zoom" = ""', ["'keys.main.zoom' is ''"]),
        ('[keys]\n"main.zoom" = 5', ["'keys.main.zoom' is 5"]),
        ('[keys]\n"main.zoom" = "y"', ["already the key of study.copy (Copy)"]),
        ('[keys]\n"main.zoom" = "n"', ["already the key of panes.next (Next)"]),
        ('[keys]\n"main.zoom" = "?"', ["already the key of app.help"]),
        ("theme = ", ["not valid TOML"]),
        ("theme = " + "[" * 3000, ["nested too deeply"]),
        ("ack_minutes = 0", ["'ack_minutes' is 0", "whole minutes from 1 to 1440"]),
        ("ack_minutes = 2.5", ["'ack_minutes' is 2.5"]),
        ("ack_minutes = true", ["'ack_minutes' is True"]),
    ],
)
def test_whatever_is_wrong_is_one_sentence(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(tmp_path, text)
    sentence = str(caught.value)
    assert "config.toml" in sentence
    assert "\n" not in sentence.replace("\\n", "") or "TOML" in sentence
    for part in words:
        assert part in sentence


def test_two_actions_can_swap_their_keys(tmp_path: Path) -> None:
    settings = loaded(tmp_path, '[keys]\n"main.zoom" = "y"\n"study.copy" = "z"')
    assert settings.keys == {"main.zoom": "y", "study.copy": "z"}


def test_an_unreadable_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read the settings"):
        load_settings(tmp_path)


@pytest.mark.parametrize("key", ["z", "Z", "?", "+", "ctrl+t", "f5", "escape", "question_mark", "shift+tab", "é"])
def test_these_are_keys(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", " ", "zz", "hyperspace", "ctrl+", "control+x", "\x1b"])
def test_these_are_none(key: str) -> None:
    assert not is_key(key)


async def test_a_remapped_key_works_and_the_old_one_does_not(tmp_path: Path) -> None:
    target = store_of(tmp_path / "demo.db", ["01_two_good_days.jsonl"])
    app = app_on(target, settings=Settings(keys={"main.zoom": "f5", "timeline.down": "n"}))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await _zooms(pilot, "z", zoomed=False)
        await _zooms(pilot, "f5", zoomed=True)
        await press(pilot, "f5", "2", "g", "j")
        assert main_screen(pilot).timeline.cursor == 0
        await press(pilot, "n")
        assert main_screen(pilot).timeline.cursor == 1


async def _zooms(pilot: Pilot[None], key: str, *, zoomed: bool) -> None:
    await press(pilot, key)
    assert (main_screen(pilot).workspace.layout_state.zoomed is not None) == zoomed


def test_no_color_selects_the_colours_of_the_terminal() -> None:
    assert theme_in({"NO_COLOR": "1"}, DARK) == ANSI
    assert theme_in({}, DARK) == DARK


def test_nothing_moves_over_ssh() -> None:
    assert animates({}, Settings())
    assert not animates({}, Settings(animation=False))
    assert not animates({"SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22"}, Settings())


def test_every_binding_has_an_id_of_its_own_a_label_and_a_tooltip() -> None:
    rows = all_bindings()
    assert len({row.id for row in rows}) == len(rows)
    assert all(row.label and row.tooltip and is_key(row.key.split(",")[0]) for row in rows)


def test_no_pane_has_a_key_twice() -> None:
    keys = [(row.pane, key) for row in all_bindings() for key in row.key.split(",")]
    # escape goes back step by step: out of a zoom first, then out of the scope
    twice = {key for key in keys if keys.count(key) > 1}
    assert twice <= {("Everywhere", "escape")}
