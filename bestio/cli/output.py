"""What commands print: one JSON document and nothing else, or plain lines; and errors, on the other stream."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable
from typing import Any

from bestio.cli.streams import give_up_output, open_streams
from bestio.cli.unforeseen import UNFORESEEN, threads_reported, told
from bestio.errors import BestioError, reason_of
from bestio.i18n import _
from bestio.language import emoji
from bestio.text.sanitise import sanitise

PROBLEMS = 1
INTERRUPTED = 130
# What a terminal obeys, or hides: controls (a line end stands only between the lines of the document), marks of
# direction, ends of line of other kinds, invisible signs and tags; not the joiners of emoji.
_OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def guarded(command: Callable[[], int]) -> int:
    """Run a command and give its exit code; whatever goes wrong is a line on the error stream, never a traceback.

    The streams are then again what they were: a command may have them laid out otherwise (`cli.spaced`).
    """
    open_streams()
    streams = sys.stdout, sys.stderr
    try:
        with threads_reported():
            code = command()
        sys.stdout.flush()
    except BestioError as error:
        tell(str(error))
        return error.exit_code
    except BrokenPipeError:
        # The reader has gone (`bestio … | head`): nothing is wrong here.
        give_up_output()
        return 0
    except KeyboardInterrupt:
        tell(_("Interrupted."))
        return INTERRUPTED
    except OSError as error:
        give_up_output()
        place = f"{error.filename}: " if isinstance(error.filename, str) else ""
        tell(place + _("The system refuses: {reason}.").format(reason=reason_of(error)))
        return PROBLEMS
    except Exception as error:
        tell(told(error))
        return UNFORESEEN
    finally:
        sys.stdout, sys.stderr = streams
    return code


def tell(message: str) -> None:
    """Say something to the person, apart from the result; where nobody listens any more, to nobody."""
    with contextlib.suppress(OSError):
        print(safe(message), file=sys.stderr)


def say(text: str = "") -> None:
    """Print a line of the result."""
    print(safe(text))


def say_json(data: Any) -> None:
    """Print the result as one JSON document."""
    import msgspec  # noqa: PLC0415 (a third of what `bestio where` costs)

    try:
        raw = msgspec.json.encode(data)
    except UnicodeEncodeError:  # half a character, as in a file name that is not UTF-8
        raw = msgspec.json.encode(_whole(msgspec.to_builtins(data)))
    sys.stdout.write(_OBEYED.sub(_escaped, msgspec.json.format(raw, indent=2).decode()) + "\n")


def _whole(value: Any) -> Any:
    """Plain data without halves of characters in its texts, keys among them."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return [_whole(item) for item in value] if isinstance(value, list | tuple) else value


def _escaped(found: re.Match[str]) -> str:
    return "".join(f"\\u{unit:04x}" for unit in memoryview(found[0].encode("utf-16-le")).cast("H"))


def safe(text: str) -> str:
    """`text` without the control characters that a terminal would obey; what holds an emoji together stays."""
    return emoji.outside(text, lambda part: sanitise(part, kept="\n\t"))
