"""The parts of a reconciliation: what reports say, how quantities are read, and how each trade stands."""
