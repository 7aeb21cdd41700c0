"""What is drawn: pure functions from values of the store to text and lines."""
