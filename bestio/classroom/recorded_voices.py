"""The recorded voices of a class: the teacher's leave, clips that are added and left out, and voices taken back.

A voice belongs to somebody: nothing is recorded or played before the class's leave, nor after its date, and who takes
their voice back takes everything with it that was made of it.
"""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from bestio.classroom.erasure.scan import walk
from bestio.classroom.erasure.withdrawal import Withdrawal, rests
from bestio.classroom.made_up import describe_date, name_of_person
from bestio.classroom.own_voices import voices_of
from bestio.classroom.store import safe_name
from bestio.errors import BestioError, Report, UsageError, Where, reason_of
from bestio.i18n import _, ngettext
from bestio.journal.server_refusal import ServerRefusal
from bestio.library import BANKS, CACHE
from bestio.private_files import make_folder
from bestio.speech.recorded import renderings
from bestio.speech.recorded.bank import Bank, bank_of, sound_in
from bestio.speech.recorded.bank_index import (
    ENDING,
    INDEX,
    Index,
    Leave,
    clip_path,
    nothing_told,
    read_index,
    written,
    written_clip,
)
from bestio.speech.recorded.clip import RATE, Clip, digest_of, encoded
from bestio.speech.recorded.file_banks import FileBanks
from bestio.speech.recorded.intake import Cut
from bestio.speech.recorded.keeper import BankKeeper, BankWriter
from bestio.speech.recorded.renderings import SOUNDS
from bestio.speech.speech import Samples
from bestio.speech.voice import save_voice
from bestio.storage import disk
from bestio.storage.lock import JournalBusy
from bestio.text.sanitise import sanitise

USUAL_DAYS: Final = 183
"""Days for which a leave holds unless another date is said."""
_ID_BYTES = 8


class NotAllowed(BestioError):  # noqa: N818 (it says what is the matter)
    """The class has no leave to record, or to be heard."""

    def __init__(self, class_id: str, leave: Leave) -> None:
        if leave.until:
            message = _("The recorded voices of the class “{name}” are off (they were allowed until {date}).").format(
                name=class_id, date=describe_date(leave.until)
            )
        else:
            message = _("The recorded voices of the class “{name}” are off.").format(name=class_id)
        super().__init__(
            message,
            hint=_(
                "The teacher turns them on, once the consent is signed: V on the screen of the class, "
                "or bestio class {name} --voices on"
            ).format(name=class_id),
        )


class RecordedVoices:
    """The banks of a workspace, kept by `keeper` (else in files). `now`: seconds since 1970; `today`: the day (ISO).

    Where a server does, a bank may have been copied from files of this workspace: what is erased there goes here too.
    """

    def __init__(self, workspace: Path, now: float, keeper: BankKeeper | None = None) -> None:
        self.workspace = workspace
        self.root = workspace / BANKS
        self._files = FileBanks(self.root, lambda: now)
        self.keeper: BankKeeper = keeper or self._files
        self._now = now
        self.today = date.fromtimestamp(now).isoformat()

    def folder(self, class_id: str) -> Path:
        """The folder of a class's bank, which may not exist. Raises UsageError for a name that leads elsewhere."""
        return self.root / safe_name(class_id)

    def bank(self, class_id: str, report: Report = nothing_told) -> Bank:
        """The bank of a class as it is today; an empty one, closed, where there is none."""
        with _asked():
            return bank_of(self.keeper, safe_name(class_id), self.today, report)

    def classes(self) -> tuple[str, ...]:
        """The classes that have a bank."""
        with _asked():
            return self.keeper.classes()

    def sound(self, class_id: str, clip: Clip) -> Samples:
        """The sound of a clip. Raises ClipLost where there is none, or another one."""
        with _asked():
            return sound_in(self.keeper.sounds(safe_name(class_id), (clip.id,)).get(clip.id, b""), clip)

    # --- leave --------------------------------------------------------------------------------------------------------

    def usual_end(self) -> str:
        """The day (ISO) until which a leave holds unless another is said."""
        return (date.fromisoformat(self.today) + timedelta(USUAL_DAYS)).isoformat()

    def until(self, day: str) -> str:
        """The day (ISO) until which a leave holds, the usual one where `day` is "". Raises UsageError for one past."""
        if day and day <= self.today:
            raise UsageError(
                _("{date} is past.").format(date=describe_date(day)), hint=_("Write a date that is to come.")
            )
        return day or self.usual_end()

    def would_hold(self, class_id: str) -> str:
        """Until which day (ISO) a class may be heard, or where it may not: could be, from today on."""
        leave = self.bank(class_id).leave
        return leave.until if leave.on and leave.until > self.today else self.usual_end()

    def turn_on(self, class_id: str, title: str, until: str = "") -> Leave:
        """Let a class record and be heard until a day (ISO; six months where none is said), and make its voices.

        Raises UsageError for a day that is past, BestioError where it cannot be kept.
        """
        leave = Leave(on=True, until=self.until(until))
        with self._writing(class_id) as writer:
            writer.set_leave(written(leave, ()))
            for voice in voices_of(class_id, title) if not self.keeper.remote else ():
                path = self.workspace / "voices" / f"{voice.id}.yaml"
                if not disk.is_there(path):
                    make_folder(path.parent)
                    save_voice(path, voice)
        return leave

    def turn_off(self, class_id: str) -> None:
        """Record and play nothing more; the clips stay until somebody takes them back. Raises BestioError."""
        with self._writing(class_id) as writer:
            writer.set_leave(written(replace(self._read(class_id, writer.lines()).leave, on=False), ()))

    # --- clips --------------------------------------------------------------------------------------------------------

    def add(
        self, class_id: str, who: str, cuts: Sequence[Cut], *, group: str = "", noise: bool = False
    ) -> tuple[Clip, ...]:
        """Put pieces of recordings into the bank of a class; the clips that they became.

        Raises NotAllowed, UsageError for a name that is none, BestioError where they cannot be kept: what was written
        until then stays, and the message says how much.
        """
        name = name_of_person(who)
        if not (leave := self.bank(class_id).leave).on:
            raise NotAllowed(class_id, leave)
        made: list[Clip] = []
        with self._writing(class_id) as writer:
            index = self._read(class_id, writer.lines())
            if not (leave := self._today(index.leave)).on:
                raise NotAllowed(class_id, leave)
            try:
                for cut in cuts:
                    clip, sound = self._made(cut, name, group, leave, noise=noise)
                    writer.add(clip.id, sound)
                    made.append(clip)
            except OSError as error:
                if isinstance(error, ServerRefusal):
                    raise
                writer.append(_lines(made))
                raise _no_room(error, self.folder(class_id), len(made), len(cuts)) from error
            before = {clip.id for clip in index.clips}
            writer.append(_lines(clip for clip in made if clip.id not in before))
        return tuple(made)

    def _today(self, leave: Leave) -> Leave:
        return replace(leave, on=leave.on and leave.until >= self.today)

    def _made(self, cut: Cut, who: str, group: str, leave: Leave, *, noise: bool) -> tuple[Clip, bytes]:
        data = encoded(cut.samples)
        digest = digest_of(data)
        clip = Clip(
            id=digest_of(f"{who}\0{cut.text}\0{digest}".encode())[: 2 * _ID_BYTES],
            who=who,
            text=cut.text,
            at=float(round(self._now)),
            until=leave.until,
            size=len(data),
            digest=digest,
            seconds=round(len(cut.samples) / RATE, 4),
            words=cut.words,
            sounds=cut.sounds,
            group=group,
            kind="noise" if noise else "words",
        )
        return clip, data

    def leave_out(self, class_id: str, ids: Iterable[str]) -> tuple[Clip, ...]:
        """Erase some clips, and what was made of them; those that went. Raises BestioError where it cannot be done."""
        wanted = set(ids)
        clips = tuple(clip for clip in self._clips(class_id) if clip.id in wanted)
        self.erase(replace(self._of(class_id, clips), nameless=()), sweep=False)
        return clips

    # --- taking a voice back ------------------------------------------------------------------------------------------

    def of_person(self, class_id: str, who: str) -> Withdrawal:
        """What goes when somebody takes their voice back. Raises UsageError where the bank has nobody of that name."""
        clips = self._clips(class_id)
        name = " ".join(sanitise(who, instead=" ").split())
        theirs = tuple(clip for clip in clips if clip.who.casefold() == name.casefold())
        if not theirs:
            known = ", ".join(sorted({clip.who for clip in clips}))
            raise UsageError(
                _("Nobody called “{name}” has recorded anything in the class “{class_name}”.").format(
                    name=name[:60], class_name=class_id
                ),
                hint=_("There are: {names}.").format(names=known or "–"),
            )
        return self._of(class_id, theirs)

    def of_group(self, class_id: str, group_id: str, called: Iterable[str] = ()) -> Withdrawal:
        """What a group has recorded, under its id or the names it is `called`."""
        names = {name.casefold() for name in called if name}
        clips = tuple(clip for clip in self._clips(class_id) if clip.group == group_id or clip.who.casefold() in names)
        return self._of(class_id, clips) if clips else Withdrawal()

    def of_class(self, class_id: str) -> Withdrawal:
        """All that a class has recorded, and its voices."""
        with _asked():
            if not disk.is_folder(self.folder(class_id)) and not self.keeper.state(class_id):
                return Withdrawal()
        voices = (self.workspace / "voices" / f"{voice.id}.yaml" for voice in voices_of(class_id, class_id))
        found = self._of(class_id, self._clips(class_id))
        return replace(found, voices=tuple(path for path in voices if disk.is_file(path)), whole=True)

    def _of(self, class_id: str, clips: Sequence[Clip]) -> Withdrawal:
        folder, ids = self.folder(class_id), {clip.id for clip in clips}
        made = [
            (machine, one)
            for machine, line in self._renderings(class_id)
            for one in renderings.read([line])
            if ids & set(one.clips)
        ]
        digests = {one.digest for _machine, one in made}
        sounds = [
            path
            for path in (walk(self.workspace) if made else ())
            if path.suffix.lower() in SOUNDS
            and not path.is_symlink()
            and self.root not in path.parents
            and renderings.digest_of_file(path) in digests
        ]
        inside = {renderings.digest_of_file(path) for path in sounds}
        here = [one for machine, one in made if not machine]
        elsewhere = [one.file for one in here if not (one.digest in inside and self._is_inside(one.file))]
        there = [file for file in elsewhere if disk.is_there(self._path(file)) or not self._is_inside(file)]
        there += [f"{machine}: {one.file}" for machine, one in made if machine]
        return Withdrawal(
            (folder,),
            tuple(clips),
            tuple(sounds),
            tuple(dict.fromkeys(there)),
            nameless=self._nameless(class_id),
            remote=self.keeper.remote,
        )

    def _renderings(self, class_id: str) -> list[tuple[str, bytes]]:
        with _asked():
            copied = self._files.made(class_id) if self.keeper.remote else []
            return [*self.keeper.made(class_id), *copied]

    def _nameless(self, class_id: str) -> tuple[Path, ...]:
        """Sounds in files that no line tells of, and what was left when writing one was cut short."""
        folder = self.folder(class_id)
        known = {clip_path(folder, clip) for clip in self._clips(class_id)}
        kinds = (ENDING, ".part")
        return tuple(path for path in walk(folder) if path.suffix in kinds and path not in known)

    def erase(self, what: Withdrawal, *, on_server: bool = True, sweep: bool = True) -> list[str]:
        """Erase what was shown, and the cache of lines; what there is to say. Raises BestioError where it cannot.

        Without `on_server`, what a server keeps of it stays: it goes with the rest of what is forgotten. Without
        `sweep`, what stood there is but room to be written over: nobody has to wait while tables are written anew.
        """
        ids = [clip.id for clip in what.clips]
        for folder in what.folders:
            keepers = [self._files] if disk.is_folder(folder) else []
            for keeper in [self.keeper, *keepers] if self.keeper.remote and on_server else keepers:
                with self._writing(folder.name, keeper) as writer:
                    for path in what.files:
                        path.unlink(missing_ok=True)
                    writer.erase(ids, whole=what.whole)
            with contextlib.suppress(FileNotFoundError):
                shutil.rmtree(self.workspace / CACHE)
        return [] if not (on_server and sweep) or self.keeper.sweep() else [rests()]

    def _path(self, file: str) -> Path:
        return self.workspace / file  # an absolute path stays what it is

    def _is_inside(self, file: str) -> bool:
        return self._path(file).absolute().is_relative_to(self.workspace.absolute())

    # --- what keeps them ----------------------------------------------------------------------------------------------

    def _read(self, class_id: str, lines: bytes) -> Index:
        return read_index(lines, self.keeper.place(class_id) / INDEX)

    def _clips(self, class_id: str) -> tuple[Clip, ...]:
        """The clips of a class, those too of files that were copied to the server; none where there is no bank."""
        found: dict[str, Clip] = {}
        for keeper in dict.fromkeys((self.keeper, self._files)):
            with _asked():
                try:
                    lines = keeper.lines(safe_name(class_id))
                except ServerRefusal:
                    raise
                except OSError:
                    continue
            for clip in self._read(class_id, lines).clips:
                found.setdefault(clip.id, clip)
        return tuple(found.values())

    @contextlib.contextmanager
    def _writing(self, class_id: str, keeper: BankKeeper | None = None) -> Iterator[BankWriter]:
        """The right to write a bank, which is made where there is none. Raises BestioError."""
        folder = self.folder(class_id)
        try:
            with (keeper or self.keeper).writing(class_id) as writer:
                yield writer
        except JournalBusy as error:
            raise BestioError(
                _("Another window is recording in the class “{name}”.").format(name=class_id),
                hint=_("Wait until it is done, then try again: nothing was lost."),
                where=Where.of(folder),
            ) from error
        except ServerRefusal as error:
            raise BestioError(error.message, hint=error.hint) from error
        except OSError as error:
            raise _refused(error, folder) from error


@contextlib.contextmanager
def _asked() -> Iterator[None]:
    """What is asked here raises BestioError where a server does not answer."""
    try:
        yield
    except ServerRefusal as error:
        raise error.error() from error


def _lines(clips: Iterable[Clip]) -> dict[str, bytes]:
    return {clip.id: written_clip(clip) for clip in clips}


def _no_room(error: OSError, folder: Path, kept: int, asked: int) -> BestioError:
    told = ngettext(
        "{kept} recording of {n} was kept: {reason}.",
        "{kept} recordings of {n} were kept: {reason}.",
        kept,
    ).format(kept=kept, n=asked, reason=_reason(error))
    return BestioError(told, hint=_("Make room on the disk, then record the rest again."), where=Where.of(folder))


def _refused(error: OSError, folder: Path) -> BestioError:
    return BestioError(
        _("The recordings cannot be written: {reason}.").format(reason=_reason(error)),
        hint=_("Check that there is room on the disk, and that you may write in this folder."),
        where=Where.of(folder),
    )


def _reason(error: OSError) -> str:
    return _("the disk is full") if error.errno in {errno.ENOSPC, errno.EDQUOT} else reason_of(error)
