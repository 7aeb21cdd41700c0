"""Finding one's way: jumps, the places one was at, matches among the others, marks, and the histogram."""
