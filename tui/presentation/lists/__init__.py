"""The rows of the lists: timeline, tree and findings."""
