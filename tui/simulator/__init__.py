"""The simulated TSO on the screen: the live mode, whose turn it is, and the sandboxes it plays in."""
