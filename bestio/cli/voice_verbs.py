"""The verbs of `bestio act` on the voice, and saying things aloud."""

from __future__ import annotations

import contextlib
import time
from random import Random
from typing import Any

from msgspec.structs import replace

from bestio.cli.acts import Desk, Told
from bestio.cli.output import tell
from bestio.cli.words import number, pairs, phrase_of, yes
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.phrases.guard import fold
from bestio.speech.effects.specs import SPECS
from bestio.speech.invention import cross as cross_voices
from bestio.speech.invention import mutate as mutate_voice
from bestio.speech.voice import Voice, save_voice
from bestio.workshop.store import slug


def _known_voice(desk: Desk, name: str) -> Voice:
    voices = desk.studio.voices
    found = voices.get(name) or next((one for one in voices.values() if fold(one.title) == fold(name)), None)
    if found is None:
        raise UsageError(
            _("There is no voice called “{id}”.").format(id=name[:60]),
            hint=_("There are: {names}.").format(names=", ".join(voices)),
        )
    return found


def voice(desk: Desk) -> Told:
    """Choose a voice."""
    desk.studio.act("voice.choose", id=_known_voice(desk, " ".join(desk.words)).id)
    return Told(data=desk.creation.voice_id)


def knobs(desk: Desk) -> Told:
    """Turn the knobs of the voice, and list them."""
    from bestio.tui.knobs import knobs, turn  # noqa: PLC0415 (it does not bring Textual, but it costs time)

    voice = desk.studio.plain_voice()
    if desk.words:
        known = {knob.key for knob in knobs(voice)}
        for key, value in pairs(desk.words, known).items():
            voice = turn(voice, key, number(value))
        desk.studio.tune(desk.studio.own_voice(voice))
    found = knobs(desk.studio.plain_voice())
    lines = [
        f"{knob.key}={knob.value:g} : {knob.label}, {knob.show(knob.low)} – {knob.show(knob.high)}. {knob.help}"
        for knob in found
    ]
    return Told(tuple(lines), {knob.key: knob.value for knob in found})


def effect(desk: Desk) -> Told:
    """Add an effect, or take it away."""
    from bestio.tui.knobs import with_effect  # noqa: PLC0415

    kind = desk.words[0]
    if kind not in SPECS:
        raise UsageError(
            _("There is no effect “{kind}”.").format(kind=kind[:40]),
            hint=_("There are: {names}.").format(names=", ".join(SPECS)),
        )
    voice = with_effect(desk.studio.plain_voice(), kind)
    if voice is None:
        raise BestioError(_("That is as many effects as a voice can bear: take one away first."))
    desk.studio.tune(desk.studio.own_voice(voice))
    return Told(data=voice.recipe())


def mutant(desk: Desk) -> Told:
    """Change the voice by chance."""
    desk.studio.tune(mutate_voice(desk.studio.plain_voice(), Random(desk.studio.new_seed()), 0.5))
    return Told(data=desk.studio.plain_voice().recipe())


def child(desk: Desk) -> Told:
    """Cross the voice with another one."""
    other = _known_voice(desk, " ".join(desk.words))
    desk.studio.tune(cross_voices(desk.studio.plain_voice(), other, Random(desk.studio.new_seed())))
    return Told(data=desk.studio.plain_voice().recipe())


def keep_voice(desk: Desk) -> Told:
    """Save the voice for other creatures."""
    title = " ".join(desk.words)
    voice_id = slug(title, "voix")[:24].strip("-")
    path = desk.library.own("voices") / f"{voice_id}.yaml"
    if path.exists():
        raise BestioError(_("There is already a voice of that name."), hint=_("Choose another name."))
    save_voice(path, replace(desk.studio.plain_voice(), id=voice_id, title=title))
    return Told((_("Saved: {file}").format(file=path),), str(path))


def bend(desk: Desk) -> Told:
    """Let the traits bend the voice, or not."""
    desk.studio.act("voice.bend", on=yes(desk.words[0]))
    return Told(tuple(desk.studio.voice().changes), desk.creation.bend)


def say(desk: Desk) -> Told:
    """Say a phrase, all the kept ones, or the creature's first words about itself."""
    from bestio.speech.speaker import Speaker  # noqa: PLC0415 (only where something is said)

    if desk.words and fold(desk.words[0]) not in {"tout", "all"}:
        lines = [(phrase_of(desk).shown, phrase_of(desk).id)]
    elif desk.creation.kept:
        lines = [(phrase.shown, phrase.id) for phrase in desk.creation.kept_phrases]
    else:
        lines = [(desk.studio.introduction(), "")]
    voice = desk.studio.voice().voice
    seconds = 0.0
    with contextlib.closing(Speaker()) as speaker:
        speeches = [speaker.render(text, voice) for text, _id in lines]
        if speaker.trouble:
            tell(speaker.trouble)
    if desk.request.out is not None:
        from bestio.export.sound import write_sound  # noqa: PLC0415

        seconds = write_sound(speeches, desk.request.out)
        told = _("{file}: {seconds} seconds.").format(file=desk.request.out, seconds=f"{seconds:.1f}".replace(".", ","))
        return Told((told,), {"file": str(desk.request.out), "seconds": round(seconds, 3)})
    _play(desk, lines, speeches)
    return Told(data={"seconds": round(sum(speech.seconds for speech in speeches), 3)})


def _play(desk: Desk, lines: list[tuple[str, str]], speeches: list[Any]) -> None:
    from bestio.speech.player import Player  # noqa: PLC0415

    with contextlib.closing(Player()) as player:
        for (text, phrase_id), speech in zip(lines, speeches, strict=True):
            player.play(speech)
            if not player.has_sound:
                tell(_("There is no sound device here: use --out to write a file."))
                return
            tell(text)
            while player.playing:
                time.sleep(0.02)
            if phrase_id:
                desk.studio.spoke(phrase_id, speech.seconds)
