"""The before and after panes as lines: folded, aligned, and cut to a width."""
