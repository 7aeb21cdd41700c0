"""What is asked to lay two sides next to each other."""
