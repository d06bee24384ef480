"""The last net: an error that nobody foresaw becomes a line in French, and a report without a word of anybody's."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from bestio.i18n import _

UNFORESEEN = 70
"""The exit code: that of an error inside a program, in `sysexits.h`."""


def told(error: BaseException) -> str:
    """What is said of `error`, whose report has been written where that was possible."""
    kind = type(error).__name__
    message = _("The program met an error that it did not foresee ({kind}) and had to stop.").format(kind=kind)
    message += " " + _("What was saved is still there.")
    report = _report(error)
    if report is None:
        return message
    return f"{message} " + _("To have it mended, send this file, which holds none of your texts: {file}").format(
        file=report
    )


def _report(error: BaseException) -> Path | None:
    import tempfile  # noqa: PLC0415 (what is hardly ever needed costs no command time)
    import time  # noqa: PLC0415

    from bestio import __version__  # noqa: PLC0415
    from bestio.crash_report import write_report  # noqa: PLC0415
    from bestio.library import rescue_folder  # noqa: PLC0415

    folders = (rescue_folder(), Path(tempfile.gettempdir()))
    return write_report(error, folders, now=time.time(), version=__version__)


@contextlib.contextmanager
def threads_reported() -> Iterator[None]:
    """What goes wrong in a thread is written to a report: on the screen it would be seen, with all that it holds."""
    before = threading.excepthook

    def report(details: threading.ExceptHookArgs) -> None:
        if details.exc_value is not None:
            _report(details.exc_value)

    threading.excepthook = report
    try:
        yield
    finally:
        threading.excepthook = before
