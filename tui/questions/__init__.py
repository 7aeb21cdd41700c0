"""What the screens ask a store, off the event loop, and the answers as messages."""
