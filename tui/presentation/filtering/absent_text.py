"""What is said of a value that no event has, and of a question that none answers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.model.texts.inert import inert
from store.query.absent import Absent

if TYPE_CHECKING:
    # what reads a question takes longer to import than drawing the first frame
    from store.query.question import Question

_LONGEST = 60
_LONGEST_QUERY = 400


def absent_text(one: Absent) -> str:
    """Return one sentence without a full stop: which value it is, and which may be meant."""
    said = f"no event has {one.field} {inert(one.text, _LONGEST)}"
    if one.nearest is not None:
        return f"{said}; did you mean {inert(one.nearest, _LONGEST)}?"
    if not one.others:
        return said
    others = ", ".join(inert(other, _LONGEST) for other in one.others)
    more = f" and {one.left} more" if one.left else ""
    verb = "is" if len(one.others) == 1 else "are"
    return f"{said}; there {verb} {others}{more}"


def nothing_lines(question: "Question") -> Iterator[str]:
    """Give what is said of a question that no event answers: the question, and where its words were looked for."""
    from store.query.language.printing import printed_term
    from store.query.question import Spoken

    terms = " ".join(printed_term(one.term) for one in question.criteria)
    yield f"no event answers: {inert(terms, _LONGEST_QUERY)}"
    if any(isinstance(one.test, Spoken) and not one.negated for one in question.criteria):
        yield "a word is looked for where one begins, in ids, codes and their titles, texts and parties; not in numbers"
        yield "try fewer or shorter words, or a field (gridtrail events --help lists them)"
