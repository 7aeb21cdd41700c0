"""The text index: which words stand in which entries, built beside the log while there is time."""
