"""The filter of the timeline: what is listed by it, its bar, its views, and what a row offers to it."""
