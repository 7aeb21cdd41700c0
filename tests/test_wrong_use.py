"""Options and arguments that cannot be read: one sentence on stderr and exit code 2, as for any other wrong use."""

import pytest

from tests.test_cli import gridtrail


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (("simulate", "s.db", "--seed", "x"), "invalid value for '--seed': "),
        (("simulate", "s.db", "--events", "0"), "invalid value for '--events': "),
        (("simulate", "s.db", "--sceanrio", "x"), "no such option: --sceanrio"),
        (("import",), "missing argument 'STORE'"),
        (("events", "s.db", "--limit"), "option '--limit' requires an argument"),
        (("simulate", "s.db", "--seed", "\x1b[31m"), "invalid value for '--seed': "),
    ],
)
def test_wrong_use_is_one_sentence(arguments: tuple[str, ...], start: str) -> None:
    result = gridtrail(*arguments)
    said = result.stderr.decode()
    assert (result.returncode, result.stdout) == (2, b"")
    assert said.startswith(f"gridtrail: {start}"), said
    assert said.count("\n") == 1
    assert "\x1b" not in said


def test_help_is_no_wrong_use() -> None:
    assert gridtrail("--version").returncode == 0
    assert gridtrail("simulate", "--help").returncode == 0
    assert gridtrail("check", "--rules").returncode == 0
