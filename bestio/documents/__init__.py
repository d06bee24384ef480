"""Documents in YAML: read, checked against what they should hold, and what is told of their mistakes."""
