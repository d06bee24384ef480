"""A replay that is taken away: where to, and in which form."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bestio.classroom.class_report import EXPORTS
from bestio.export.replay_files import CAST, CUES
from bestio.i18n import _
from bestio.tui.recording import make_replay
from bestio.tui.screens.save_as import SaveAs
from bestio.tui.services import Services
from bestio.tui.text import visible

SOUND = ".mp3"


def replay_as_file(services: Services, path: Path, group: str, speed: float) -> SaveAs:
    """The dialog that writes the replay of the journal `path`, played at `speed`, into a file."""
    return SaveAs(
        _("See again: {group}").format(group=visible(group)),
        services.folder_of(EXPORTS, path),
        _("replay"),
        (SOUND, CAST, CUES),
        partial(make_replay, services, path, speed),
        labels={
            SOUND: _("What is heard of it (MP3)"),
            CAST: _("What a terminal shows of it (asciicast)"),
            CUES: _("The sheet of who presents it (text)"),
        },
    )
