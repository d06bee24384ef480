"""What our voices need of espeak's data in a folder of our own, where timbres are written as espeak variants."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

from bestio.speech.protocol import Recipe
from bestio.storage.atomic import replace
from bestio.storage.cache import keep_latest

DATA_NAME = "espeak-ng-data"
# French says English words (weekend, football) and unknown alphabets through English: without it such words are spelt.
_COMMON = (
    "phondata",
    "phonindex",
    "phontab",
    "intonations",
    "lang/roa/fr",
    "fr_dict",
    "lang/gmw/en",
    "en_dict",
)
# These alphabets are read through a language of their own. Where its dictionary is missing, the library looks words up
# in memory that was never set, and crashes when that memory is not empty by chance.
_ALPHABETS = ("bn", "el", "gu", "hi", "hy", "ka", "kn", "ko", "ml", "pa", "si", "ta", "te")
_VARIANTS = "voices/!v"
MOST_VARIANTS = 64
# espeak's own numbers for a plain voice: what a value of 1 or 100 % means.
_FORMANTS = range(9)
_BREATH = (75, 75, 50, 40, 15, 10)


def bundled_variants(data: Path) -> dict[str, Path]:
    """The variants that come with espeak, by name with its case, from its data folder."""
    folder = data / _VARIANTS
    return {path.name: path for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def copy_data(source: Path, scratch: Path) -> Path:
    """Copy what our voices need from `source` into `scratch` and return the folder to give to espeak.

    It may be there already: a worker that died leaves it to the next one.
    """
    target = scratch / DATA_NAME
    done = target / _VARIANTS
    if done.is_dir():
        return scratch
    for name in (*_COMMON, *(f"{language}_dict" for language in _ALPHABETS)):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)
    done.mkdir(parents=True)
    return scratch


def encoded(path: Path) -> bytes:
    """`path` as espeak's C code opens it: the file system's bytes, on Windows those of the local code page."""
    return str(path).encode("mbcs") if sys.platform == "win32" else os.fsencode(path)


def variant_text(recipe: Recipe, base: str = "") -> str:
    """The espeak variant file for the timbre of `recipe`, after the lines of the variant `base` where it has one."""
    throat = recipe.throat
    low, high = throat.pitch_hz
    lines = [base.rstrip(), "language variant", "name bestio"] if base else ["language variant", "name bestio"]
    lines.append(f"pitch {round(low)} {round(high)}")
    lines.append(f"flutter {throat.flutter}")
    lines.append(f"roughness {throat.roughness}")
    if throat.formants != 1.0:
        lines += [f"formant {number} {round(100 * throat.formants)} 100 100" for number in _FORMANTS]
    if throat.voicing != 100:
        lines.append(f"voicing {throat.voicing}")
    if throat.breath:
        lines.append("breath " + " ".join(str(round(part * throat.breath / 100)) for part in _BREATH))
        lines.append("breathw 150 150 200 200 400 400")
    if throat.klatt is not None:
        lines.append(f"klatt {throat.klatt}")
    return "\n".join(lines) + "\n"


def write_variant(scratch: Path, text: str) -> str:
    """Write a variant where espeak finds it and return its name, which depends on its text only."""
    name = "b" + hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    folder = scratch / DATA_NAME / _VARIANTS
    path = folder / name
    if not path.exists():
        _forget_old(folder)
        replace(path, text.encode(), lasting=False)
    return name


def _forget_old(folder: Path) -> None:
    """Keep room: every mutation of a voice is one more variant, and each is written again when it is asked for."""
    files = list(folder.iterdir())
    if len(files) >= MOST_VARIANTS:
        keep_latest(files, most=MOST_VARIANTS // 2)
