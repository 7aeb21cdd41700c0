"""Finding one's way in the timeline: the histogram over it, the places one was at, and what was marked."""
