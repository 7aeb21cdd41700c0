"""A schedule and all that a TSO can answer, as entries like those of the API."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from store.exchange.outgoing.writing import Syntax
from store.lifecycle.scenarios import play
from store.model.market.delivery_day import quarter_hours, zone_of
from store.model.market.tso import tso
from tests.support.entries import encoded, entry, uid

OURS, THEIRS = "11XHALMLICHT---L", "11XKIESELWERK--5"
SECOND = 1000
SYNTAXES: tuple[Syntax, ...] = ("ess", "cim")
SERIES = {
    "TS-001": ("production", OURS, "11XFC-PROD-----E"),
    "TS-002": ("consumption", "11XFC-CONS-----0", OURS),
    "TS-003": ("internal", OURS, THEIRS),
}


class Conversation:
    """The entries of one schedule, each answer some seconds after the one before."""

    def __init__(self, day: date = date(2026, 3, 26), code: str = "DE-AMPRION-TSO", party: str = OURS) -> None:
        known = tso(code)
        assert known
        self.tso, self.day, self.party = known, day, party
        self.eic = known.gs1 or known.party_eic
        self.starts = quarter_hours(day, zone_of(known.market))
        self.at = 0
        self.entries: list[dict[str, Any]] = []
        self.number = 0
        state = {"uid": uid(self.name), "market": known.market, "tso": code, "date": day.isoformat()}
        self.add("schedule.created", None, state)

    @property
    def name(self) -> str:
        return f"{self.day} {self.tso.code}"

    def add(
        self,
        type_: str,
        before: object,
        after: object,
        message: object = None,
        codes: Iterable[str] = (),
        **fields: Any,
    ) -> None:
        """Append an entry at the present time; `codes` are reason codes."""
        metadata = {"message": message, "reason_codes": [{"code": code, "text": None} for code in codes]}
        made = entry(
            type_,
            self.at,
            before=before,
            after=after,
            metadata=metadata if message else {},
            schedule=self.name,
            name=f"{self.name} {len(self.entries)}",
            **fields,
        )
        made["data"]["request_id"] = uid(f"{self.name} request {self.at}")
        self.entries.append(made)

    def state(self, status: str, level: str = "", number: int | None = None) -> dict[str, Any]:
        number = number or self.number
        return {
            "uid": uid(f"{self.name} v{number}"),
            "schedule_uid": uid(self.name),
            "version": number,
            "status": status,
            "acceptance_level": level,
            "message_id": f"{self.day:%Y%m%d}_HALMLICHT_v{number}",
        }

    def amounts(self, megawatts: float) -> list[dict[str, Any]]:
        return [{"ts": start.strftime("%Y-%m-%dT%H:%M:%SZ"), "amount": megawatts} for start in self.starts]

    def series_uid(self, name: str) -> str:
        return uid(f"{self.name} v{self.number} {name}")

    def ids(self, name: str) -> dict[str, str]:
        _, to, origin = SERIES[name]
        area = self.tso.area_eic
        return {
            "in_area": area,
            "out_area": area,
            "in_party": self.party if to == OURS else to,
            "out_party": self.party if origin == OURS else origin,
        }

    def submit(self, megawatts: float = 2.5) -> None:
        self.at += 60 * SECOND
        self.number += 1
        amounts = {"TS-001": megawatts, "TS-002": megawatts + 1.125, "TS-003": 1.125}
        series = [
            {
                "uid": self.series_uid(name),
                "time_series_uid": name,
                "type": SERIES[name][0],
                "ids": self.ids(name),
                "data": self.amounts(amount),
            }
            for name, amount in amounts.items()
        ]
        spec = {
            "market": self.tso.market,
            "tso": self.tso.code,
            "sender_id": self.party,
            "receiver_id": self.eic,
            "series": series,
        }
        message = {"type": "schedule", "id": self.state("")["message_id"]}
        after = {**self.state("submitted"), "spec": spec}
        self.add("version.submitted", {**after, "status": "ingested"}, after, message, **self.about())

    def about(self, name: str | None = None) -> dict[str, Any]:
        about = {"schedule_version_uid": uid(f"{self.name} v{self.number}")}
        return about | ({"time_series_uid": self.series_uid(name)} if name else {})

    def message(self, kind: str, **more: str) -> dict[str, str]:
        self.at += 30 * SECOND
        own = f"{self.day:%Y%m%d}-{self.eic}-{len(self.entries):05}"
        return {"type": kind, "id": own, "sender_id": self.eic, "receiver_id": self.party, **more}

    def acknowledge(self, *codes: str, status: str = "accepted", rejected: Iterable[str] = ()) -> None:
        message = self.message("ACK")
        kind = "version.rejected" if status == "rejected" else "version.accepted"
        after = self.state(status, "" if status == "rejected" else "ack")
        for type_ in (kind, "version.status_changed"):
            self.add(type_, self.state("submitted"), after, message, codes, **self.about())
        for name in rejected:
            self.change_series(name, "rejected", message, ("A22",), level="ack")

    def change_series(
        self, name: str, status: str, message: object, codes: Iterable[str], *, level: str = "cnf", amount: float = -1
    ) -> None:
        spec: dict[str, Any] = {"type": SERIES[name][0], "ids": self.ids(name)}
        if amount >= 0:
            spec["data"] = self.amounts(amount)
        after = {"uid": self.series_uid(name), "time_series_uid": name, "version": 1, "status": status}
        after |= {"acceptance_level": level, "spec": spec}
        self.add("series.status_changed", {**after, "status": "submitted"}, after, message, codes, **self.about(name))

    def report(self, code: str, *rows: tuple[str, str | None, float]) -> None:
        """Append an anomaly report: per series its name, ours if it is one of ours, and MW."""
        anomalies = [
            {
                "uid": uid(f"{self.name} {self.at} {name}"),
                "business_type": "A02",
                **self.ids("TS-003"),
                "series_id": name,
                "schedule_series_uid": self.series_uid(ours) if ours else None,
                "message_sender_id": self.eic,
                "reason_codes": [{"code": code, "text": None}],
                "intervals": [{"pos": position + 1, "qty": amount} for position in range(len(self.starts))],
            }
            for name, ours, amount in rows
        ]
        message = self.message("ANO")
        self.add("anomaly.received", None, {"anomalies": anomalies}, message, (code,), **self.about())

    def confirm(self, status: str, *codes: str, document_type: str = "A08") -> dict[str, str]:
        message = self.message("CNF", document_type=document_type)
        kinds = {"accepted": ["version.accepted"], "rejected": ["version.rejected"]}.get(status, [])
        for type_ in (*kinds, "version.status_changed"):
            self.add(type_, self.state("accepted", "ack"), self.state(status, "cnf"), message, codes, **self.about())
        return message

    def ask(self, status: str = "sent") -> None:
        message = self.message("status request")
        after = {
            "tso": self.tso.code,
            "sender_id": self.party,
            "date": self.day.isoformat(),
            "message_id": message["id"] if status == "sent" else None,
            "status": status,
            "next_allowed_at": None,
        }
        self.add("status_request.sent", None, after, {key: message[key] for key in ("type", "id")})

    @property
    def contents(self) -> list[bytes]:
        return [encoded(one) for one in self.entries]

    @property
    def last_at(self) -> datetime:
        return datetime.fromisoformat(self.entries[-1]["created_ts"])


def with_every_answer(day: date = date(2026, 3, 26), code: str = "DE-AMPRION-TSO", party: str = OURS) -> Conversation:
    """Return a conversation with every message there is, ending in a partial confirmation."""
    made = Conversation(day, code, party)
    made.submit()
    made.acknowledge("A54", "A02", status="rejected")
    made.submit(3.0)
    made.ask()
    made.ask("rate_limited")
    made.acknowledge("A03", rejected=["TS-003"])
    made.submit(3.0)
    made.acknowledge("A01")
    made.report("A28", ("TS-003", "TS-003", 1.125))
    made.report("A09", ("KW-7", None, 1.25), ("TS-003", "TS-003", 1.125))
    made.report("A29", ("TS-003", "TS-003", -0.125))
    noted = made.confirm("icnf", "A07", document_type="A07")
    made.change_series("TS-003", "rejected", noted, ("A28",))
    final = made.confirm("cnf_partial", "A07")
    made.change_series("TS-001", "accepted", final, ("A06",))
    made.change_series("TS-002", "rejected", final, ("A27",))
    made.change_series("TS-003", "imposed", final, ("A30", "A63"), amount=1.25)
    return made


@cache
def played(name: str, day: date = date(2026, 3, 26), tso_code: str | None = None) -> tuple[bytes, ...]:
    """Return the entries of a scenario of the simulated TSO, played to its end."""
    simulation = play(name, seed=7, day=day, tso=tso_code)
    contents: list[bytes] = []
    while step := simulation.step():
        contents.extend(step.entries)
    return tuple(contents)
