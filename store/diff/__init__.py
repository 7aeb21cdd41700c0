"""Two snapshots and what lies between them: changes, quarter-hours and the summary of an event."""
