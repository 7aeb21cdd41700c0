"""Series, anomalies, reasons and other elements in one line, and what codes mean."""

from store.model.market import megawatts
from store.model.market.codes import phrase, title
from store.model.market.eic import party_name
from store.model.market.energy import energy_mwh, points_minutes
from store.model.market.reasons import reasons
from store.model.market.tso import short_name, tso
from store.model.message import Reason
from store.model.snapshot import Anomaly, TimeSeries, recognised
from store.model.texts.inert import counted, inert
from store.model.texts.tolerant import text_of
from tui.presentation.changes.value_text import value_spans
from tui.presentation.panes.pane_lines import Look, Span, Spans

_PARTY_KEYS = {"sender_id", "receiver_id", "message_sender_id", "document_party", "in_party", "out_party"}
_AREA_KEYS = {"in_area", "out_area"}


def meaning(key: str, value: object) -> str | None:
    """Return what a code under a key stands for: a TSO, party, area or reason; None where unknown."""
    if not isinstance(value, str) or not value:
        return None
    if key == "tso":
        known = tso(value)
        return known.name if known and known.name != value else None
    if key in _PARTY_KEYS or key in _AREA_KEYS:
        return party_name(value)
    return title(value) if key == "code" else None


def element_spans(value: object, party: str | None, look: Look = Look.TEXT) -> Spans:
    """Return what an element of a list or object is, in one line; containers nobody knows by their size."""
    if isinstance(value, dict):
        if is_reason(value):
            return tuple(Span(inert(text, 200), look) for text in reason_phrases([value]))
        known = recognised(value)
        if known.anomalies and "anomalies" not in value:
            return _anomaly_spans(known.anomalies[0], party, look)
        if len(known.series) == 1 and not known.version and not known.schedule:
            return series_spans(known.series[0], party, look)
    return value_spans(value, look)


def is_reason(value: object) -> bool:
    """Return whether a value is a reason code, perhaps with its text, and nothing else."""
    return isinstance(value, dict) and bool(text_of(value.get("code"))) and value.keys() <= {"code", "text"}


def series_spans(series: TimeSeries, party: str | None, look: Look = Look.TEXT) -> Spans:
    """Return a series in one line: type, direction as the own party sees it, MWh and largest MW."""
    first = " ".join(route(series, party))
    energy = energy_text(series)
    return (Span(first or "no parties", look), *((Span(f"  {energy}", look),) if energy else ()))


def route(series: TimeSeries, party: str | None) -> tuple[str, ...]:
    """Return the type of a series and its direction, as far as they are known."""
    return tuple(text for text in (inert(series.type or "", 20), direction(series, party)) if text)


def direction(series: TimeSeries | Anomaly, party: str | None) -> str:
    """Return where energy comes from or goes to: `← 11XALPHA`, `→ 11XBETA`; from → to for others."""
    source, target = series.out_party or series.out_area, series.in_party or series.in_area
    if party and source != target:
        if series.in_party == party and source:
            return f"← {_name(source)}"
        if series.out_party == party and target:
            return f"→ {_name(target)}"
    return f"{_name(source)} → {_name(target)}" if source or target else ""


def energy_text(series: TimeSeries) -> str:
    """Return the energy and the largest amount of a series; empty for a reference without amounts."""
    amounts = series.amounts
    if not amounts:
        return ""
    energy = energy_mwh(amounts.values(), points_minutes(series.points))
    return f"{megawatts.energy_text(energy)} MWh  max {megawatts.power_text(max(amounts.values()))} MW"


def reason_phrases(value: object) -> tuple[str, ...]:
    """Return the reason codes in a list, each with its title and the text it came with; not yet inert."""
    return tuple(phrase(reason.code, _own_words(reason)) for reason in reasons(value))


def _own_words(reason: Reason) -> str | None:
    """Return the text of a reason where it says more than the title of its code."""
    known = phrase(reason.code).removeprefix(reason.code)
    same = {_bare(known), _bare(title(reason.code) or ""), ""}
    return None if _bare(reason.text or "") in same else reason.text


def _bare(text: str) -> str:
    return text.strip(" .").casefold()


def tso_text(value: object) -> str:
    """Return the name of a TSO as inert text."""
    return inert(short_name(text_of(value)), 40)


def party_text(value: object) -> str:
    """Return a party's code as inert text, with its name where known."""
    code = text_of(value)
    if not code:
        return "–"
    name = party_name(code)
    return f"{inert(code, 40)} ({name})" if name else inert(code, 40)


def _name(code: str | None) -> str:
    return inert(party_name(code) or code, 40) if code else "–"


def _anomaly_spans(anomaly: Anomaly, party: str | None, look: Look) -> Spans:
    parts = [direction(anomaly, party), *(inert(reason.code, 20) for reason in anomaly.reasons)]
    if anomaly.amounts:
        largest = max(anomaly.amounts.values(), key=abs)
        parts.append(f"{counted(len(anomaly.amounts))} quarter-hours, largest {megawatts.power_text(largest)}")
    return (Span("  ".join(part for part in parts if part), look),)
