"""The banner of time travel on every screen that is opened over the panes: what it shows is not now either."""

from collections.abc import Sequence
from itertools import pairwise

from textual.screen import SystemModalScreen

from tui.screens.toasts import AnyScreen
from tui.widgets.lines.travel_line import TravelLine


def carry_banner(screens: Sequence[AnyScreen]) -> None:
    """Give each screen without a banner that of the one under it; the palette of commands shows no state.

    Over what shows through, it lies on the one that is there.
    """
    for under, here in pairwise(screens):
        told = under.query(TravelLine)
        if told and here.is_attached and not here.query(TravelLine) and not isinstance(here, SystemModalScreen):
            banner = told.first().carried()
            if banner is not None:
                banner.set_class(here.styles.background.a < 1 and told.first().region.y > 0, "-over")
                here.mount(banner)
