"""The lines of the panes: each kind of content drawn in its own way."""
