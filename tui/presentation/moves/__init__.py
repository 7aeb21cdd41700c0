"""The form of a move as values: its fields, what is typed into them, and the preview of what it writes."""
