"""The moves that can be made: their list, their fields, and what they would write."""
