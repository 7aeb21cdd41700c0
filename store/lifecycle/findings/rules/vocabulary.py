"""Words that Gridtrail does not know, and EICs that cannot be right."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from store.lifecycle.findings.finding import Finding
from store.lifecycle.findings.history import History, Told
from store.model.event import EVENT_TYPES
from store.model.market.codes import title
from store.model.market.eic import check
from store.model.market.tso import tso
from store.model.status import Status, status_of
from store.model.texts.tolerant import mapping_of, mappings_of, text_of

_LEVELS = frozenset({"", "ack", "cnf", "ano", "par"})
_EIC_LENGTH = 16
_EIC_KEYS = ("in_area", "out_area", "in_party", "out_party")

_checked = lru_cache(maxsize=4096)(check)


def _is_known_status(word: str) -> bool:
    return status_of(word) is not Status.UNKNOWN


def _is_known_level(word: str) -> bool:
    return word.strip().lower() in _LEVELS


_KNOWN: Mapping[str, Callable[[str], bool]] = {
    "event type": lambda word: word in EVENT_TYPES,
    "status": _is_known_status,
    "acceptance level": _is_known_level,
    "reason code": lambda word: title(word) is not None,
    "TSO": lambda word: tso(word) is not None,
}


def unknown_words(life: History) -> Iterator[Finding]:
    """Give every unknown word and every wrong EIC once, with the first entry that has it."""
    words: dict[tuple[str, str], Told] = {}
    codes: dict[str, Told] = {}
    for one in life.told:
        for word in _words(one):
            words.setdefault(word, one)
        for code in _eics(one):
            codes.setdefault(code, one)
    yield from (_unknown(life, one, *word) for word, one in words.items() if not _KNOWN[word[0]](word[1]))
    for code, one in codes.items():
        fault = _checked(code) if len(code) == _EIC_LENGTH else None
        if fault:
            yield _wrong_eic(life, one, fault)


def _unknown(life: History, one: Told, kind: str, word: str) -> Finding:
    return life.finding(
        "unknown-word",
        [one],
        f"Gridtrail does not know the {kind} {word!r}.",
        "Look it up with the TSO; what depends on it is shown as it came and not judged.",
    )


def _wrong_eic(life: History, one: Told, fault: str) -> Finding:
    return life.finding(
        "wrong-eic",
        [one],
        f"{fault[0].upper()}{fault[1:]}.",
        "Compare the code with the EIC register; in anonymised data it is often wrong on purpose.",
    )


def _words(one: Told) -> Iterator[tuple[str, str]]:
    """Give the words of an entry that have a meaning; those of status requests are not those of schedules."""
    facts = one.record.facts
    yield "event type", facts.type
    if facts.tso:
        yield "TSO", facts.tso
    for code in facts.reason_codes:
        yield "reason code", code
    if facts.type.startswith(("version.", "series.")):
        status, level = text_of(one.after.get("status")), text_of(one.after.get("acceptance_level"))
        if status:
            yield "status", status
        if level:
            yield "acceptance level", level


def _eics(one: Told) -> Iterator[str]:
    """Give what stands where an EIC belongs; codes of other lengths may be of another scheme (GS1)."""
    spec = mapping_of(one.after.get("spec"))
    holders = [spec, mapping_of(spec.get("ids")), one.after]
    for key in ("sender_id", "receiver_id"):
        yield from _texts(spec, (key,))
    for series in mappings_of(spec.get("series")):
        holders += [mapping_of(series.get("ids")), mapping_of(mapping_of(series.get("spec")).get("ids"))]
    holders += mappings_of(one.after.get("anomalies"))
    for holder in holders:
        if holder:
            yield from _texts(holder, _EIC_KEYS)


def _texts(holder: Mapping[str, object], keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        value = holder.get(key)
        if isinstance(value, str):
            yield value
