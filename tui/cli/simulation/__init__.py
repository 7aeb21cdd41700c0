"""The parts of `gridtrail simulate`: the sandbox, what is asked for, and what is said about it."""
