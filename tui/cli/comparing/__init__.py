"""What `gridtrail diff` compares, and the forms it shows differences in."""
