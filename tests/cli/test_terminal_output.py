"""What the commands write to a terminal does nothing there, and is as wide as they take it for."""

import json
from io import StringIO

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.database.opening import open_store
from store.database.store import Store
from store.model.texts.ascii_json import as_ascii, ascii_json
from tests.hostile.commands import gridtrail
from tests.support.entries import encoded, entry
from tui.cli.printing.text_output import Terminal
from tui.presentation.signs import UNICODE

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
UNPLAIN = 'a\u0085b\u2028c\u009b31m\x7f\u202e"'


@pytest.fixture
def target(store: Store) -> str:
    """Give a store with one entry that holds what acts on a terminal and may stand in JSON as it is."""
    content = json.dumps(entry("odd", after={"text": UNPLAIN}, user_uid=UNPLAIN, name="one"), ensure_ascii=False)
    store.append([content.replace("{", "{\r\n\t", 1).encode()], origin="test")
    return store.location


@given(JSON)
def test_json_of_plain_signs_says_the_same(value: object) -> None:
    written = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    for text in (as_ascii(written), ascii_json(json.loads(written))):
        assert text.isascii()
        assert text.isprintable()
        assert json.loads(text) == json.loads(written)


@pytest.mark.parametrize("form", ["--json", "--json-patch"])
def test_a_number_beyond_all_numbers_is_a_text_where_programs_read(store: Store, form: str) -> None:
    made = entry("odd", before={"n": 1}, after={"n": ["HERE", 2.5]})
    store.append([encoded(made).replace(b'"HERE"', b"-1e400")], origin="test")
    written = gridtrail("diff", store.location, made["uid"], form, terminal=False).out
    # read by what takes no more than the standard has
    assert b'"-Infinity"' in written
    assert msgspec.json.decode(written)


@pytest.mark.parametrize("command", [("events",), ("check",)])
def test_a_line_of_json_has_no_line_end_in_it(target: str, command: tuple[str, ...]) -> None:
    written = gridtrail(*command, target, "--json", terminal=False).out.decode()
    objects = [json.loads(line) for line in written.splitlines()]
    assert objects
    assert written.isascii()


def test_an_entry_is_shown_to_a_terminal_as_json_that_does_nothing_there(target: str) -> None:
    (content,) = open_store(target).contents()
    uid = json.loads(content)["uid"]
    for command in (("show", target, uid, "--json"), ("export", target)):
        shown = gridtrail(*command).out.decode()
        assert shown.replace("\n", "").isprintable()
        assert shown.isascii()
        (found,) = [json.loads(shown)] if command[0] == "show" else json.loads(shown)
        assert found == json.loads(content)
        assert content in gridtrail(*command, terminal=False).out


@pytest.mark.parametrize("command", ["show", "diff", "report", "prove"])
@pytest.mark.parametrize("name", ["\udcff\udc80", "a" + "\u0301" * 50, "\x1b]0;owned\x07"])
def test_a_name_that_is_no_text_is_answered_in_one_harmless_sentence(target: str, command: str, name: str) -> None:
    written = gridtrail(command, target, name)
    assert written.code == 2
    said = written.errors.decode()
    assert said.startswith("gridtrail: ")
    assert said.count("\n") == 1
    assert said.strip().isprintable()
    assert "\u0301\u0301\u0301" not in said


@pytest.mark.parametrize("width", [19, 20, 21, 39])
def test_a_line_is_cut_at_the_cells_of_the_terminal(width: int) -> None:
    written = StringIO()
    Terminal(written, width, UNICODE, None).write("日" * 20)  # type: ignore[arg-type] # no time is written
    assert width - 1 <= cell_len(written.getvalue().strip()) <= width
    assert written.getvalue().endswith("…\n")


def test_columns_stand_below_each_other_whatever_is_in_them(store: Store) -> None:
    kinds = ("日本語", "plain", "a\u0301")
    sent, held = {"status": "sent"}, {"status": "held"}
    entries = (entry(kind, number, before=sent, after=held) for number, kind in enumerate(kinds))
    store.append([encoded(one) for one in entries], origin="test")
    lines = gridtrail("events", store.location).out.decode().splitlines()
    assert [line.split()[4] for line in lines] == list(kinds)
    assert len({cell_len(line[: line.index("sent")]) for line in lines}) == 1
