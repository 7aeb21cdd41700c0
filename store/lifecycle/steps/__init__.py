"""The steps of a conversation: those that were made, and those that are waited for."""
