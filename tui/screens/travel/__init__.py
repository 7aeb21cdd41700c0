"""Time travel: the whole screen as it was at another moment."""
