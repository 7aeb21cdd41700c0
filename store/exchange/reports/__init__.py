"""What can be handed over: differences and the case of a schedule as text, Markdown and HTML."""
