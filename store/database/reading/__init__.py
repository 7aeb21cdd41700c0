"""Reading the log: timeline, tree and single events, as they are and as they were."""
