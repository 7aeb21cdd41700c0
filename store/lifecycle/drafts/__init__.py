"""What each move writes, as drafts of audit entries in the API's shape."""
