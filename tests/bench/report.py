"""What was measured, as tables for people and as JSON for machines."""

import os
import platform
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from tests.bench.measuring import OURS, Figure, Group, Limit, Measured, Unit, Verdict

Result = dict[str, Any]
"""One group as it stands in `docs/benchmarks.json`."""

COLUMNS = ("what", "ours", "beside", "ours to each", "wanted", "")


def result(group: Group, found: Sequence[Measured], day: str, versions: Mapping[str, str]) -> Result:
    """Return what came of a group: medians in plain units, ratios of ours to each, and which limits hold."""
    return {
        "title": group.title,
        "note": group.note,
        "day": day,
        "machine": {
            "processors": os.cpu_count(),
            "architecture": platform.machine(),
            "system": platform.system(),
            "python": f"{platform.python_implementation()} {platform.python_version()}",
            "sqlite": sqlite3.sqlite_version,
        },
        "versions": {
            **{name: version(name) for name in ("gridtrail", *group.packages)},
            **{name: versions[name] for name in group.peers if name in versions},
        },
        "rounds": max(one.rounds for one in found),
        "rows": [_row(one, figure) for one in found for figure in one.comparison.figures],
    }


def _row(found: Measured, figure: Figure) -> dict[str, Any]:
    medians = found.medians(figure.name)
    return {
        "what": figure.what,
        "unit": figure.unit.value,
        "ways": [_way(found, figure.name, way.name, medians) for way in found.comparison.ways],
        "limits": [_limit(limit, figure.unit, medians) for limit in figure.limits],
        "why": figure.why,
    }


def _limit(limit: Limit, unit: Unit, medians: Mapping[str, float]) -> dict[str, Any]:
    told = {"way": limit.way, "words": words(limit, unit), "verdict": limit.verdict(medians).name}
    by = limit.short_by(medians)
    return {**told, "by": _short(by)} if by else told


def _way(found: Measured, figure: str, way: str, medians: Mapping[str, float]) -> dict[str, Any]:
    if way not in medians:
        return {"name": way, "missing": found.missing.get(way)}
    taken = found.values[way][figure]
    told = {"name": way, "median": _short(medians[way]), "from": _short(min(taken)), "to": _short(max(taken))}
    if OURS in medians and way != OURS and medians[way]:
        told["ratio"] = _short(medians[OURS] / medians[way])
    return told


def _short(number: float) -> float:
    return float(f"{number:.3g}")


def words(limit: Limit, unit: Unit) -> str:
    """Return what a limit asks for."""
    sign = "≥" if limit.at_least else "≤"
    return f"{sign} {limit.number:g} × {limit.times}" if limit.times else f"{sign} {amount(limit.number, unit)}"


def amount(number: float, unit: Unit) -> str:
    """Return a number in the unit that is read most easily."""
    match unit:
        case Unit.SECONDS if number < 1:
            return f"{number * 1000:.3g} ms"
        case Unit.SECONDS:
            return f"{number:.3g} s"
        case Unit.BYTES:
            return f"{number / 1e6:.3g} MB" if number < 1e9 else f"{number / 1e9:.3g} GB"
        case Unit.RATE:
            return f"{_short(number):,.0f} ev/s".replace(",", "\u202f")
        case Unit.NUMBER:
            return f"{number:,.0f}".replace(",", "\u202f")
        case Unit.PERCENT:
            return f"{number:.2g} %"
        case _:
            return f"{number:.3g} ×"


def table(one: Result) -> list[str]:
    """Return a group as lines of Markdown."""
    machine, versions = one["machine"], one["versions"]
    return [
        f"## {one['title']}",
        "",
        f"{one['note']} Medians of {one['rounds']} round{'s' * (one['rounds'] != 1)} in turns; {one['day']}, "
        f"{machine['processors']} processors ({machine['architecture']}, {machine['system']}), {machine['python']}, "
        f"SQLite {machine['sqlite']}; " + ", ".join(f"{name} {number}" for name, number in versions.items()) + ".",
        "",
        f"| {' | '.join(COLUMNS)} |",
        "| --- | ---: | --- | --- | --- | --- |",
        *(f"| {' | '.join(_cells(row))} |" for row in one["rows"]),
        *_reasons(one["rows"]),
        *_costs(one["rows"]),
    ]


def _cells(row: Mapping[str, Any]) -> Iterator[str]:
    unit = Unit(row["unit"])
    yield row["what"]
    yield "<br>".join(_value(way, unit) for way in row["ways"] if way["name"] == OURS) or Verdict.UNKNOWN
    others = [way for way in row["ways"] if way["name"] != OURS and ("median" in way or way["missing"])]
    yield "<br>".join(f"{way['name']} {_value(way, unit)}" for way in others)
    yield "<br>".join(f"{way['ratio']:g} ×" if "ratio" in way else "–" for way in others)
    yield "<br>".join(_subject(limit) + limit["words"] for limit in row["limits"])
    yield "<br>".join(Verdict[limit["verdict"]] + _by(limit) for limit in row["limits"])


def _value(way: Mapping[str, Any], unit: Unit) -> str:
    return amount(way["median"], unit) if "median" in way else Verdict.UNKNOWN.value


def _by(limit: Mapping[str, Any]) -> str:
    return f" by {limit['by']:g} ×" if "by" in limit else ""


def _subject(limit: Mapping[str, Any]) -> str:
    return "" if limit["way"] == OURS else f"{limit['way']} "


def _reasons(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return why what was not measured was not, each reason once."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for way in row["ways"]:
            if way.get("missing"):
                reasons.setdefault((way["name"], way["missing"]), []).append(row["what"])
    said = [f"- {way} {Verdict.UNKNOWN} ({'; '.join(rows)}): {why}" for (way, why), rows in reasons.items()]
    return ["", *said] if said else []


def _costs(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what the cost is for where something falls short, each reason once."""
    short = [row for row in rows if any(limit["verdict"] == Verdict.SHORT.name for limit in row["limits"])]
    reasons: dict[str, list[str]] = {}
    for row in short:
        reasons.setdefault(row.get("why") or "not looked into", []).append(row["what"])
    said = [f"- {Verdict.SHORT} ({'; '.join(rows)}): {why}" for why, rows in reasons.items()]
    return ["", *said] if said else []


def falls_short(one: Result) -> bool:
    """Tell whether a limit of a group is not met."""
    return any(limit["verdict"] == Verdict.SHORT.name for row in one["rows"] for limit in row["limits"])


def document(results: Mapping[str, Result]) -> str:
    """Return all groups as one Markdown document."""
    return "\n".join(_document_lines(results)) + "\n"


def _document_lines(results: Mapping[str, Result]) -> Iterator[str]:
    yield "# Benchmarks"
    yield ""
    yield "Written by `python -m tests.bench [NAME …] --peers DIR`, out of `benchmarks.json`. Absolute times are"
    yield "those of one machine on one day: what counts is how the ways stand to each other in the same run."
    yield "`python -m tests.bench peers DIR` installs the peers; `python -m tests.bench soak` goes on for minutes."
    for one in results.values():
        yield ""
        yield from table(one)
