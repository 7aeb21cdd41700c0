"""What is asked to list events: those of a scope, or those that answer a query."""
