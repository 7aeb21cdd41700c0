"""The help as text: the keys of a pane, what it is, and the signs and words of the domain."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.content import Content

from store.model.status import Status
from tui.presentation.signs import Signs, anomaly_mark, status_mark

KEY_STYLE = "bold $primary"
MUTED_STYLE = "$text-muted"
HEADING_STYLE = "bold"
_KEY_CELLS = 16


class HelpKey(NamedTuple):
    """One key: how it is written, what it does, and why it cannot do it now, if it cannot."""

    keys: str
    text: str
    reason: str | None


_STATUS_MEANINGS = (
    (Status.INGESTED, "stored, not sent yet"),
    (Status.SUBMITTED, "sent; the TSO has not answered"),
    (Status.ACKNOWLEDGED, "acknowledged by the TSO (ACK): well-formed, not yet matched"),
    (Status.INTERMEDIATE, "intermediate confirmation, before gate closure"),
    (Status.CONFIRMED, "matches the counterparty's schedule (CNF)"),
    (Status.PARTLY_CONFIRMED, "confirmed in parts: some series do not match; older logs say anomaly"),
    (Status.IMPOSED, "the counterparty's values took the place of ours"),
    (Status.REJECTED, "refused by the TSO; the reason code says why"),
)

_WORDS = (
    ("schedule", "what a balance group sends to one TSO for one delivery day"),
    ("version", "one submission of it; the latest accepted one is active, older ones are superseded"),
    ("series", "one trade, production or consumption in a version: MW in each quarter-hour"),
    ("ACK", "acknowledgement: the TSO checked the message by itself"),
    ("ANO", "anomaly report: it differs from the counterparty's schedule"),
    ("CNF", "confirmation: both sides match"),
    ("MW, MWh", "power in a quarter-hour; the energy of one is a quarter of it"),
)


def help_content(about: str, groups: Iterable[tuple[str, Sequence[HelpKey]]], signs: Signs) -> Content:
    """Return the help of a pane: its name, the keys in groups, what it is, then the signs and the words.

    `about` is Markdown of paragraphs and headings, the name first.
    """
    name, *prose = _about(about)
    parts = [name]
    for heading, keys in groups:
        if keys:
            parts += [Content(""), Content.styled(heading, HEADING_STYLE)]
            parts += [_key_line(key) for key in keys]
    if prose:
        parts += [Content(""), Content.styled("About", HEADING_STYLE), *prose]
    parts += [Content(""), Content.styled("Signs", HEADING_STYLE), *_sign_lines(signs)]
    parts += [Content(""), Content.styled("Words", HEADING_STYLE)]
    parts += [_pair(word, meaning) for word, meaning in _WORDS]
    return Content("\n").join(parts)


def _about(about: str) -> list[Content]:
    blocks = [" ".join(block.split()).replace("`", "") for block in about.split("\n\n")]
    return [
        Content.styled(block.lstrip("# "), HEADING_STYLE) if block.startswith("#") else Content(block)
        for block in blocks
    ]


def _key_line(key: HelpKey) -> Content:
    line = Content.assemble((key.keys.ljust(_KEY_CELLS), KEY_STYLE if not key.reason else MUTED_STYLE))
    if key.reason:
        return Content.assemble(line, (f"{key.text}: not now, {key.reason}", MUTED_STYLE))
    return Content.assemble(line, key.text)


def _sign_lines(signs: Signs) -> list[Content]:
    lines = []
    for status, meaning in _STATUS_MEANINGS:
        mark = status_mark(status, None, signs)
        lines.append(_pair(f"{mark.sign} {mark.word}", meaning))
    anomaly = anomaly_mark(signs)
    lines.append(_pair(f"{anomaly.sign} {anomaly.word}", "an anomaly report came, and no confirmation since"))
    lines.append(_pair(f"{signs.sent} sent", "a status request; the TSO allows one in some minutes"))
    lines.append(_pair(f"{signs.warning} and a word", "a status request that was not sent, as rate_limited"))
    lines.append(_pair(f"{signs.unknown} and a word", "a status that Gridtrail does not know, as it came"))
    lines.append(_pair(f"{signs.simulated}", "simulated: not from a TSO"))
    return lines


def _pair(word: str, meaning: str) -> Content:
    return Content.assemble((word.ljust(_KEY_CELLS), "$primary"), meaning)
