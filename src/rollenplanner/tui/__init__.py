"""The terminal interface: review what a plan leaves open, and try changes, in a meeting."""
