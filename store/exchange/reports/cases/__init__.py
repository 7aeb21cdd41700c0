"""The case of one schedule, for a ticket."""
