"""The seal: one Merkle tree over the entries' bytes, and what can be proven by it; no SQL, no files."""
