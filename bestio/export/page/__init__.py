"""The creature's page: one HTML file that opens from a stick, with its voice, its glass box and its replay inside."""
