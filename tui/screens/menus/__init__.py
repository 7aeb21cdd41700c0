"""The menus that open over the panes."""
