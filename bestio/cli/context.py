"""What a verb of `bestio act` works with: the creation at hand, what was asked, and what it tells."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from bestio.cli.output import tell
from bestio.cli.prompts import Talk
from bestio.creation.fold import Creation
from bestio.errors import UsageError
from bestio.i18n import _
from bestio.library import Library
from bestio.session.session import Session
from bestio.studio.studio import Studio

MOST_INPUT = 2 << 20
STDIN = "-"


@dataclass(frozen=True)
class Request:
    """One act as it was asked for; `dys`: in easy reading or not, None where nobody said."""

    journal: str
    verb: str
    words: tuple[str, ...] = ()
    title: str = ""
    out: Path | None = None
    seed: int | None = None
    dys: bool | None = None


@dataclass
class Context:
    """A creation at hand: its session, what was asked of it, and how one is asked."""

    session: Session
    request: Request
    talk: Talk

    @property
    def studio(self) -> Studio:
        """What acts on the creation."""
        return self.session.studio

    @property
    def library(self) -> Library:
        """What there is."""
        return self.studio.library

    @property
    def creation(self) -> Creation:
        """The creation as it is now."""
        return self.session.creation

    @property
    def words(self) -> tuple[str, ...]:
        """What the verb was given."""
        return self.request.words


def read_input(name: str) -> tuple[str, str]:
    """The title and the text of a file, or of standard input for `-`. Raises BestioError."""
    from bestio.phrases.importers import read_text  # noqa: PLC0415

    if name != STDIN:
        found, title = read_text(Path(name)), Path(name).stem
    else:
        if sys.stdin.isatty():
            tell(_("Write the text, then press Ctrl+D (Ctrl+Z and Enter on Windows)."))
        found, title = read_text(sys.stdin.buffer.read(MOST_INPUT), _("standard input")), ""
    for warning in found.warnings:
        tell(warning)
    return title, found.text


def missing(what: str) -> UsageError:
    """Something that the verb needs was not given."""
    return UsageError(_("{0} is missing.").format(what), hint=_("All the verbs: bestio act JOURNAL help"))
