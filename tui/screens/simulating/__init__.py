"""Writing into a sandbox: moves by hand, and the TSO that answers by itself."""
