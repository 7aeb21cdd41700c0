"""What differs between two states, in the words and numbers a person reads."""
