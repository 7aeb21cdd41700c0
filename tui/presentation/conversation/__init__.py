"""How the conversation about a version is written: its lane, and the versions beside it."""
