"""Single lines: at the head, at the foot, and between the panes."""
