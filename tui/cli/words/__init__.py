"""The words of the command line: its help, and what it says of wrong use."""
