"""What may follow what in the life of a schedule: the moves, the simulated TSO, and findings in a recorded life."""
