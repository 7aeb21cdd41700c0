"""docs/query.md is held to the program: every field is in it, and all that it gives as an example is a query."""

import re
from pathlib import Path

from store.query.language.fields import FIELDS
from store.query.resolving import question
from tests.query.queries import CLOCK

TEXT = (Path(__file__).parents[2] / "docs" / "query.md").read_text(encoding="utf-8")


def test_every_field_is_described_as_the_program_describes_it() -> None:
    rows = [f"| `{field}` | `{field}:{about.example}` | {about.meaning} |" for field, about in FIELDS.items()]
    table = TEXT.partition("## Fields")[2].partition("`day` is")[0]
    assert [row for row in table.splitlines() if row.startswith("| `")] == rows


def test_every_example_is_a_query() -> None:
    rows = re.findall(r"^\|.*", TEXT, re.MULTILINE)
    examples = [code for row in rows for code in re.findall(r"`([^`]*[:\"][^`]*)`", row)]
    assert len(examples) > len(FIELDS)
    for example in examples:
        assert question(example, CLOCK).criteria
