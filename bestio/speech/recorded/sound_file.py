"""Reading what somebody recorded, in any format that the library reads, as the bank needs it: mono, 22,050 a second."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bestio.errors import BestioError, NotRegularError, Where, reason_of
from bestio.i18n import _
from bestio.regular_file import open_regular
from bestio.speech.recorded.clip import RATE
from bestio.speech.speech import Samples

LONGEST_SECONDS = 20 * 60
"""Seconds that one recording may last."""
FORMATS = (".wav", ".mp3", ".ogg", ".flac")
OF_PHONES = (".m4a", ".aac", ".mp4", ".3gp", ".amr", ".wma", ".caf")
"""What phones write and nothing here reads: taken for sounds all the same, so that it is told, not passed over."""
_CHUNK = RATE * 10
_SHORTEST = 0.04
_SILENT = 10 ** (-60 / 20)
_CLIPPED = 0.999
_CLIPPED_RUN = 3
_CLIPPED_PART = 0.0005
_HEAD = 12

Progress = Callable[[float], bool]
"""Told how many seconds have been read; says whether to go on."""


class Recording(NamedTuple):
    """A recording as it was read, and what is to be told of it."""

    samples: Samples
    warnings: tuple[str, ...] = ()


class SoundRefused(BestioError):  # noqa: N818 (it says what is the matter)
    """A file is no sound that can be used."""

    @classmethod
    def default_title(cls) -> str:
        """A few words over the message."""
        return _("This recording cannot be used")


class ReadingStopped(Exception):  # noqa: N818 (asked for, not an error)
    """The recording is no longer wanted."""


def read_sound(path: Path, progress: Progress | None = None) -> Recording:
    """The recording in the file `path`, any number of channels mixed into one.

    Raises SoundRefused for what is no sound, is silent, or lasts longer than LONGEST_SECONDS; ReadingStopped.
    """
    head = _head(path)
    try:
        import miniaudio  # noqa: PLC0415 (optional: it has no wheel for some machines)
    except (ImportError, OSError) as error:
        raise SoundRefused(
            _("This computer cannot read sound files: miniaudio is missing."), where=Where.of(path)
        ) from error
    chunks: list[Samples] = []
    count = 0
    try:
        stream = miniaudio.stream_file(
            str(path),
            output_format=miniaudio.SampleFormat.FLOAT32,
            nchannels=1,
            sample_rate=RATE,
            frames_to_read=_CHUNK,
        )
        for chunk in stream:
            chunks.append(np.array(chunk, np.float32))
            count += len(chunks[-1])
            if count > LONGEST_SECONDS * RATE:
                stream.close()
                raise SoundRefused(
                    _("“{name}” lasts more than {n} minutes.").format(name=path.name, n=LONGEST_SECONDS // 60),
                    hint=_("Cut it into several recordings, or record less at once."),
                    where=Where.of(path),
                )
            if progress is not None and not progress(count / RATE):
                stream.close()
                raise ReadingStopped
    except miniaudio.MiniaudioError as error:
        raise _not_a_sound(path, head) from error
    samples = np.concatenate(chunks) if chunks else np.zeros(0, np.float32)
    np.nan_to_num(samples, copy=False)
    return checked(samples, path.name, Where.of(path))


def checked(samples: Samples, name: str, where: Where | None = None) -> Recording:
    """`samples` as a recording, its constant taken away. Raises SoundRefused where nothing is heard in it."""
    if len(samples) < _SHORTEST * RATE:
        raise SoundRefused(_("There is no sound in “{name}”.").format(name=name), where=where)
    warnings = []
    if _is_clipped(samples):
        warnings.append(
            _("“{name}” is too loud in places: the sound is cut off. Record it again from farther away.").format(
                name=name
            )
        )
    samples = (samples - samples.mean()).astype(np.float32)
    if float(np.abs(samples).max()) < _SILENT:
        raise SoundRefused(
            _("Nothing is heard in “{name}”: only silence.").format(name=name),
            hint=_("See whether the microphone is switched on, then record again."),
            where=where,
        )
    return Recording(samples, tuple(warnings))


def _is_clipped(samples: Samples) -> bool:
    """Whether many samples stand at the limit several in a row."""
    at_limit = np.abs(samples) >= _CLIPPED
    runs = np.convolve(at_limit.astype(np.int8), np.ones(_CLIPPED_RUN, np.int8), "valid") >= _CLIPPED_RUN
    return bool(runs.sum() > _CLIPPED_PART * len(samples))


def _head(path: Path) -> bytes:
    try:
        with open_regular(path) as stream:
            return stream.read(_HEAD)
    except FileNotFoundError as error:
        raise SoundRefused(_("There is no file “{name}”.").format(name=path.name), where=Where.of(path)) from error
    except NotRegularError as error:
        raise SoundRefused(
            _("“{name}” is no sound that can be read.").format(name=path.name), where=Where.of(path)
        ) from error
    except OSError as error:
        raise SoundRefused(
            _("The file cannot be opened ({reason}).").format(reason=reason_of(error)), where=Where.of(path)
        ) from error


def _not_a_sound(path: Path, head: bytes) -> SoundRefused:
    hint = _("Use a file in one of these formats: {names}.").format(names=", ".join(FORMATS))
    if head[4:8] == b"ftyp":
        hint = _(
            "This is a phone’s own format (M4A), which is not read here. Open it in Audacity or VLC and save it as WAV "
            "or MP3, or let the phone’s recorder write WAV or MP3."
        )
    return SoundRefused(
        _("“{name}” is no sound that can be read.").format(name=path.name), hint=hint, where=Where.of(path)
    )
