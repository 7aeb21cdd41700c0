"""The screen and the command line of Gridtrail."""
