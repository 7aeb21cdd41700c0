"""The sample logs keep what their README promises, and are as consistent as a real log."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from store.model.event import EVENT_TYPES, read_entry
from store.model.market.delivery_day import quarter_hours, zone_of
from store.model.market.eic import check
from store.model.market.tso import TSOS, short_name, tso
from store.model.status import Status, status_of

SAMPLES = Path(__file__).parents[2] / "sample_data"
README = (SAMPLES / "README.md").read_text()
LOGS = sorted(path.name for path in SAMPLES.glob("*.json*"))
GS1 = {one.gs1 for one in TSOS if one.gs1}

# a snapshot holds any JSON value
Json = dict[str, Any]
Amounts = Mapping[datetime, Decimal]
Trade = tuple[tuple[str, str], tuple[str, str], Amounts]

WORDS = {
    "01_two_good_days.jsonl": "ingested submitted accepted/ack icnf accepted/cnf",
    "02_rejected_and_resubmitted.jsonl": "ingested submitted rejected accepted/ack icnf accepted/cnf",
    "04_partial_confirmation.jsonl": "ingested submitted accepted/ack cnf_partial",
    "08_older_words.json": (
        "pending submitted accepted_preliminary accepted_final settled anomaly imposed accepted_settled"
    ),
    "09_model_page_words.jsonl": "created submitted ack_partial ack_positive dacnf fcnf cnf_partial",
}


def lines_of(name: str) -> list[bytes]:
    """Return the entries of a log as bytes, oldest first."""
    content = (SAMPLES / name).read_bytes()
    if name.endswith(".jsonl"):
        return content.splitlines()
    return [json.dumps(entry).encode() for entry in reversed(json.loads(content))]


def entries_of(name: str) -> list[Json]:
    return [json.loads(line, parse_float=Decimal) for line in lines_of(name)]


def section_of(name: str) -> str:
    """Return what the README says about a log, on one line."""
    return " ".join(README.split(f"### `{name}`")[1].split("\n#")[0].split())


def snapshots_of(entries: list[Json], prefix: str) -> Iterator[Json]:
    for entry in entries:
        if entry["type"].startswith(prefix):
            yield from filter(None, (entry["data"].get("before"), entry["data"].get("after")))


def days_of(entries: list[Json]) -> dict[str, tuple[str, str, date]]:
    """Return market, TSO and delivery day of each schedule."""
    created = (entry["data"]["after"] for entry in entries if entry["type"] == "schedule.created")
    return {one["uid"]: (one["market"], one["tso"], date.fromisoformat(one["date"])) for one in created}


def imbalance(trades: list[Trade], own: tuple[str, str]) -> dict[datetime, Decimal]:
    """Return by quarter-hour what flows to the own area and party beyond what flows from it, unless 0."""
    net: dict[datetime, Decimal] = defaultdict(Decimal)
    for into, out_of, amounts in trades:
        for start, megawatts in amounts.items():
            net[start] += megawatts * ((into == own) - (out_of == own))
    return {start: megawatts for start, megawatts in net.items() if megawatts}


def trades_in(version: Json) -> list[Trade]:
    return [
        (
            (one["ids"]["in_area"], one["ids"]["in_party"]),
            (one["ids"]["out_area"], one["ids"]["out_party"]),
            {datetime.fromisoformat(point["ts"]): Decimal(point["amount"]) for point in one["data"]},
        )
        for one in version.get("spec", {}).get("series", [])
        if "data" in one
    ]


def agrees(old: object, new: object) -> bool:
    """Tell whether two states say the same wherever both say something; series are told by their uid."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(agrees(old[key], new[key]) for key in old.keys() & new.keys())
    if isinstance(old, list) and isinstance(new, list) and all(isinstance(one, dict) for one in old + new):
        known = {one.get("uid"): one for one in old}
        return all(agrees(known.get(one.get("uid"), one), one) for one in new)
    return old == new


def codes_in(value: object) -> Iterator[str]:
    """Yield every party and area named in a snapshot, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if re.fullmatch(r"(in|out)_(area|party)|(message_)?sender_id|receiver_id", key) and inner:
                yield inner
            yield from codes_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from codes_in(inner)


def test_the_readme_names_every_file_and_no_other() -> None:
    named = re.findall(r"`([^`]+\.(?:jsonl|json|XML))`", README)
    assert sorted(named) == sorted([*LOGS, *(path.name for path in (SAMPLES / "messages").iterdir())])


@pytest.mark.parametrize("name", LOGS)
def test_the_readme_counts_the_entries(name: str) -> None:
    assert section_of(name).startswith(f"{len(lines_of(name))} entries.")


@pytest.mark.parametrize("name", LOGS)
def test_every_line_is_an_entry_and_time_runs_one_way(name: str) -> None:
    times = [read_entry(line).created_ts for line in lines_of(name)]
    assert times == sorted(times)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time) for time in times)


def test_no_uid_occurs_twice() -> None:
    uids = Counter(entry["uid"] for name in LOGS for entry in entries_of(name))
    assert [uid for uid, count in uids.items() if count > 1] == []


def test_every_documented_event_type_occurs() -> None:
    assert {entry["type"] for name in LOGS for entry in entries_of(name)} >= set(EVENT_TYPES)


@pytest.mark.parametrize(("name", "words"), WORDS.items())
def test_every_vocabulary_occurs(name: str, words: str) -> None:
    snapshots = list(snapshots_of(entries_of(name), "version."))
    found = {one["status"] for one in snapshots} | {f"{one['status']}/{one['acceptance_level']}" for one in snapshots}
    assert set(words.split()) <= found
    assert all(status_of(word.split("/")[0]) is not Status.UNKNOWN for word in words.split())


@pytest.mark.parametrize("name", LOGS)
def test_every_series_covers_its_day(name: str) -> None:
    entries = entries_of(name)
    days = days_of(entries)
    for version in snapshots_of(entries, "version."):
        for *_, amounts in trades_in(version):
            market, _, day = days[version["schedule_uid"]]
            assert tuple(amounts) == quarter_hours(day, zone_of(market))


@pytest.mark.parametrize(("name", "count"), [("01_two", 96), ("06_clock", 92), ("07_clock", 100)])
def test_days_on_which_the_clocks_change_are_shorter_or_longer(name: str, count: int) -> None:
    entries = entries_of(next(log for log in LOGS if log.startswith(name)))
    lengths = {len(amounts) for one in snapshots_of(entries, "version.") for *_, amounts in trades_in(one)}
    assert lengths == {count}


@pytest.mark.parametrize("name", LOGS)
def test_every_version_balances_unless_the_readme_says_otherwise(name: str) -> None:
    out_of_balance = {}
    for version in snapshots_of(entries_of(name), "version."):
        spec = version.get("spec", {})
        known = tso(spec.get("tso", ""))
        own = (known.area_eic if known else "", spec.get("sender_id", ""))
        if imbalance(trades_in(version), own):
            out_of_balance[version["version"]] = len(imbalance(trades_in(version), own))
    said = re.findall(r"Version (\d+) is out of balance in (\d+) quarter-hours", section_of(name))
    assert out_of_balance == {int(number): int(count) for number, count in said}


@pytest.mark.parametrize(("name", "positions"), [("02", "73-78"), ("03", "69-72"), ("06", "7-10"), ("07", "11-14")])
def test_the_second_version_corrects_the_first_where_it_should(name: str, positions: str) -> None:
    log = next(log for log in LOGS if log.startswith(name))
    latest = {one["version"]: one for one in snapshots_of(entries_of(log), "version.submitted")}
    first, last = map(int, positions.split("-"))
    changed = [
        [position for position, start in enumerate(old, 1) if old[start] != new[start]]
        for (*_, old), (*_, new) in zip(trades_in(latest[1]), trades_in(latest[2]), strict=True)
    ]
    assert [one for one in changed if one] == [list(range(first, last + 1))] * (1 if name == "02" else 2)


@pytest.mark.parametrize("name", LOGS)
@pytest.mark.parametrize("prefix", ["version.", "series."])
def test_the_state_before_is_the_state_the_previous_request_left(name: str, prefix: str) -> None:
    states: dict[str, Json] = {}
    about = [entry for entry in entries_of(name) if entry["type"].startswith(prefix)]
    for _, together in groupby(about, key=lambda entry: entry["data"].get("request_id") or entry["uid"]):
        left: dict[str, Json] = {}
        for entry in together:
            before, after = entry["data"]["before"], entry["data"]["after"] or {}
            uid = before["uid"]
            assert agrees(states.get(uid, {}), before), entry["uid"]
            assert agrees(left.get(uid, {}), after), entry["uid"]
            left[uid] = {**left.get(uid, {}), **after}
        for uid, after in left.items():
            states[uid] = {**states.get(uid, {}), **after}


@pytest.mark.parametrize("name", LOGS)
def test_every_party_and_area_has_a_valid_code(name: str) -> None:
    codes = set(codes_in(entries_of(name))) - GS1
    assert {code: check(code) for code in codes if check(code)} == {}


def test_unknown_things_are_really_there() -> None:
    content = b"\n".join(lines_of("10_unknown_things.jsonl")).decode()
    entries = entries_of("10_unknown_things.jsonl")
    assert {"delivery_receipt.received", "version.archived"} <= {entry["type"] for entry in entries}
    assert "parked_for_review" in content
    assert status_of("parked_for_review") is Status.UNKNOWN
    assert entries[1]["data"]["after"]["sequence_hint"] > 2**64
    assert entries[1]["data"]["after"]["spec"]["series"] == []
    assert re.search(r'"note":"[^"]*","note":', content)
    assert r"\u001b[31m" in content
    assert "[bold]" in content
    assert entries[-1].keys() == {"uid", "type", "created_ts", "data"}


def test_no_log_is_about_a_schedule_of_the_messages() -> None:
    logged = {
        f"{short_name(found)}, {day:%a} {day.day} {day:%B} {day.year}"
        for name in LOGS
        for _, found, day in days_of(entries_of(name)).values()
    }
    sent = set(re.findall(r"### (?:ESS 2.3|CIM): (.+)", README))
    assert len(sent) == 2
    assert not sent & logged
