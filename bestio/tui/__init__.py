"""The Textual app."""

import os

# What a key changes is painted in up to three rounds (a list, what hangs on it, the layout), and Textual waits a frame
# before each: shorter frames bring the last one sooner. Whoever sets another figure keeps it.
os.environ.setdefault("TEXTUAL_FPS", "120")
