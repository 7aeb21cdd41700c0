"""The commands that say what is in a log, and how they are told what to look at."""
