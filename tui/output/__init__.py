"""What leaves the screen: texts and files, and the clipboard."""
