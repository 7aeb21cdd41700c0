"""What comes out of a clipboard, before a line of text takes it."""

from store.model.texts.inert import MARKS_IN_A_ROW, combines, inert

LONGEST_PASTE = 10_000
"""Characters that are taken of what is pasted, more than any line holds."""

_LINE_ENDS = frozenset("\r\n")


def pasted(text: str) -> str:
    """Return a pasted text with a space for whatever could act on the terminal or has no settled width.

    Combining marks that pile up, or have nothing to stand on, are left out. Line ends stay: who takes the text knows
    what they mean there.
    """
    taken: list[str] = []
    marks = MARKS_IN_A_ROW
    for one in text[:LONGEST_PASTE]:
        sign = one if one in _LINE_ENDS or _is_plain(one) else " "
        if not combines(sign):
            marks = MARKS_IN_A_ROW if sign.isspace() else 0
        elif marks < MARKS_IN_A_ROW:
            marks += 1
        else:
            continue
        taken.append(sign)
    return "".join(taken)


def _is_plain(sign: str) -> bool:
    """Return whether a sign is shown as it is behind another one, as a combining mark is."""
    return inert(f"a{sign}") == f"a{sign}"
