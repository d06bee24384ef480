"""`bestio speak` and `bestio voices`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from bestio.classroom.own_voices import every_voice
from bestio.classroom.store import Store
from bestio.cli.output import PROBLEMS, say, say_json, tell
from bestio.cli.speaking import AudioOutput
from bestio.creation.trait_effects import DEFAULT_VOICE
from bestio.errors import Problem, UsageError
from bestio.i18n import _
from bestio.library import Library, open_library
from bestio.session.sound import SoundWhy, explain_sound, tell_sound
from bestio.speech.cleaning import clean, spoken
from bestio.speech.ipa import in_ipa
from bestio.speech.pronunciation import load_pronunciation
from bestio.speech.speech import Speech
from bestio.speech.voice import Voice

STDIN = "-"


def speak(
    text: str, *, voice_id: str | None, out: Path | None, how: bool = False, as_json: bool, home: Path | None
) -> int:
    """Say `text` aloud, or write it to `out`; `how`: only show what would be said."""
    if text == STDIN:
        if sys.stdin.isatty():
            raise UsageError(_("There is no text to say."), hint=_("Write it between quotation marks after “speak”."))
        text = _standard_input()
    if not text.strip():
        raise UsageError(_("There is no text to say."), hint=_("Write it between quotation marks after “speak”."))
    library = open_library(home, os.environ)
    store = Store.of(library, time.time)
    problems: list[Problem] = []
    voice = _voice(every_voice(library, store, problems.append), voice_id)
    for problem in problems:
        tell(str(problem))
    if how:
        _show_how(text, voice, library, store, as_json=as_json)
        return 0
    with AudioOutput(library, store) as mouth:
        speech = mouth.render(text, voice)
        if out is None:
            mouth.say(speech)
    if out is not None:
        from bestio.export.sound import write_sound  # noqa: PLC0415

        write_sound([speech], out)
    if as_json:
        say_json(_told(speech, voice))
    elif out is not None:
        say(_("{file}: {seconds} seconds.").format(file=out, seconds=f"{speech.seconds:.1f}".replace(".", ",")))
    return 0


def _show_how(text: str, voice: Voice, library: Library, store: Store, *, as_json: bool) -> None:
    """Tell what is read for `text`, and the sounds that are made for it."""
    said = spoken(clean(text), voice.language, load_pronunciation(library, lambda _problem: None))
    with AudioOutput(library, store) as mouth:
        sounds = in_ipa(mouth.phonemes(text, voice))
        made_of = explain_sound(mouth.render(text, voice)) if voice.engine == "recorded" else SoundWhy()
    if as_json:
        sound = {"sound": to_builtins(made_of)} if made_of.heard else {}
        say_json({"text": text, "said": said, "phonemes": sounds, "voice": voice.id, **sound})
        return
    say(said)
    if sounds:
        say(_("Sounds: {sounds}").format(sounds=f"[{sounds}]"))
    for line in tell_sound(made_of):
        say(line)


def _standard_input() -> str:
    """What stands on standard input, in any encoding a school has. Raises UnreadableText where it is no text."""
    from bestio.phrases.importers import MAX_TEXT_BYTES, decode  # noqa: PLC0415 (not needed for a text in the command)

    return decode(sys.stdin.buffer.read(MAX_TEXT_BYTES + 1), _("standard input"))[0]


def _voice(voices: dict[str, Voice], voice_id: str | None) -> Voice:
    if voice_id is None:
        return voices.get(DEFAULT_VOICE) or next(iter(voices.values()), Voice(id=DEFAULT_VOICE, title="Bestio"))
    if voice_id not in voices:
        raise UsageError(
            _("There is no voice called “{id}”.").format(id=voice_id[:60]),
            hint=_("There are: {names}.").format(names=", ".join(voices)),
        )
    return voices[voice_id]


def _told(speech: Speech, voice: Voice) -> dict[str, Any]:
    return {
        "voice": voice.id,
        "engine": speech.engine,
        "seconds": round(speech.seconds, 3),
        "words": [{"text": w.text, "start": round(w.start, 3), "end": round(w.end, 3)} for w in speech.words],
    }


def voices(*, as_json: bool, home: Path | None) -> int:
    """List the voices."""
    library: Library = open_library(home, os.environ)
    problems: list[Problem] = []
    found = every_voice(library, Store.of(library, time.time), problems.append)
    if as_json:
        files = library.files("voices")
        say_json([{**voice.recipe(), "file": str(files.get(voice.id, ""))} for voice in found.values()])
    else:
        for voice in found.values():
            say(f"{voice.id:<24} {voice.title}. {voice.description}")
    for problem in problems:
        tell(str(problem))
    return PROBLEMS if problems else 0
