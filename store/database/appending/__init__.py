"""Entries on their way into the store: read, and where there are many, in processes beside this one."""
