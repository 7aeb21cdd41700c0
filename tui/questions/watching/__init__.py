"""What is asked again and again: what has come in, and what has become wrong."""
