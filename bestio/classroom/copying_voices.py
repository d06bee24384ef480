"""What classes have recorded, checked, and copied from where it is kept to where it is to be: files, or a server.

Each clip is copied whole or not at all, with the same bytes; what was cut short is done by copying again. Nothing that
is there is written over: not a leave that was given or taken there, nor a clip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from bestio.classroom.store import Store
from bestio.errors import Problem, reason_of
from bestio.i18n import _
from bestio.journal.server_refusal import ServerRefusal, TooMuch
from bestio.speech.recorded import renderings
from bestio.speech.recorded.bank import bank_of, lost
from bestio.speech.recorded.bank_index import Index, read_index, written, written_clip
from bestio.speech.recorded.clip import Clip, digest_of
from bestio.speech.recorded.keeper import BankKeeper, BankWriter
from bestio.storage.lock import JournalBusy

AT_ONCE = 40
"""Clips that are read and written together: some two megabytes."""


class CopiedBank(Struct, frozen=True):
    """What became of the recordings of a class: how many clips were `copied`, and were there already (`same`).

    `left_out`: clips whose sound is missing or another one, and lines that cannot be read. `differs`: the leave that
    is there is another one, and stays. `why`: the class was left as it was.
    """

    class_id: str
    copied: int = 0
    same: int = 0
    left_out: int = 0
    differs: bool = False
    why: str = ""

    @property
    def state(self) -> Literal["copied", "same", "differs", "left"]:
        """The same in one word."""
        if self.why:
            return "left"
        if self.differs:
            return "differs"
        return "copied" if self.copied else "same"


def copy_banks(source: Store, target: Store) -> Iterator[CopiedBank]:
    """Copy what every class has recorded. Raises BestioError where the server does not answer."""
    here, there = source.banks, target.banks
    try:
        for class_id in here.classes():
            target.journals.make_class(class_id, source.journals.title(class_id))
            yield copy_bank(here, there, class_id)
    except ServerRefusal as error:
        raise error.error() from error


def copy_bank(
    here: BankKeeper, there: BankKeeper, class_id: str, wanted: Callable[[Clip], bool] = lambda _clip: True
) -> CopiedBank:
    """Copy what a class has recorded, of its clips those that are `wanted`. Raises ServerRefusal."""
    lines = here.lines(class_id)
    index = read_index(lines, here.place(class_id))
    torn = max(0, sum(1 for line in lines.split(b"\n") if line.strip()) - 1 - len(index.clips))
    clips = [clip for clip in index.clips if wanted(clip)]
    done = CopiedBank(class_id, left_out=torn)
    try:
        for start in range(0, max(1, len(clips)), AT_ONCE):
            part = clips[start : start + AT_ONCE]
            sounds = here.sounds(class_id, [clip.id for clip in part])
            with there.writing(class_id) as writer:
                found = _begun(writer, there, class_id, index)
                known = {clip.id for clip in found.clips}
                new = [
                    clip for clip in part
                    if clip.id not in known and digest_of(sounds.get(clip.id, b"")) == clip.digest
                ]  # fmt: skip
                for clip in new:
                    writer.add(clip.id, sounds[clip.id])
                writer.append({clip.id: written_clip(clip) for clip in new})
                same = sum(clip.id in known for clip in part)
                done = CopiedBank(
                    class_id,
                    done.copied + len(new),
                    done.same + same,
                    done.left_out + len(part) - same - len(new),
                    found.leave != index.leave,
                )
        _copy_made(here, there, class_id)
    except JournalBusy:
        return CopiedBank(class_id, why=_("Somebody is at work on it there."))
    except TooMuch as error:
        return CopiedBank(class_id, why=error.message)
    except ServerRefusal:
        raise
    except OSError as error:
        return CopiedBank(class_id, why=reason_of(error))
    return done


def faults_of(keeper: BankKeeper, class_id: str) -> list[str]:
    """What of a bank cannot be read, or is not what was recorded. Raises ServerRefusal."""
    found: list[Problem] = []
    clips = [*bank_of(keeper, class_id, "", found.append).clips]
    for start in range(0, len(clips), AT_ONCE):
        part = clips[start : start + AT_ONCE]
        sounds = keeper.sounds(class_id, [clip.id for clip in part])
        for clip in part:
            if digest_of(sounds.get(clip.id, b"")) != clip.digest:
                found.append(lost(keeper.place(class_id), clip))
    return [str(problem) for problem in found]


def _begun(writer: BankWriter, there: BankKeeper, class_id: str, index: Index) -> Index:
    """What the bank holds there, which has the leave of `index` where it is new."""
    lines = writer.lines()
    if not lines.strip():
        writer.set_leave(written(index.leave, ()))
        return Index(index.leave, ())
    return read_index(lines, there.place(class_id))


def _copy_made(here: BankKeeper, there: BankKeeper, class_id: str) -> None:
    """What tells of the sounds that this machine has made of clips; those of another one are not to be found here."""
    known = {line for _machine, line in there.made(class_id)}
    clips = {clip.id for clip in read_index(there.lines(class_id), there.place(class_id)).clips}
    new = [line for machine, line in here.made(class_id) if not machine and line not in known]
    new = [line for line in new for one in renderings.read([line]) if clips & set(one.clips)]
    if new:
        with there.writing(class_id) as writer:
            for line in new:
                writer.note(line)
