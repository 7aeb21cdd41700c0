"""JSON values for the tests of differences: when two are the same, and versions as the API gives them."""

import math
from typing import Any


def same(one: object, other: object) -> bool:
    """Return whether two JSON values are the same, in the plainest way: the law the difference is held to."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, float) and isinstance(other, float) and math.isnan(one):
        return math.isnan(other)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return one == other


def version(series: int = 3, points: int = 96) -> dict[str, Any]:
    """Return a version as the API gives it, with whole series."""
    return {
        "uid": "v",
        "version": 3,
        "status": "submitted",
        "acceptance_level": None,
        "is_active": True,
        "warnings": [],
        "spec": {
            "tso": "DE-AMPRION-TSO",
            "series": [
                {
                    "uid": f"u{number}",
                    "time_series_uid": f"TS-{number:03}",
                    "spec": {
                        "type": "internal",
                        "ids": {"in_party": "11XALPHA", "out_party": "11XBETA"},
                        "data": [
                            {"ts": f"2026-03-26T{at // 4:02}:{at % 4 * 15:02}:00Z", "amount": at / 8}
                            for at in range(points)
                        ],
                    },
                }
                for number in range(series)
            ],
        },
    }
