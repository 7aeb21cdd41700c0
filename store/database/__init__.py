"""The log in a database: the append-only entries, and what is read out of them."""
