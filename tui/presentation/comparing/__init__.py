"""What two marked things are, how they differ in numbers, and the versions of a schedule in a list or a matrix."""
