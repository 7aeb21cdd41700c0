"""What goes on by itself while one looks: following, watching, and looking at the seal."""
