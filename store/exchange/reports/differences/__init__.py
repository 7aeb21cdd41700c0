"""What differs between two states, as values, text, Markdown and pictures."""
