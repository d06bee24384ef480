"""What holds for all tests."""

import os

# Half of what the tests of the interface cost was painting: at 30 frames a second, what changes together is painted
# once. Set before Textual is imported, which reads it once; the benchmarks take the program's own figure.
os.environ.setdefault("TEXTUAL_FPS", "30")
