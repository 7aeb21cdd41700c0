"""What was measured, as a table for people and as JSON for machines."""

import os
import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from statistics import median
from typing import Any

from tests.bench.measuring import Bench

Result = dict[str, Any]
"""One comparison as it stands in `docs/benchmarks.json`."""


def result(bench: Bench, seconds: Mapping[str, list[float]], day: str) -> Result:
    """Return what came of a comparison: medians in milliseconds, ratios to one way, and which limits hold."""
    medians = {name: median(taken) for name, taken in seconds.items()}
    return {
        "title": bench.title,
        "found": bench.expected,
        "day": day,
        "machine": {
            "processors": os.cpu_count(),
            "architecture": platform.machine(),
            "system": platform.system(),
            "python": f"{platform.python_implementation()} {platform.python_version()}",
        },
        "versions": {name: version(name) for name in ("gridtrail", *bench.packages)},
        "rounds": len(next(iter(seconds.values()))),
        "against": bench.against,
        "ways": [
            {
                "name": name,
                "median_ms": _milliseconds(medians[name]),
                "from_ms": _milliseconds(min(taken)),
                "to_ms": _milliseconds(max(taken)),
                "ratio": float(f"{medians[name] / medians[bench.against]:.3g}"),
            }
            for name, taken in seconds.items()
        ],
        "limits": [
            {"way": limit.way, "words": limit.words, "met": medians[limit.way] <= limit.most(medians)}
            for limit in bench.limits
        ],
    }


def _milliseconds(seconds: float) -> float:
    return float(f"{seconds * 1000:.3g}")


def table(one: Result) -> list[str]:
    """Return a comparison as lines of Markdown."""
    machine, versions = one["machine"], one["versions"]
    return [
        f"## {one['title']}",
        "",
        f"Every way found {one['found']}. Medians of {one['rounds']} rounds in turns, "
        f"ratios to {one['against']}; {one['day']}, "
        f"{machine['processors']} processors ({machine['architecture']}, {machine['system']}), {machine['python']}; "
        + ", ".join(f"{name} {number}" for name, number in versions.items())
        + ".",
        "",
        "| way | median | fastest to slowest round | ratio |",
        "| --- | ---: | ---: | ---: |",
        *(
            f"| {way['name']} | {way['median_ms']:g} ms | {way['from_ms']:g}–{way['to_ms']:g} ms | {way['ratio']:g} × |"
            for way in one["ways"]
        ),
        "",
        *(f"- {limit['way']}, {limit['words']}: {'met' if limit['met'] else '**short**'}" for limit in one["limits"]),
    ]


def document(results: Mapping[str, Result]) -> str:
    """Return all comparisons as one Markdown document."""
    return "\n".join(_document_lines(results)) + "\n"


def _document_lines(results: Mapping[str, Result]) -> Iterator[str]:
    yield "# Benchmarks"
    yield ""
    yield "Written by `python -m tests.bench`, out of `benchmarks.json`. Absolute times are those of one machine on"
    yield "one day: what counts is how the ways stand to each other in the same run."
    for one in results.values():
        yield ""
        yield from table(one)
