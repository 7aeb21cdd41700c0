"""The rules: each reads the life of a schedule and finds one kind of thing wrong."""
