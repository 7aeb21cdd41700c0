"""Hostile texts through everything that shows a log; `python -m tests.hostile` takes ten thousand of them through."""

from pathlib import Path

import pyte
import pytest

from store.exchange.spreadsheet import COLUMNS
from store.model.texts.inert import inert
from tests.hostile.documents import TWIN, of_markdown, of_page, of_table
from tests.hostile.logs import hostile_store, known_uid, uid_of
from tests.hostile.outputs import Outputs
from tests.hostile.reached import Reached
from tests.hostile.shown.cells import cells, moved, rows
from tests.hostile.shown.ptys import of_bytes
from tests.hostile.shown.screens import of_screen
from tests.hostile.shown.terminals import Judge, complaints
from tests.hostile.shown.typed import of_typed
from tests.hostile.strings import CLASSES, hostile_strings

COUNT = len(CLASSES)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Give a text of each kind, none of them long enough to make a test slow."""
    return list(hostile_strings(COUNT, seed=7, longest=9_000))


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> str:
    """Give a store that carries the texts."""
    return hostile_store(tmp_path_factory.mktemp("hostile") / "hostile.db", texts)


@pytest.mark.parametrize(
    "written",
    [
        "\x1b]0;owned\x07",
        "\x1b]52;c;b3duZWQ=\x07",
        "\x1b]8;;http://evil.example\x1b\\x",
        "\x1bPq\x1b\\",
        "\x9b2J",
        "a\rb",
        "\x07",
        "a\u202eb",
        "\u200b",
        "\x1b[31mred\x1b[0m",
        "\x00",
    ],
)
def test_the_judge_complains_of_what_acts(written: str) -> None:
    assert list(complaints(written))


def test_the_judge_complains_of_a_width_that_was_miscounted() -> None:
    assert list(complaints("🇩🇪🇳🇱🇩🇪"))
    assert list(complaints("日" * 10, width=19))
    assert not list(complaints("日" * 10 + "é plain", width=40))


def test_the_judge_notes_what_the_terminal_is_made_to_do() -> None:
    judge = Judge(20, 2)
    pyte.Stream(judge).feed("plain\r\n\x1b[31mred\x1b[5A\x1b]2;owned\x07")
    assert {"cursor_up", "set_title"} <= set(judge.acted)
    assert judge.title == "owned"


def test_every_text_is_harmless_where_one_text_is_shown(texts: list[str]) -> None:
    assert [one for text in texts for one in complaints(inert(text))] == []
    assert len(set(texts)) > COUNT - 3


def test_the_same_seed_gives_the_same_texts() -> None:
    assert list(hostile_strings(COUNT, 3, 500)) == list(hostile_strings(COUNT, 3, 500))
    assert list(hostile_strings(COUNT, 3, 500)) != list(hostile_strings(COUNT, 4, 500))


def shown(written: str, width: int = 20) -> list[str]:
    """Return the cells of a line that a terminal was given."""
    judge = Judge(width, 1)
    pyte.Stream(judge).feed(written)
    return rows(judge, 0)


def test_marks_that_the_emulator_composes_or_drops_move_nothing() -> None:
    for drawn in ("a\u0301\u0301b", "a\u0323\u0307 é", "x\u20dd|"):
        assert not moved(cells(drawn), shown(drawn))
    assert not moved(cells("a\u0301\u0301b"), shown("a\u0301b"))


def test_the_judge_complains_of_signs_that_stand_elsewhere_and_of_marks_that_were_not_drawn() -> None:
    assert moved(cells("abc  def"), shown("abcdef"))
    assert moved(cells("ab"), shown("a\u0301b"))
    assert moved(cells("plain"), shown("pl?in"))


def test_the_judge_complains_of_an_element_or_attribute_that_harmless_texts_do_not_make() -> None:
    twin = "<html><body><p class='a'>(b)x(/b)</p></body></html>"
    assert list(of_page(twin, twin)) == []
    for text in ("<b>x</b>", "<p>x</p>", "<!-- x -->", "<span title=x>x</span>"):
        assert list(of_page(f"<html><body><p class='a'>{text}</p></body></html>", twin))
    assert list(of_page(twin.replace("'a'", "'a' id=x"), twin))


def test_the_judge_complains_of_cells_that_are_formulas_whatever_ends_a_cell() -> None:
    row = ["1", *[""] * (len(COLUMNS) - 1)]
    head = ",".join(row).encode() + b"\r\n"
    assert list(of_table(head + head, 1)) == []
    for cell in ("=1", "  +1", "a;=1", "a; -1"):
        row[2] = cell
        assert list(of_table(head + ",".join(row).encode() + b"\r\n", 1))
    assert list(of_table(head, 1))
    assert list(of_table(head + b"x" + head, 1))


def test_the_judge_complains_of_links_in_markdown() -> None:
    assert list(of_markdown("[x](http://evil.example)"))
    assert list(of_markdown("<b>"))
    assert list(of_markdown("plain")) == []


def test_the_judge_complains_of_bytes_that_act_or_are_drawn_wider_than_counted() -> None:
    reached = Reached(["x"])
    assert list(of_bytes(b"\x1b[2;3H\x1b[31mplain\x1b[0m", reached)) == []
    for written in (b"\x1b]0;owned\x07", b"\x1b[2J\x1b[5A", b"a\xe2\x80\xaeb", b"\xff", "🇩🇪🇳🇱🇩🇪".encode()):
        assert list(of_bytes(b"\x1b[2;3H" + written, reached))


def test_what_was_written_says_which_texts_were_reached() -> None:
    reached = Reached(["\x1b[31mred", "<b>bold", "never written"])
    reached.wrote("events", "a line with ␛[31mred in it")
    reached.wrote("events --json", '"\\u001b[31mred" <b>bold')
    assert reached.counts() == {"events": 1, "events --json": 2}


def outputs(target: str, texts: list[str]) -> Outputs:
    return Outputs(target, Reached(texts))


def test_no_command_lets_a_text_act(target: str, texts: list[str]) -> None:
    assert list(outputs(target, texts).of_the_whole(COUNT + COUNT // 3)) == []


def test_nothing_said_of_an_event_lets_a_text_act(target: str, texts: list[str]) -> None:
    for uid in (known_uid(0), uid_of(16, texts)):
        assert list(outputs(target, texts).of_event(uid)) == []


def test_no_document_is_changed_by_a_text(target: str, texts: list[str], tmp_path: Path) -> None:
    twin = hostile_store(tmp_path / "twin.db", [one.translate(TWIN) for one in texts], (0, 15))
    for number in (0, 15):
        for command, uid in (("diff", known_uid(number)), ("report", f"schedule-{number}")):
            assert list(outputs(target, texts).of_documents(command, uid, twin, uid)) == []


def test_a_question_may_be_any_text(target: str, texts: list[str]) -> None:
    for text in texts[::2]:
        assert list(outputs(target, texts).of_question(text)) == []


def test_a_rejected_entry_is_named_harmlessly(target: str, texts: list[str], tmp_path: Path) -> None:
    assert list(outputs(target, texts).of_import(tmp_path / "files", texts)) == []


async def test_the_screen_shows_what_was_drawn_and_nothing_acts(target: str, texts: list[str]) -> None:
    assert await of_screen(target, Reached(texts), COUNT, chosen=(0, 20), looks=("v", "y")) == []


async def test_nothing_that_is_pasted_acts(target: str, texts: list[str]) -> None:
    assert await of_typed(target, texts[::5], Reached(texts)) == []
