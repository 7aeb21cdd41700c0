"""What is wrong in the recorded life of a schedule: rules from entries to findings, in plain words."""
