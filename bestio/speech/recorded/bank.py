"""The bank of a class as it is on a day: what of its clips can be heard, and what cannot.

What is damaged, missing or changed costs one clip, and is told; a clip past its date is not played.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from bestio.errors import Problem, Report, Where, reason_of
from bestio.i18n import _, ngettext
from bestio.speech.recorded.bank_index import INDEX, Leave, clip_path, nothing_told, read_index
from bestio.speech.recorded.clip import Clip, decoded, digest_of
from bestio.speech.recorded.file_banks import FileBanks
from bestio.speech.recorded.keeper import BankKeeper
from bestio.speech.speech import Samples

_TOLD = 8


class Bank(Struct, frozen=True):
    """What can be heard of a class's clips on a day, and what cannot: `expired`, and those whose file is `missing`.

    `key` changes when anything of it does. `remote`: `folder` is but what it is called, no file of it is there.
    """

    folder: Path
    leave: Leave
    clips: tuple[Clip, ...] = ()
    expired: tuple[Clip, ...] = ()
    missing: tuple[Clip, ...] = ()
    key: str = ""
    remote: bool = False

    @property
    def open(self) -> bool:
        """Whether the class may be heard."""
        return self.leave.on

    def people(self) -> tuple[str, ...]:
        """Who is heard, in alphabetical order."""
        return tuple(sorted({clip.who for clip in self.clips}))


class ClipLost(Exception):  # noqa: N818 (a state of the file, not a mistake)
    """The sound file of a clip is missing, or is not the one that was recorded."""


def open_bank(folder: Path, today: str, report: Report = nothing_told) -> Bank:
    """The bank in the files of `folder`, see `bank_of`."""
    return bank_of(FileBanks(folder.parent, lambda: 0.0), folder.name, today, report)


def bank_of(keeper: BankKeeper, class_id: str, today: str, report: Report = nothing_told) -> Bank:
    """The bank of a class as it is on the day `today` (ISO); an empty one, closed, where there is none.

    Files that cannot be read are reported; a server that does not answer raises OSError.
    """
    place = keeper.place(class_id)
    try:
        data, sizes = keeper.lines(class_id), keeper.sizes(class_id)
    except FileNotFoundError:
        return Bank(place, Leave(), remote=keeper.remote)
    except OSError as error:
        if keeper.remote:
            raise
        report(
            Problem(Where.of(place / INDEX), _("The file cannot be opened ({reason}).").format(reason=reason_of(error)))
        )
        return Bank(place, Leave())
    return bank_in(data, place, today, sizes, report, remote=keeper.remote)


def bank_in(
    data: bytes,
    place: Path,
    today: str,
    sizes: Mapping[str, int] | None,
    report: Report = nothing_told,
    *,
    remote: bool = False,
) -> Bank:
    """The bank whose lines are `data`; `sizes` are those of its sounds, None where they are not looked at."""
    index = read_index(data, place / INDEX, report)
    leave = index.leave
    if leave.on and leave.until < today:
        leave = Leave(on=False, until=leave.until)
    there: list[Clip] = []
    expired: list[Clip] = []
    missing: list[Clip] = []
    for clip in index.clips:
        if clip.until < today or index.leave.until < today:
            expired.append(clip)
        elif sizes is not None and sizes.get(clip.id) != clip.size:
            missing.append(clip)
        else:
            there.append(clip)
    _tell(place, missing, report)
    digest = hashlib.blake2b(data, digest_size=12)
    digest.update(repr((today, [clip.id for clip in missing])).encode())
    return Bank(place, leave, tuple(there), tuple(expired), tuple(missing), digest.hexdigest(), remote)


def sound_of(folder: Path, clip: Clip) -> Samples:
    """The sound of a clip in the files of `folder`. Raises ClipLost where its file is gone, or another one."""
    found = FileBanks(folder.parent, lambda: 0.0).sounds(folder.name, (clip.id,))
    return sound_in(found.get(clip.id, b""), clip)


def sound_in(data: bytes, clip: Clip) -> Samples:
    """The sound of a clip that `data` holds. Raises ClipLost where that is another one, or nothing."""
    if digest_of(data) != clip.digest:
        raise ClipLost(clip.id)
    try:
        return decoded(data)
    except ValueError as error:
        raise ClipLost(clip.id) from error


def describe_state(bank: Bank) -> Iterator[str]:
    """What of a bank cannot be heard, for people."""
    if bank.expired:
        count = len(bank.expired)
        yield ngettext(
            "{n} recording is past its date: it is not played.",
            "{n} recordings are past their date: they are not played.",
            count,
        ).format(n=count)
    if bank.missing:
        count = len(bank.missing)
        yield ngettext(
            "{n} recording is missing or was changed: it is left out.",
            "{n} recordings are missing or were changed: they are left out.",
            count,
        ).format(n=count)


def _tell(place: Path, missing: list[Clip], report: Report) -> None:
    for clip in missing[:_TOLD]:
        report(lost(place, clip))


def lost(place: Path, clip: Clip) -> Problem:
    """That the sound of a clip is not there, or another one."""
    return Problem(
        Where.of(clip_path(place, clip)),
        _("The recording “{text}” by {who} is missing or was changed: it is left out.").format(
            text=clip.text[:60], who=clip.who
        ),
        _("Put the file back, or record it again."),
    )


class Banks:
    """The banks of a workspace, each read again only when it has changed. `clock` gives seconds since 1970.

    Where they are on a server that does not answer, no class is heard: nobody knows whether it may be.
    """

    def __init__(self, keeper: BankKeeper, clock: Callable[[], float]) -> None:
        self.keeper = keeper
        self._clock = clock
        self._kept: dict[str, tuple[tuple[object, ...], Bank]] = {}

    @property
    def today(self) -> str:
        """The day, as ISO writes it."""
        return date.fromtimestamp(self._clock()).isoformat()

    def bank(self, name: str) -> Bank:
        """The bank of the class `name`."""
        today = self.today
        try:
            state: tuple[object, ...] = (today, *self.keeper.state(name))
            kept = self._kept.get(name)
            if kept is None or kept[0] != state:
                kept = (state, bank_of(self.keeper, name, today))
                self._kept[name] = kept
        except OSError:
            return Bank(self.keeper.place(name), Leave(), remote=self.keeper.remote)
        return kept[1]

    def note(self, name: str, line: bytes) -> None:
        """Write down what was made of the bank of a class: a line of `renderings`. Raises OSError."""
        with self.keeper.writing(name) as writer:
            writer.note(line)

    def give(self, name: str, clips: Sequence[str]) -> tuple[bytes, ...]:
        """To who speaks: the sounds of these clips of a class, b"" for what is not to be heard (any more).

        Of no clips, the lines of the bank.
        """
        bank = self.bank(name)
        heard = {clip.id for clip in bank.clips} if bank.open else set()
        try:
            if not clips:
                return (self.keeper.lines(name) if heard else b"",)
            found = self.keeper.sounds(name, [one for one in clips if one in heard])
        except OSError:
            found = {}
        return tuple(found.get(one, b"") for one in clips) or (b"",)
