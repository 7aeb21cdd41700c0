"""Faults played for real: processes killed, disks filled, servers restarted. `python -m tests.faults --help`."""
