"""Keeping a store in order: its schema, its room, its roles, and whether its columns are right."""
