"""Of several questions the newest is read on, in whichever order they begin to be answered."""

from typing import cast

from store.database.query.answers import Answers
from tui.questions.superseding import Superseding


class Given:
    """Answers that note whether they were given up."""

    def __init__(self) -> None:
        self.is_given_up = False

    def give_up(self) -> None:
        """Note that nobody waits."""
        self.is_given_up = True


def answers(given: Given) -> Answers:
    return cast("Answers", given)


def test_what_was_asked_before_is_given_up_and_does_not_begin_any_more() -> None:
    superseding = Superseding()
    first, late, newest = Given(), Given(), Given()
    assert superseding.next_turn().read_on(answers(first))
    early_turn, turn = superseding.next_turn(), superseding.next_turn()
    assert turn.read_on(answers(newest))
    assert not early_turn.read_on(answers(late))
    assert [one.is_given_up for one in (first, late, newest)] == [True, False, False]
    superseding.give_up()
    assert [one.is_given_up for one in (first, late, newest)] == [True, False, True]
    assert superseding.next_turn().read_on(None)
