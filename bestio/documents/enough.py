"""Telling what is wrong in a file comes to an end: after two hundred problems nobody reads on, and each takes time."""

from __future__ import annotations

from dataclasses import replace

from bestio.errors import Problem, Report
from bestio.i18n import _

MOST = 200
"""Problems of one file that are told."""


class Enough(Exception):  # noqa: N818 (not a fault: the reading of a file ends here)
    """As many problems as are told of one file have been told: the rest of it is not read."""


class AtMost:
    """Passes on the first MOST problems of a file, then says that there are more; raises Enough then and ever after."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._told = 0

    def __call__(self, problem: Problem) -> None:
        """Tell one more problem. Raises Enough."""
        self._told += 1
        if self._told <= MOST:
            self._report(problem)
            return
        if self._told == MOST + 1:
            self._report(more(problem))
        raise Enough


def more(problem: Problem) -> Problem:
    """What stands for `problem` and for all that would follow it."""
    message = _("There are more than {n} problems in this file: from here on it is not read.").format(n=MOST)
    return replace(problem, message=message, hint=_("Mend these first."), level="error")
