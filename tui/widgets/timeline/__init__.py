"""The timeline, and what draws it."""
