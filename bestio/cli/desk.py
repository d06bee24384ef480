"""What a verb of `bestio act` works with: the creation at hand, what was asked, and what it tells."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from bestio.cli.output import tell
from bestio.cli.talk import Talk
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.library import Library
from bestio.workshop.creation import Creation
from bestio.workshop.store import Store
from bestio.workshop.studio import Studio

MOST_INPUT = 2 << 20
STDIN = "-"


@dataclass(frozen=True)
class Request:
    """One act as it was asked for."""

    journal: str
    verb: str
    words: tuple[str, ...] = ()
    title: str = ""
    out: Path | None = None
    seed: int | None = None


@dataclass
class Desk:
    """A creation at hand: its studio, the store it is in, and what was asked."""

    studio: Studio
    store: Store
    library: Library
    request: Request
    talk: Talk

    @property
    def creation(self) -> Creation:
        """The creation as it is now."""
        return self.studio.creation

    @property
    def words(self) -> tuple[str, ...]:
        """What the verb was given."""
        return self.request.words


@dataclass(frozen=True)
class Told:
    """What an act gives besides its caption: lines for people, and the same as data.

    `heard`: a dialogue has told what happened already, so that captions would say it twice.
    """

    lines: tuple[str, ...] = ()
    data: Any = None
    heard: bool = False


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


def need_creature(desk: Desk) -> None:
    """Raise BestioError where the group, which its teacher has made, has no creature yet."""
    if not desk.creation.begun:
        journal = desk.studio.journal
        raise BestioError(
            _("The group “{group}” has no creature yet.").format(group=journal.group or journal.path.stem),
            hint=_("To begin: bestio act {journal} tourner").format(journal=desk.request.journal),
        )


def builtins(value: Any) -> Any:
    """`value` as plain data."""
    return msgspec.to_builtins(value)
