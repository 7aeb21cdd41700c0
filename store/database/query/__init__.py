"""Questions answered by a database: compiled to conditions, the rest told from rows and entries."""
