"""The widgets: each shows values it is given and answers with messages."""
