"""The panes of changes: before and after, side by side or below each other."""
