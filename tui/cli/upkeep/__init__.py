"""The commands that keep a store in order and prove what is in it."""
