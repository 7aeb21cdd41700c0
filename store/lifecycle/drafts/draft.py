"""A draft of an entry, and the parts that the drafts of all moves share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from store.lifecycle.identity import Identity
from store.lifecycle.life import Life
from store.lifecycle.moves import Act
from store.model.market.codes import title
from store.model.market.tso import tso
from store.model.texts.tolerant import mapping_of, mappings_of, text_of

_ON_THE_WAY = timedelta(milliseconds=420)
"""How long a TSO's message lies in the gateway before its entries are written."""

Snapshot = Mapping[str, object]


@dataclass(frozen=True)
class Draft:
    """An entry but for its identity and time: its type, both states and what else is recorded with it."""

    type: str
    before: object
    after: object
    metadata: Mapping[str, object] = field(default_factory=dict)
    version_uid: str | None = None
    series_uid: str | None = None


@dataclass(frozen=True)
class Making:
    """What a draft is made of: the life so far, the act, its moment in UTC, and the identities to give."""

    life: Life
    act: Act
    at: datetime
    identity: Identity

    @property
    def number(self) -> int:
        """The version that the act is about."""
        return self.act.version if self.act.version is not None else self.life.numbers[-1]

    def uid(self, *what: object) -> str:
        """Return the uid of something that this act brings about."""
        return self.identity.uid(self.life.uid, self.life.entries, *what)

    def document(self) -> int:
        """Return the number of the TSO's document."""
        return self.identity.number(self.life.uid, self.life.entries, "document")

    def answer_metadata(self, kind: str, codes: Sequence[str], document_type: str | None = None) -> dict[str, object]:
        """Return what is recorded with an answer: the TSO's message and its reason codes with their titles."""
        known = tso(self.life.tso)
        sender = (known.gs1 or known.party_eic) if known else self.life.tso
        document = self.document()
        message: dict[str, object] = {
            "type": kind,
            "id": f"{self.life.day:%Y%m%d}-{sender}-{document}",
            "sender_id": sender,
            "receiver_id": self.life.party,
            "received_ts": timestamp(self.at - _ON_THE_WAY),
        }
        if document_type is not None:
            message["document_type"] = document_type
        return {"message": message, "reason_codes": reasons(codes), "tso_document_id": str(document)}


def timestamp(at: datetime) -> str:
    """Return an instant as the API writes it: UTC with milliseconds."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"


def reasons(codes: Sequence[str]) -> list[dict[str, object]]:
    """Return reason codes with the titles of the code list."""
    return [{"code": code, "text": title(code)} for code in dict.fromkeys(codes)]


def told(version: Snapshot) -> dict[str, object]:
    """Return a version as an answer shows it: whole, its series as references without amounts."""
    spec = mapping_of(version.get("spec"))
    if not spec:
        return dict(version)
    references = [
        {key: one[key] for key in ("uid", "time_series_uid", "type") if key in one}
        for one in mappings_of(spec.get("series"))
    ]
    return {**version, "spec": {**spec, "series": references}}


def standing(version: Snapshot) -> dict[str, object]:
    """Return the part of a version that a change of status shows."""
    keys = (
        "uid",
        "schedule_uid",
        "version",
        "status",
        "acceptance_level",
        "is_active",
        "last_modified_ts",
    )
    return {key: version[key] for key in keys if key in version}


def version_uid(version: Snapshot) -> str | None:
    """Return the uid of a version."""
    return text_of(version.get("uid"))
