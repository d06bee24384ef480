"""Voices that a group saved in the workspace: erased with it, or called otherwise where others have them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from bestio.classroom import bundle
from bestio.classroom.erasure.known import Known, sound_of
from bestio.classroom.erasure.redaction import renamed_voice
from bestio.classroom.erasure.writer import Writer
from bestio.documents import yamlio
from bestio.errors import BestioError
from bestio.i18n import _
from bestio.speech.voice import saver_of
from bestio.storage import disk

_NEUTRAL = "voix-d-avant"
_GOING = ".oubli"
"""The ending of a voice that goes as soon as the server has forgotten who saved it."""
_LONGEST_LIST = 10_000


class Saved(Struct, frozen=True):
    """The voices of a workspace, by whom they were saved: `theirs` go, by id; nobody knows who saved those `unclaimed`.

    `renamed`: what those of theirs are called from now on that others have; "" for the rest.
    """

    theirs: tuple[Path, ...] = ()
    renamed: Mapping[str, str] = {}
    titles: tuple[str, ...] = ()
    unclaimed: tuple[Path, ...] = ()


def saved_by(gone: Iterable[Known], stay: Iterable[Known], folder: Path, used: Iterable[str]) -> Saved:
    """Whose the voices in `folder` are; `used` are the texts in which others may name them.

    A voice is theirs whose file says so; where it does not, as those of before, one that sounds like one that they
    tuned and that nobody else did.
    """
    gone, stay = list(gone), list(stay)
    marks = {one.mark for one in gone}
    others = {sound for one in stay for sound in one.recipes}
    sounds = {sound for one in gone for sound in one.recipes} - others
    theirs, unclaimed, titles = [], [], []
    for path in _files(folder):
        recipe, saver = _recipe(path), _saver(path)
        sound = sound_of(recipe)
        if saver in marks or (not saver and sound in sounds):
            theirs.append(path)
            titles.append(str(recipe.get("title") or "") if isinstance(recipe, Mapping) else "")
        elif not saver and sound not in others:
            unclaimed.append(path)
    texts = list(used)
    renamed: dict[str, str] = {}
    for voice in (path.stem for path in theirs):
        pattern = re.compile(rf'"{re.escape(voice)}"')
        renamed[voice] = _free(folder, renamed.values()) if any(pattern.search(text) for text in texts) else ""
    return Saved(tuple(theirs), renamed, tuple(titles), tuple(unclaimed))


def set_aside(saved: Saved) -> list[Path]:
    """Put those that go where nobody finds them but who forgets; where they are now. Raises OSError.

    Their journal tells whose they are: what was interrupted before it was gone finds them again, and after it is gone
    `ownerless` does.
    """
    aside = [path.with_suffix(_GOING) for path in saved.theirs]
    for path, there in zip(saved.theirs, aside, strict=True):
        if path != there and disk.is_there(path):
            path.replace(there)
    return aside


def ownerless(folder: Path, known: Callable[[], Iterable[Known]]) -> list[Path]:
    """Those that were set aside and whose group is gone; `known` tells of every group, and is seldom asked."""
    aside = [path for path in _files(folder) if path.suffix == _GOING]
    if not aside:
        return []
    groups = list(known())
    marks = {one.mark for one in groups}
    sounds = {sound for one in groups for sound in one.recipes}
    return [
        path for path in aside
        if (_saver(path) not in marks if _saver(path) else sound_of(_recipe(path)) not in sounds)
    ]  # fmt: skip


def keep_renamed(saved: Saved) -> None:
    """Write those that others have under their new names; the old ones are not touched. Raises OSError."""
    for path in saved.theirs:
        new, recipe = saved.renamed.get(path.stem, ""), _recipe(path)
        if new and isinstance(recipe, dict):
            yamlio.write(path.with_name(f"{new}.yaml"), _retold(recipe, saved.renamed))


def carries(data: bytes, writer: Writer, path: Path) -> bool:
    """Whether the content of a bundle holds a voice of theirs. Raises BestioError where it is none."""
    return any(_voice_of(name) in writer.voices for name in bundle.parts_of(data, path))


def rewritten(data: bytes, journal: bytes, writer: Writer, path: Path) -> bytes:
    """The content of a bundle with its `journal` changed, and the voices of theirs in it called otherwise."""
    parts: dict[str, bytes] = {}
    for name, content in bundle.parts_of(data, path).items():
        voice = _voice_of(name)
        if voice not in writer.voices:
            parts[name] = content
        elif new := writer.voices[voice]:
            recipe = yamlio.parse(content.decode("utf-8", "replace"), name).data
            parts[f"voices/{new}.yaml"] = yamlio.dump(_retold(recipe, writer.voices)).encode()
    return bundle.with_journal(parts, journal)


def _retold(recipe: Mapping[str, Any], voices: Mapping[str, str]) -> dict[str, Any]:
    return {**renamed_voice(recipe, voices), "title": _("A voice of before"), "description": ""}


def _voice_of(name: str) -> str:
    return name.removeprefix("voices/").removesuffix(".yaml") if name.startswith("voices/") else ""


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in {".yaml", _GOING})[:_LONGEST_LIST]
    except OSError:
        return []


def _recipe(path: Path) -> Any:
    try:
        return yamlio.read(path).data
    except BestioError:
        return None


def _saver(path: Path) -> str:
    try:
        return saver_of(yamlio.read_text(path))
    except BestioError:
        return ""


def _free(folder: Path, taken: Iterable[str]) -> str:
    names = {path.stem for path in _files(folder)} | set(taken)
    return next(name for number in range(1, _LONGEST_LIST) if (name := f"{_NEUTRAL}-{number}") not in names)
