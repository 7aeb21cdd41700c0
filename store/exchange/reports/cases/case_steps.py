"""The steps of a conversation as rows of a report: when, who, what was said, and what is missing."""

from dataclasses import dataclass
from datetime import tzinfo

from store.exchange.reports.time_text import local_text, utc_beside
from store.lifecycle.conversation import Conversation
from store.lifecycle.moves import Actor
from store.lifecycle.steps.spans import elapsed_text, waited_text
from store.lifecycle.steps.step import Step, StepKind, Tense
from store.model.market.codes import phrase
from store.model.market.tso import short_name
from store.model.status import Status
from store.model.texts.inert import inert


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One step; `after` is the time since the one before, of a missing one how long it is waited for.

    `tense` is made, missing or expected. All texts are inert.
    """

    local: str
    utc: str
    after: str
    who: str
    what: str
    outcome: tuple[str, ...]
    document: str
    tense: str


def case_steps(lane: Conversation, zone: tzinfo) -> tuple[CaseStep, ...]:
    """Return the steps of the conversation about a version, in time order."""
    return tuple(_step(one, lane, zone) for one in lane.lane)


def _step(step: Step, lane: Conversation, zone: tzinfo) -> CaseStep:
    said_when = {Tense.MISSING: "since ", Tense.EXPECTED: "from "}.get(step.tense, "")
    if step.kind is StepKind.RECEIPT:
        said_when = "by "
    return CaseStep(
        local=said_when + local_text(step.at, zone),
        utc=utc_beside(step.at, zone),
        after=_after(step),
        who=_who(step, lane),
        what=f"{step.kind.value} v{step.version}" if step.version else step.kind.value,
        outcome=tuple(_outcome(step)),
        document=inert(step.document or "", 200),
        tense=step.tense.value,
    )


def _after(step: Step) -> str:
    if step.elapsed is None:
        return ""
    return waited_text(step.elapsed) if step.missing else elapsed_text(step.elapsed)


def _who(step: Step, lane: Conversation) -> str:
    """Return who spoke: the TSO or the party; empty where nobody knows."""
    match step.actor:
        case Actor.TSO:
            return inert(short_name(lane.tso) if lane.tso else "TSO", 80)
        case Actor.BRP:
            return inert(lane.party or "BRP", 80)
    return ""


def _outcome(step: Step) -> list[str]:
    """Return what came of a step, part by part: the status, what else was said, the reasons, the user."""
    words = []
    if step.missing:
        words += [] if "missing" in step.about else ["missing"]
        words += ["overdue"] if step.late else []
    elif step.tense is Tense.EXPECTED:
        words.append("still to come")
    if step.status_to is not None:
        before = f"{_status_word(step.status_from, step.raw_from)} → " if step.status_from else ""
        words.append(f"{before}{_status_word(step.status_to, step.raw_to)}")
    if step.about:
        words.append(inert(step.about, 200))
    words += [inert(phrase(one.code, one.text), 1000) for one in step.reasons]
    if step.user and step.tense is Tense.MADE and step.actor is not Actor.TSO:
        words.append(f"by user {inert(step.user, 80)}")
    return words


def _status_word(status: Status, raw_status: str | None) -> str:
    """Return the word of a status; of one that is not known the word it came with."""
    return inert(raw_status, 40) if status is Status.UNKNOWN and raw_status else status.value
