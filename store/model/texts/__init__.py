"""Texts and values from outside, read tolerantly and shown inert."""
