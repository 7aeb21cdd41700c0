"""The command line: everything the screen answers, a pipe can ask."""
