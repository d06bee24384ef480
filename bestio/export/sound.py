"""Spoken lines as a sound file: WAV, MP3, FLAC, Ogg Vorbis or Opus, by the name of the file."""

from __future__ import annotations

import errno
import io
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sized
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bestio.errors import BestioError, Where
from bestio.export.heard import Heard
from bestio.i18n import _
from bestio.private_files import make_folder
from bestio.speech.recorded.renderings import digest_of_file
from bestio.speech.resample import resample
from bestio.speech.speech import Samples, Speech
from bestio.storage.atomic import replacing

GAP = 0.35
"""Seconds of silence between two lines."""
BLOCK = 65_536
"""Frames written at once: one write of several minutes crashes the Ogg encoders, and progress needs steps."""

Progress = Callable[[float], None]
"""Called with the part that is done, from 0 to 1."""
Cancelled = Callable[[], bool]
"""Whether the export is no longer wanted."""

_NO_ROOM = 1 << 16  # bytes free under which a failed write is put down to a full disk


class Format(NamedTuple):
    """How libsndfile calls a format, the sample rates that it takes (none listed: any), whether lengths are kept."""

    container: str
    coding: str
    rates: tuple[int, ...] = ()
    exact: bool = True


FORMATS: dict[str, Format] = {
    ".wav": Format("WAV", "PCM_16"),
    ".flac": Format("FLAC", "PCM_16"),
    ".mp3": Format("MP3", "MPEG_LAYER_III", (16_000, 22_050, 24_000, 32_000, 44_100, 48_000), exact=False),
    ".ogg": Format("OGG", "VORBIS"),
    ".opus": Format("OGG", "OPUS", (24_000, 48_000)),
}


class SoundFileError(BestioError):
    """The sound could not be written; no part of it is left behind."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("The sound was not written")


class ExportCancelled(Exception):  # noqa: N818 (asked for, not an error)
    """The export is no longer wanted; nothing is left of it."""


def sound_format(path: Path) -> Format:
    """The format that the name of `path` asks for. Raises SoundFileError where there is none."""
    known = FORMATS.get(path.suffix.lower())
    if known is None:
        raise SoundFileError(
            _("“{name}” is not the name of a sound file.").format(name=path.name),
            hint=_("End the name with one of: {names}.").format(names=", ".join(FORMATS)),
            exit_code=2,
        )
    return known


def write_sound(
    speeches: Iterable[Speech],
    path: Path,
    *,
    gap: float = GAP,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> float:
    """Write `speeches` one after the other to `path`, `gap` seconds apart; return the seconds of sound written.

    They may be a generator that makes them one by one; `progress` moves with their number where that is known, and
    is called with 1 at the end. The file appears whole or not at all (see `storage.atomic`).
    What is made of recordings is written down in their bank, so that it goes with them.
    Raises SoundFileError (unknown format, nothing to write, disk full or locked) and ExportCancelled, as soon as
    `cancelled` says so.
    """
    form = sound_format(path)
    job = _Job(
        form=form,
        gap=gap,
        total=len(speeches) if isinstance(speeches, Sized) else 0,
        tell=progress or (lambda _done: None),
        cancelled=cancelled or (lambda: False),
    )
    heard = Heard()
    try:
        make_folder(path.parent)
        with replacing(path) as part:
            seconds = _write(job, heard.listen(speeches), part)
            _make_sure(part)
            heard.note(path, digest_of_file(part))
    except OSError as error:
        raise _told(error, path) from error
    job.tell(1.0)
    return seconds


def mp3(samples: Samples, rate: int) -> bytes:
    """`samples` as the bytes of an MP3 file, made in memory; nothing of nothing."""
    import soundfile  # noqa: PLC0415 (150 ms that only an export needs)

    if not len(samples):
        return b""
    form, made = FORMATS[".mp3"], io.BytesIO()
    fitting = _fitting(rate, form.rates)
    soundfile.write(made, safe(resample(safe(samples), rate, fitting)), fitting, form.coding, format=form.container)
    return made.getvalue()


def safe(samples: Samples) -> Samples:
    """`samples` as encoders may have them: within full scale, and no NaN, which would end the process in MP3's."""
    return np.clip(np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0), -1.0, 1.0).astype(np.float32)


class _Job(NamedTuple):
    form: Format
    gap: float
    total: int
    tell: Progress
    cancelled: Cancelled

    def share(self, number: int, done: float) -> None:
        """Tell that the part `done` of line `number` is written."""
        if self.total:
            self.tell((number + done) / self.total)

    def go_on(self) -> None:
        """Raise ExportCancelled where the export is no longer wanted."""
        if self.cancelled():
            raise ExportCancelled


def _write(job: _Job, speeches: Iterator[Speech], part: Path) -> float:
    """Write all to the file `part` at the sample rate of the first line; return the seconds written."""
    import soundfile  # noqa: PLC0415 (150 ms that only an export needs)

    job.go_on()
    first = next((speech for speech in speeches if len(speech.samples)), None)
    if first is None:
        raise SoundFileError(_("There is nothing to write: no line was spoken."))
    rate = _fitting(first.sample_rate, job.form.rates)
    pause = np.zeros(round(job.gap * rate), np.float32)
    written = 0
    try:
        with soundfile.SoundFile(part, "w", rate, 1, job.form.coding, format=job.form.container) as sink:
            for number, speech in enumerate(chain([first], speeches)):
                job.go_on()
                samples = safe(resample(speech.samples, speech.sample_rate, rate))
                if number and len(samples):
                    sink.write(pause)
                    written += len(pause)
                for start in range(0, len(samples), BLOCK):
                    job.go_on()
                    sink.write(samples[start : start + BLOCK])
                    job.share(number, min(1.0, (start + BLOCK) / len(samples)))
                written += len(samples)
        # A full disk can pass unseen while writing: what was written must be there to read.
        if job.form.exact and soundfile.info(str(part)).frames < written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except soundfile.LibsndfileError as error:
        raise _system_error(error, part) from error
    return written / rate


def _fitting(rate: int, rates: tuple[int, ...]) -> int:
    """`rate`, or the next higher one that the format takes."""
    return rate if not rates or rate in rates else next((known for known in rates if known >= rate), rates[-1])


def _make_sure(part: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _system_error(error: Exception, part: Path) -> OSError:
    """libsndfile's error as the system's: it keeps only words of it."""
    try:
        full = shutil.disk_usage(part.parent).free < _NO_ROOM
    except OSError:
        full = False
    return OSError(errno.ENOSPC if full else errno.EIO, str(error))


def _told(error: OSError, path: Path) -> SoundFileError:
    where = Where.of(path)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return SoundFileError(
            _("There is no room left on the disk for this sound."),
            hint=_("Make room, or choose another folder."),
            where=where,
        )
    if isinstance(error, PermissionError):
        return SoundFileError(
            _("This file or its folder cannot be written to."), hint=_("Choose another folder."), where=where
        )
    return SoundFileError(
        _("“{name}” could not be written.").format(name=path.name),
        hint=_("Choose another name or another folder."),
        where=where,
    )
