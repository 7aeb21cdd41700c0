"""The query language: a text parsed into a small tree, what it asks, and which events answer it; pure."""
