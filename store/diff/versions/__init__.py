"""The versions of a schedule side by side."""
