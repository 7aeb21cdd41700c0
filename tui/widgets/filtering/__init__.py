"""The line in which a query is typed, and what helps to type it."""
