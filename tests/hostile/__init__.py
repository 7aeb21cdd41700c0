"""Hostile texts through everything that shows a log, with a terminal emulator, parsers and readers as judges."""
