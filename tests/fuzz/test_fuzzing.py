"""Every reader of what comes from outside keeps its word: on what runs have found, and on what nobody has seen."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.readers import TARGETS
from tests.fuzz.target import CORPUS, Target

EXAMPLES = [(target, name) for target in TARGETS.values() for name, _ in target.examples()]

DOCS = Path(__file__).parents[2] / "docs" / "fuzzing.md"

SLOW = {"import": 8, "store": 8}
"""How many inputs are tried of readers that take longer than a millisecond or two."""


def test_every_folder_of_examples_has_its_reader() -> None:
    assert {path.name for path in CORPUS.iterdir()} == TARGETS.keys()


def test_the_documentation_names_every_reader() -> None:
    assert re.findall(r"^\| `(\w+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE) == list(TARGETS)


@pytest.mark.parametrize(("target", "name"), EXAMPLES, ids=[f"{target.name}-{name}" for target, name in EXAMPLES])
def test_a_reader_keeps_its_word_on_every_example(target: Target, name: str) -> None:
    target.hold((target.folder / name).read_bytes())


def damaged(target: Target) -> st.SearchStrategy[bytes]:
    """Give examples with parts cut out, put in and taken from others; and what the words of the language make up."""
    examples = st.sampled_from([content for _, content in target.examples()])
    words = st.sampled_from(target.words)
    pieces = st.one_of(words, st.binary(max_size=6), examples.map(lambda content: content[len(content) // 2 :]))
    cuts = st.tuples(st.floats(0, 1), st.sampled_from([0, 0, 1, 8, 200]), pieces | st.just(b""))
    spliced = st.builds(_spliced, examples, st.lists(cuts, min_size=1, max_size=4))
    return st.one_of(spliced, st.lists(pieces, max_size=10).map(b"".join), st.binary(max_size=80))


def _spliced(content: bytes, cuts: list[tuple[float, int, bytes]]) -> bytes:
    for share, length, piece in cuts:
        at = int(share * len(content))
        content = content[:at] + piece + content[at + length :]
    return content


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS.keys())
def test_a_reader_keeps_its_word_on_any_bytes_and_on_any_damage(target: Target) -> None:
    @settings(
        max_examples=SLOW.get(target.name, 100),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        database=None,
    )
    @given(damaged(target))
    def law(content: bytes) -> None:
        target.hold(content)

    law()
