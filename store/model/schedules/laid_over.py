"""What was told later laid over what was known: of every property the newest statement counts.

A reference to a series takes none of its amounts away, nor does an empty list say that there are none
(domain, "Schedule version": `spec.series` is sometimes a reference without data, sometimes empty).
"""

from collections.abc import Iterable, Mapping, Sequence

from store.model.texts.tolerant import mapping_of, mappings_of, text_of

_PLACES: tuple[tuple[str, ...], ...] = (("spec", "series"), ("series",))
_IN_SPEC = frozenset({"type", "ids", "data"})
"""What of a series stands under its `spec`, or, in the flat shape, beside its uid."""


def version_over(known: Mapping[str, object], told: Mapping[str, object]) -> dict[str, object]:
    """Return the snapshot of a version with a later, partial one laid over it; neither is modified."""
    merged = {**known, **told}
    if mapping_of(known.get("spec")) and "spec" in told:
        merged["spec"] = {**mapping_of(known["spec"]), **mapping_of(told["spec"])}
    return _with_series(merged, known, series_in(told))


def series_over(known: Mapping[str, object], told: Iterable[Mapping[str, object]]) -> dict[str, object]:
    """Return the snapshot of a version with later ones of single series laid over it; none is modified."""
    return _with_series(dict(known), known, list(told))


def _with_series(
    merged: dict[str, object], known: Mapping[str, object], told: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    """Put the series of both into a version, where the known ones stand."""
    before = series_in(known)
    if not before and not told:
        return merged
    series = list(before)
    names = {name: place for place, one in enumerate(before) for name in _names(one)}
    for one in told:
        place = next((names[name] for name in _names(one) if name in names), None)
        if place is None:
            series.append(one)
        else:
            series[place] = _one_over(series[place], one)
    outer, *inner = _place(known) or _place(merged) or _PLACES[0]
    if _place(merged) and _place(merged) != (outer, *inner):
        merged.pop("series", None)
    merged[outer] = {**mapping_of(merged.get(outer)), inner[0]: series} if inner else series
    return merged


def _one_over(known: Mapping[str, object], told: Mapping[str, object]) -> dict[str, object]:
    """Return a series with what was told of it later, in the shape of the known one."""
    inner = {**{key: told[key] for key in _IN_SPEC & told.keys()}, **mapping_of(told.get("spec"))}
    outer = {key: value for key, value in told.items() if key != "spec" and key not in _IN_SPEC}
    spec = mapping_of(known.get("spec"))
    there = spec or known
    if not inner.get("data"):
        inner.pop("data", None)
    if mapping_of(there.get("ids")) and "ids" in inner:
        inner["ids"] = {**mapping_of(there["ids"]), **mapping_of(inner["ids"])}
    return {**known, **outer, "spec": {**spec, **inner}} if spec else {**known, **inner, **outer}


def _names(series: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return what a series is known by, the surest first."""
    return [(key, name) for key in ("uid", "time_series_uid") if (name := text_of(series.get(key)))]


def series_in(version: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return the series of a version as its snapshot holds them."""
    place = _place(version)
    inside: object = version
    for key in place or ():
        inside = mapping_of(inside).get(key)
    return mappings_of(inside)


def _place(version: Mapping[str, object]) -> tuple[str, ...] | None:
    """Return where the series of a version stand; None where it has no place for them."""
    return next((place for place in _PLACES if _has(version, place)), None)


def _has(version: Mapping[str, object], place: Sequence[str]) -> bool:
    inside: object = version
    for key in place:
        inside = mapping_of(inside).get(key)
    return isinstance(inside, list)
