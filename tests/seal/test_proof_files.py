"""`gridtrail verify --proof`: what a proof says to those who have no store, and what it refuses."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.database.opening import open_store
from store.model.timeline import StoreKind
from store.seal.inclusion import read_proof
from tests.support.command_line import gridtrail
from tests.support.entries import encoded, life

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=70),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
LIFE = [encoded(one) for one in life()]
SIZE = len(LIFE)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("proof") / "log.db"
    store = open_store(str(path), create=StoreKind.RECORD)
    store.append(LIFE, origin="test")
    store.close()
    return path


@pytest.fixture
def head(log: Path) -> str:
    return gridtrail("verify", log, "--head").stdout.decode().strip()


@pytest.fixture
def proof(log: Path, tmp_path: Path) -> Path:
    """Give the proof of the third event."""
    gridtrail("prove", log, json.loads(LIFE[2])["uid"], "-o", tmp_path / "proof.json")
    return tmp_path / "proof.json"


def altered(proof: Path, **changed: object) -> Path:
    """Return the path of the same proof with something else in it."""
    other = proof.with_name("altered.json")
    other.write_text(json.dumps({**json.loads(proof.read_text()), **changed}))
    return other


def told(*arguments: object) -> tuple[int, list[str]]:
    """Return the exit code of a verification and the lines it prints."""
    result = gridtrail("verify", "--proof", *arguments, GRIDTRAIL_STORE="/no/such/store.db")
    assert result.stderr == b""
    return result.returncode, result.stdout.decode().splitlines()


def test_an_event_is_proven_against_a_head_without_the_store(proof: Path, head: str, tmp_path: Path) -> None:
    kept = tmp_path / "head.txt"
    kept.write_text(f"{head}\n")
    entry = json.loads(LIFE[2])
    expected = [
        f"proven: it is entry 3 of the {SIZE} that the log had at that head",
        f"the event in it is {entry['type']} {entry['uid']} of {entry['created_ts']}",
    ]
    assert told(proof, "--against", kept) == (0, expected)
    assert told(proof, "--against", head) == (0, expected)


def test_without_a_head_it_says_that_nothing_is_proven(proof: Path, head: str) -> None:
    code, lines = told(proof)
    assert (code, lines[0]) == (
        0,
        f"the proof fits together: it is that of entry 3 of the {SIZE} that the log had at the head {head}",
    )
    assert "--against" in lines[1]
    assert not any(line.startswith("proven") for line in lines)


@pytest.mark.parametrize(
    "changed",
    [
        {"index": 3},
        {"size": SIZE + 20},
        {"root": "00" * 32},
        {"path": []},
        {"path": ["00" * 32] * 4},
        {"entry_base64": b64encode(LIFE[3]).decode()},
        {"entry_base64": b64encode(LIFE[2] + b" ").decode()},
    ],
)
def test_a_proof_that_was_changed_proves_nothing(proof: Path, head: str, changed: dict[str, Any]) -> None:
    for against in (["--against", head], []):
        code, lines = told(altered(proof, **changed), *against)
        assert code == 1
        assert lines[0].startswith("NOT proven: ")


def test_a_size_that_the_path_would_fit_as_well_is_not_that_of_the_head(proof: Path, head: str) -> None:
    code, lines = told(altered(proof, size=SIZE + 1), "--against", head)
    assert (code, lines[0]) == (
        1,
        f"NOT proven: the proof is for a log of {SIZE + 1} entries, the head is that of {SIZE}",
    )


def test_what_stands_beside_the_entry_says_nothing_of_it(proof: Path, head: str) -> None:
    _, lines = told(altered(proof, uid="another"), "--against", head)
    assert json.loads(LIFE[2])["uid"] in lines[1]


def test_a_head_of_another_log_or_size_is_told_apart(proof: Path, head: str) -> None:
    root = head.partition(":")[2]
    code, lines = told(proof, "--against", f"{SIZE}:{'0' * 64}")
    assert (code, lines[0]) == (1, f"NOT proven: the log with that head is another one; the proof leads to {head}")
    code, lines = told(proof, "--against", f"{SIZE + 5}:{root}")
    assert code == 1
    assert lines[0] == f"NOT proven: the proof is for a log of {SIZE} entries, the head is that of {SIZE + 5}"


@pytest.mark.parametrize(("against", "proven"), [(True, True), (False, None)])
def test_programs_are_told_whether_it_is_proven(proof: Path, head: str, against: bool, proven: bool | None) -> None:
    _, lines = told(proof, "--json", *(["--against", head] if against else []))
    found = json.loads(lines[0])
    assert (found["proven"], found["entry"], found["head"]) == (proven, 3, head)
    assert found["event"]["uid"] == json.loads(LIFE[2])["uid"]
    changed = json.loads(told(altered(proof, index=0), "--json")[1][0])
    assert changed["proven"] is False


def test_an_entry_that_could_act_on_a_terminal_cannot(proof: Path) -> None:
    evil = json.dumps({**json.loads(LIFE[2]), "type": "a\x1b[2J"}).encode()
    _, lines = told(altered(proof, entry_base64=b64encode(evil).decode()))
    assert all(line.isprintable() for line in lines)
    _, lines = told(altered(proof, entry_base64=b64encode(b"\x1b[2J").decode()))
    assert lines[-1] == "the event in it is none that can be read: what is proven is no entry of an audit log"


NO_PROOFS = ["", "[]", "{}", '{"format": "x"}', "\xff", "[" * 100_000]


@pytest.mark.parametrize("text", NO_PROOFS)
def test_what_is_no_proof_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "no.json").write_text(text, encoding="latin-1")
    result = gridtrail("verify", "--proof", tmp_path / "no.json")
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"no.json' is no proof: it " in result.stderr
    assert result.stderr.count(b"\n") == 1


def test_a_missing_file_and_a_store_beside_it_are_wrong_use(log: Path, proof: Path) -> None:
    assert b"cannot read 'none.json': " in gridtrail("verify", "--proof", "none.json").stderr
    for arguments in ([log], ["--head"]):
        result = gridtrail("verify", *arguments, "--proof", proof)
        assert result.returncode == 2
        assert b"--proof is checked without a store" in result.stderr


@given(st.sampled_from(["index", "size", "root", "path", "entry_base64"]), ANYTHING)
def test_whatever_stands_in_it_is_read_or_refused_with_its_name(key: str, value: object) -> None:
    usual = {"index": 0, "size": 1, "root": "00" * 32, "path": [], "entry_base64": ""}
    text = json.dumps({"format": "gridtrail-inclusion-proof/1", **usual, key: value})
    refused = ""
    try:
        assert not read_proof(text.encode()).leads_to_head
    except ValueError as error:
        refused = str(error)
    assert not refused or key in refused


def test_a_number_that_no_log_has_is_refused_in_a_sentence(proof: Path) -> None:
    result = gridtrail("verify", "--proof", altered(proof, index=10**4299))
    assert (result.returncode, result.stdout) == (2, b"")
    assert b'its "index" is no whole number, or too large for one' in result.stderr
