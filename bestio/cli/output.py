"""What commands print: one JSON document and nothing else, or plain lines; and errors, on the other stream."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from typing import Any

import msgspec

from bestio.errors import BestioError, reason_of
from bestio.i18n import _
from bestio.language import emoji

PROBLEMS = 1
INTERRUPTED = 130


def guarded(command: Callable[[], int]) -> int:
    """Run a command; a BestioError is told on the error stream and gives its exit code. Never a traceback."""
    _speak_utf8()
    try:
        code = command()
        sys.stdout.flush()
    except BestioError as error:
        tell(str(error))
        return error.exit_code
    except BrokenPipeError:
        # The reader has gone (`bestio … | head`): nothing is wrong here.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        tell(_("Interrupted."))
        return INTERRUPTED
    except OSError as error:
        place = f"{error.filename}: " if isinstance(error.filename, str) else ""
        tell(place + _("The system refuses: {reason}.").format(reason=reason_of(error)))
        return PROBLEMS
    return code


def _speak_utf8() -> None:
    """Windows consoles and bare locales would refuse French letters."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def tell(message: str) -> None:
    """Say something to the person, apart from the result."""
    print(safe(message), file=sys.stderr)


def say(text: str = "") -> None:
    """Print a line of the result."""
    print(safe(text))


def say_json(data: Any) -> None:
    """Print the result as one JSON document."""
    raw = msgspec.json.format(msgspec.json.encode(data), indent=2)
    sys.stdout.write(raw.decode() + "\n")


def safe(text: str) -> str:
    """`text` without the control characters that a terminal would obey; what holds an emoji together stays."""
    return emoji.outside(text, _obeyed_by_none)


def _obeyed_by_none(text: str) -> str:
    return "".join(
        char if char in "\n\t" or char.isprintable() or char in "\u00a0\u202f" else "\ufffd" for char in text
    )
