"""The keys of the timeline, and what its help says."""

from functools import partial

from textual.binding import Binding, BindingType

from tui.keys.key_names import way

_way = partial(way, "timeline")

HELP = """
## Timeline

Every event of the scope chosen in the tree, in the one order, newest last: when, what kind, whose,
and what it changed. What comes is followed from the newest event; elsewhere all stays in its place, the frame
says how many are new, and `f` goes there.

`/` filters them as you type, `i` and `I` to what the event is, or to all but that; the parts of the filter stand
in the title, where a click or `esc` takes one away, and `X` takes all. The tree is not filtered.

`c` marks the state after an event as A, once more the one before it; on something else it compares the two.

`]` and `[` go to the next refusal, anomaly or other trouble and to the one before, `}` and `{` to another delivery
day, `:` to a time or a uid that you type. `R` lists all events of this event's request. `H` leads back to where you
were, `L` forward again.

`n` and `N` go from match to match of the filter; `o` shows all events around the matches, which have a `•`, and only
the matches again. `space` marks an event, `'` goes to the next mark, `M` takes all marks away and brings them back.
`4` goes to the histogram, where you choose a span of time.

`t` shows everything as it was at an event, which a line over the panes says: `,` and `.` step from event to
event of what is selected in the tree, `p` plays, `@` goes to a moment you type; `t` or `esc` is back to now.
"""

KEYS: list[BindingType] = [
    Binding("enter", "open", "Changes", tooltip="Go to what this event changed", id="timeline.open"),
    _way("down,j", "move(1)", "down", "The event below"),
    _way("up,k", "move(-1)", "up", "The event above"),
    _way("pagedown", "page(1.0)", "page_down", "A page down"),
    _way("pageup", "page(-1.0)", "page_up", "A page up"),
    _way("ctrl+d", "page(0.5)", "half_down", "Half a page down"),
    _way("ctrl+u", "page(-0.5)", "half_up", "Half a page up"),
    _way("home,g", "edge('oldest')", "oldest", "The oldest event"),
    _way("end,G", "edge('newest')", "newest", "The newest event"),
]
