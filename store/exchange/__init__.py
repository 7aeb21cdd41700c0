"""What comes in and goes out: audit entries, messages, the HTTP API and reports."""
