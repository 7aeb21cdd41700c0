"""The screens that show differences in full."""
