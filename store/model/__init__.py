"""What the log speaks of: values and pure functions, no SQL and no input or output."""
