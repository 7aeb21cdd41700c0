"""The audit log of energy schedules: everything that needs no screen."""
