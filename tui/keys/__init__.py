"""The keys: what they are bound to, what they are called, and when they count."""
