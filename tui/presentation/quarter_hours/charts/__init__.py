"""Charts and strips of quarter-hours, drawn in characters."""
