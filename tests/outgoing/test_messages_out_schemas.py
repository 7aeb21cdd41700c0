"""The CIM files that are written are valid by the schemas of IEC 62325-451."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from store.exchange.outgoing.cim import PROFILES
from store.exchange.outgoing.writing import write_messages
from store.exchange.samples import samples_path
from store.lifecycle.scenarios import SCENARIOS
from tests.outgoing.outgoing_conversation import OURS, played, with_every_answer
from tests.support.beside import needs_schemas, schema

pytestmark = needs_schemas


def profiles_of_valid_files(contents: Iterable[bytes], folder: Path) -> set[str]:
    """Write the messages and check each file; return which profiles there were."""
    write_messages(contents, folder, "cim")
    found = set()
    for path in sorted(folder.iterdir()):
        root = etree.fromstring(path.read_bytes())
        namespace = etree.QName(root).namespace or ""
        schema(namespace).assertValid(root)
        found.add(namespace.partition("451-")[2])
    return found


def test_the_messages_of_the_sample_logs_are_valid(tmp_path: Path) -> None:
    logs = sorted(samples_path().glob("0*.jsonl"))
    assert len(logs) == 8
    found = profiles_of_valid_files((line for path in logs for line in path.read_bytes().splitlines()), tmp_path)
    assert found == set(PROFILES.values())


@pytest.mark.parametrize(
    ("day", "code", "party"),
    [
        (date(2026, 3, 29), "DE-TRANSNETBWTSO", OURS),
        (date(2026, 10, 25), "50HERTZ_DE_TSO", OURS),
        (date(2026, 3, 26), "TENNET_TSO", "49XPOLDERSTROOM7"),
    ],
    ids=["spring", "autumn", "the Netherlands"],
)
def test_every_answer_is_valid(tmp_path: Path, day: date, code: str, party: str) -> None:
    assert profiles_of_valid_files(with_every_answer(day, code, party).contents, tmp_path) == set(PROFILES.values())


@pytest.mark.parametrize("name", [one.name for one in SCENARIOS])
def test_the_messages_of_every_scenario_are_valid(tmp_path: Path, name: str) -> None:
    assert profiles_of_valid_files(played(name), tmp_path)
