"""Following a store: that it was written to, by whatever process, and what came."""
