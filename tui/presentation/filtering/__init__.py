"""What is drawn of a filter: its text, what completes it, its chips, and the terms that a row offers."""
