"""Run the README's open command in a pseudo-terminal, wait for the app's first screen, leave it with its own key."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import sys
import tempfile
import termios
import time

ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b[\]P].*?(?:\x07|\x1b\\)|\x1b.", re.DOTALL)
# Home, or the very first creature, which may come before home is painted.
FIRST_SCREENS = ("Nouvelle créature", "possibles", "Tourner")
LIMIT = 900  # seconds: a cold installation downloads everything


def main() -> int:
    """Exit 0 when the first screen came and the app then left by itself with 0."""
    command = sys.argv[1]
    with tempfile.TemporaryDirectory() as home:
        pid, terminal = pty.fork()
        if pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "BESTIO_HOME": home, "LANG": "C.UTF-8"}
            os.execvpe("bash", ["bash", "-c", command], environment)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        seen, left, end = b"", False, time.monotonic() + LIMIT
        while time.monotonic() < end:
            ready, _, _ = select.select([terminal], [], [], 1.0)
            if ready:
                try:
                    chunk = os.read(terminal, 65536)
                except OSError:
                    break
                if not chunk:
                    break
                seen += chunk
            text = ESCAPES.sub(b"", seen).decode("utf-8", "replace")
            if not left and any(screen in text for screen in FIRST_SCREENS):
                os.write(terminal, b"\x11")  # Ctrl+Q
                left = True
        else:
            os.kill(pid, 9)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    print(f"first screen: {'seen' if left else 'never seen'}; exit code {status}")
    if not left or status != 0:
        print(ESCAPES.sub(b"", seen).decode("utf-8", "replace")[-3000:])
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
