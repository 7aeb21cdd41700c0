"""The entries of a large log as texts with gaps, `%(name)s` each, to be filled in quickly."""

import json
import re
from collections.abc import Mapping
from operator import itemgetter

from store.model.simulated import MARK
from store.model.texts.tolerant import mapping_of


class Template:
    """A text with gaps; filling them in takes half the time that the % operator does."""

    def __init__(self, text: str) -> None:
        self._pieces = re.split(r"%\((\w+)\)s", text)
        self._values = itemgetter(*self._pieces[1::2])

    def filled(self, fields: Mapping[str, str]) -> str:
        """Return the text with what the fields say in its gaps."""
        pieces = self._pieces.copy()
        pieces[1::2] = self._values(fields)
        return "".join(pieces)


def _written(type_: str, data: dict[str, object], *, by_user: bool, version: str | None) -> Template:
    metadata = {**mapping_of(data["metadata"]), **MARK}
    entry = {
        "uid": "%(entry)s",
        "type": type_,
        "created_ts": "%(at)s",
        "data": {**data, "metadata": metadata, "request_id": "%(request)s"},
        "api_client_id": "%(desk)s" if by_user else None,
        "org_uid": "%(org)s",
        "schedule_uid": "%(schedule)s",
        "schedule_version_uid": version,
        "time_series_uid": None,
        "user_uid": "%(user)s" if by_user else None,
        "version": 1,
    }
    text = json.dumps(entry, separators=(",", ":"))
    # whole numbers and truth values stand without quotation marks
    for name in ("number", "active_before", "active_after"):
        text = text.replace(f'"%({name})s"', f"%({name})s")
    return Template(text)


def _submission(status: str, modified: str) -> dict[str, object]:
    references = [
        {"uid": f"%(series{place})s", "time_series_uid": f"TS-00{place}", "type": kind}
        for place, kind in enumerate(("production", "consumption", "internal"), 1)
    ]
    return {
        **_state(status, "", active=False, modified=modified),
        "message_id": "%(message)s_v%(number)s",
        "spec": {
            "market": "%(market)s",
            "tso": "%(tso)s",
            "sender_id": "%(party)s",
            "receiver_id": "%(receiver)s",
            "series": references if status == "submitted" else [],
        },
    }


def _state(status: str, level: str, *, active: object, modified: str) -> dict[str, object]:
    return {
        "uid": "%(version)s",
        "schedule_uid": "%(schedule)s",
        "version": "%(number)s",
        "status": status,
        "acceptance_level": level,
        "is_active": active,
        "last_modified_ts": modified,
    }


def _answer() -> dict[str, object]:
    before, after = (
        _state(f"%(status_{when})s", f"%(level_{when})s", active=f"%(active_{when})s", modified=f"%(modified_{when})s")
        for when in ("before", "after")
    )
    message = {
        "type": "%(kind)s",
        "id": "%(message)s-%(document)s",
        "sender_id": "%(receiver)s",
        "receiver_id": "%(party)s",
        "received_ts": "%(received)s",
    }
    metadata = {
        "message": message,
        "reason_codes": [{"code": "%(code)s", "text": "%(title)s"}],
        "tso_document_id": "%(document)s",
    }
    return {"before": before, "after": after, "metadata": metadata}


_SCHEDULE = {
    "uid": "%(schedule)s",
    "org_uid": "%(org)s",
    "market": "%(market)s",
    "tso": "%(tso)s",
    "date": "%(day)s",
    "created_ts": "%(at)s",
    "last_modified_ts": "%(at)s",
}

CREATED = _written("schedule.created", {"before": None, "after": _SCHEDULE, "metadata": {}}, by_user=True, version=None)

SUBMITTED = _written(
    "version.submitted",
    {
        "before": _submission("ingested", "%(stored)s"),
        "after": _submission("submitted", "%(at)s"),
        "metadata": {"message": {"type": "schedule", "id": "%(message)s_v%(number)s"}, "reason_codes": []},
    },
    by_user=True,
    version="%(version)s",
)

ANSWER = _written("%(type)s", _answer(), by_user=False, version="%(version)s")

_ANOMALY: dict[str, object] = {
    "uid": "%(anomaly)s",
    "business_type": "A02",
    "business_type_label": "Internal trade",
    "in_area": "%(area)s",
    "out_area": "%(area)s",
    "in_party": "%(party)s",
    "out_party": "11XKIESELWERK--5",
    "series_id": "TS-003",
    "schedule_series_uid": "%(series3)s",
    "incoming_message_uid": "%(incoming)s",
    "message_sender_id": "%(receiver)s",
    "reason_codes": [{"code": "A29", "text": "Counterpart quantity differs"}],
    "intervals": [{"pos": position, "qty": quantity} for position, quantity in ((69, -0.1), (70, 0.2), (71, 0.2))],
}

ANOMALY = _written(
    "anomaly.received",
    {
        "before": None,
        "after": _ANOMALY,
        "metadata": {
            "message": {"type": "ANO", "id": "%(message)s-%(document)s", "sender_id": "%(receiver)s"},
            "reason_codes": [{"code": "A29", "text": "Counterpart quantity differs"}],
            "tso_document_id": "%(document)s",
        },
    },
    by_user=False,
    version="%(version)s",
)

_REQUEST: dict[str, object] = {
    "tso": "%(tso)s",
    "sender_id": "%(party)s",
    "date": "%(day)s",
    "message_id": "%(message)s_srq1",
    "status": "sent",
    "next_allowed_at": "%(allowed)s",
}

REQUESTED = _written(
    "status_request.sent",
    {
        "before": None,
        "after": _REQUEST,
        "metadata": {"message": {"type": "status request", "id": "%(message)s_srq1"}},
    },
    by_user=True,
    version=None,
)
