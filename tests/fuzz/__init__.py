"""Everything that reads what comes from outside, held to its word on any bytes."""
