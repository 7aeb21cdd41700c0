"""`python -m tests.fuzz.guided TARGET OPTION…`: one reader under atheris, with the options of libFuzzer."""

import sys

import atheris

INSTRUMENTED = ["store", "tui", "lark", "tomllib", "urllib"]
"""Whose branches guide the search."""


def main() -> None:
    """Search for bytes on which the reader breaks its word; libFuzzer ends the process."""
    name, *options = sys.argv[1:]
    with atheris.instrument_imports(include=INSTRUMENTED):
        from tests.fuzz.readers import TARGETS  # noqa: PLC0415 - what is imported here is instrumented

        target = TARGETS[name]
        for _, content in target.examples():
            # some modules are imported only when they are needed
            target.hold(content)
    atheris.Setup([name, *options], target.hold)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
