"""Starting and ending: the process, its terminal, and what is ready before the screen is."""
