"""What shows where one is in the timeline."""
