"""What goes when somebody takes their voice back, to be shown before it is erased."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from bestio.i18n import _, ngettext
from bestio.speech.recorded.bank_index import clip_path
from bestio.speech.recorded.clip import Clip
from bestio.storage import disk


class Withdrawal(Struct, frozen=True):
    """What goes when somebody takes their voice back: `clips` of the banks in `folders`, and sounds made of them.

    `elsewhere` are sounds outside of the workspace, or that are there no more: people must look for those themselves.
    `nameless` are recordings that no line of these banks tells of: they may be anybody's. `whole`: nothing stays
    of these banks. `remote`: a server keeps them, and the folders hold at most a copy.
    """

    folders: tuple[Path, ...] = ()
    clips: tuple[Clip, ...] = ()
    sounds: tuple[Path, ...] = ()
    elsewhere: tuple[str, ...] = ()
    voices: tuple[Path, ...] = ()
    nameless: tuple[Path, ...] = ()
    whole: bool = False
    remote: bool = False

    def __bool__(self) -> bool:
        return bool(self.clips or self.sounds or self.elsewhere or self.voices or (self.whole and self.folders))

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that go."""
        clips = (clip_path(folder, clip) for folder in self.folders for clip in self.clips)
        return (*(path for path in clips if disk.is_file(path)), *self.sounds, *self.voices, *self.nameless)

    def told(self) -> list[str]:
        """The same for people, line by line."""
        lines = []
        if self.clips:
            who = ", ".join(sorted({clip.who for clip in self.clips}))
            lines.append(
                ngettext("{n} recorded clip: {who}", "{n} recorded clips: {who}", len(self.clips)).format(
                    n=len(self.clips), who=who
                )
            )
        if count := len(self.nameless):
            lines.append(
                ngettext(
                    "{n} recording without a name, which may be anybody’s",
                    "{n} recordings without a name, which may be anybody’s",
                    count,
                ).format(n=count)
            )
        lines += [
            _("A sound in which it is heard: {file}").format(file=disk.shown(path)) for path in self.sounds[:_TOLD]
        ]
        if len(self.sounds) > _TOLD:
            more = len(self.sounds) - _TOLD
            lines.append(ngettext("And {n} more file", "And {n} more files", more).format(n=more))
        lines += [
            _("This sound is outside of the workspace, and stays: {file}. Erase it yourself.").format(file=file)
            for file in self.elsewhere
        ]
        return lines


def rests() -> str:
    """That a server could not write its tables anew after something was erased, for people."""
    return _(
        "Whoever can read the server’s disk may find rests of it there until the tables are written anew: tell "
        "whoever looks after it (VACUUM FULL, when nobody is at work)."
    )


_TOLD = 8
