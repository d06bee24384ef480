"""The verbs of `bestio act` on the voice, and saying things aloud."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from random import Random

from msgspec.structs import replace

from bestio.cli.desk import Desk, Told
from bestio.cli.output import tell
from bestio.cli.speaking import Mouth, say_lines
from bestio.cli.words import number, pairs, phrase_of, yes
from bestio.errors import BestioError, UsageError
from bestio.i18n import _
from bestio.speech.differences import differences
from bestio.speech.effects.specs import SPECS
from bestio.speech.gate import Unheard
from bestio.speech.invention import cross as cross_voices
from bestio.speech.invention import mutate as mutate_voice
from bestio.speech.knobs import knobs as knobs_of
from bestio.speech.knobs import turn, with_effect
from bestio.speech.voice import Voice, save_voice
from bestio.text.fold import fold
from bestio.text.slug import slug
from bestio.workshop.influence import DEFAULT_VOICE


def known_voice(desk: Desk, name: str) -> Voice:
    """The voice that a person means by its id or its title. Raises UsageError."""
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
    desk.studio.act("voice.choose", id=known_voice(desk, " ".join(desk.words)).id)
    return Told(data=desk.creation.voice_id)


def knobs(desk: Desk) -> Told:
    """Turn the knobs of the voice, and list them."""
    voice = desk.studio.plain_voice()
    if desk.words:
        known = {knob.key: knob for knob in knobs_of(voice)}
        for key, value in pairs(desk.words, set(known)).items():
            wanted, knob = number(value), known[key]
            if not knob.low <= wanted <= knob.high:
                raise UsageError(
                    _("“{field}” cannot be {value}.").format(
                        field=knob.name, value=_("“{text}”").format(text=value[:40])
                    ),
                    hint=_("It must be a number from {low} to {high}.").format(
                        low=f"{knob.low:g}", high=f"{knob.high:g}"
                    ),
                )
            voice = turn(voice, key, wanted)
        desk.studio.tune(desk.studio.own_voice(voice))
    found = knobs_of(desk.studio.plain_voice())
    lines = [
        f"{knob.key}={knob.value:g} : {knob.label}, {knob.show(knob.low)} – {knob.show(knob.high)}. {knob.help}"
        for knob in found
    ]
    return Told(tuple(lines), {knob.key: knob.value for knob in found})


def effect(desk: Desk) -> Told:
    """Add an effect, or take it away; without a word, list them."""
    if not desk.words:
        used = {one.type for one in desk.studio.plain_voice().effects}
        mark = " (" + _("in use") + ")"
        lines = [f"{spec.title} ({key}). {spec.help}" + (mark if key in used else "") for key, spec in SPECS.items()]
        return Told(tuple(lines), sorted(used))
    kind = next((key for key, spec in SPECS.items() if fold(desk.words[0]) in {key, fold(spec.title)}), "")
    if not kind:
        raise UsageError(
            _("There is no effect “{kind}”.").format(kind=desk.words[0][:40]),
            hint=_("There are: {names}.").format(names=", ".join(SPECS)),
        )
    voice = with_effect(desk.studio.plain_voice(), kind)
    if voice is None:
        raise BestioError(_("That is as many effects as a voice can bear: take one away first."))
    desk.studio.tune(desk.studio.own_voice(voice))
    return Told(data=voice.recipe())


def mutant(desk: Desk) -> Told:
    """Change the voice by chance, within what can be understood."""
    before, random = desk.studio.plain_voice(), Random(desk.studio.new_seed())
    with Mouth(desk.library) as mouth:
        accepts = _understood(desk, mouth)
        return _invented(desk, before, mutate_voice(before, random, 0.5, accepts=accepts, taken=desk.studio.voices))


def child(desk: Desk) -> Told:
    """Cross the voice with another one."""
    before, random = desk.studio.plain_voice(), Random(desk.studio.new_seed())
    other = known_voice(desk, " ".join(desk.words))
    with Mouth(desk.library) as mouth:
        accepts = _understood(desk, mouth)
        return _invented(desk, before, cross_voices(before, other, random, accepts=accepts, taken=desk.studio.voices))


def _understood(desk: Desk, mouth: Mouth) -> Callable[[Voice], bool]:
    """Whether a voice can be understood, each try told; about a second a voice."""
    numbers = count(1)
    heard = _ear(desk, mouth)

    def accepts(voice: Voice) -> bool:
        tell(_("The machine listens to its voice number {n}…").format(n=next(numbers)))
        return heard(voice)

    return accepts


def _ear(desk: Desk, mouth: Mouth) -> Callable[[Voice], bool]:
    """The same, told nothing."""
    from bestio.speech.measure import Ear  # noqa: PLC0415 (only where a voice is to be measured)

    plain = desk.studio.voices.get(DEFAULT_VOICE) or Voice(id=DEFAULT_VOICE, title=DEFAULT_VOICE)
    return Ear.listen(mouth.hear, plain).gate(mouth.hear)


def _invented(desk: Desk, before: Voice, voice: Voice) -> Told:
    desk.studio.tune(voice)
    return Told((voice.title, *differences(before, voice)), voice.recipe())


def keep_voice(desk: Desk) -> Told:
    """Save the voice for other creatures."""
    title = " ".join(desk.words)
    voice_id = slug(title, "voix")[:24].strip("-")
    path = desk.library.own("voices") / f"{voice_id}.yaml"
    if path.exists():
        raise BestioError(_("There is already a voice of that name."), hint=_("Choose another name."))
    voice = replace(desk.studio.plain_voice(), id=voice_id, title=title)
    save_voice(path, voice, saved_by=desk.studio.journal.header.mark)
    return Told((_("Saved: {file}").format(file=path),), str(path))


def bend(desk: Desk) -> Told:
    """Let the traits bend the voice, or not."""
    desk.studio.act("voice.bend", on=yes(desk.words[0]))
    return Told(tuple(desk.studio.voice().changes), desk.creation.bend)


def _bent_voice(desk: Desk) -> Voice:
    """The creature's voice, bent as far as it can be understood: measured now, unless that is known already."""
    studio = desk.studio
    try:
        with Mouth(desk.library) as mouth:
            return studio.gate.settle(studio.plain_voice(), studio.bends(), partial(_ear, desk, mouth)).voice
    except Unheard:
        return studio.voice().voice


def say(desk: Desk) -> Told:
    """Say a phrase, all the kept ones, or the creature's first words about itself."""
    if desk.words and fold(desk.words[0]) not in {"tout", "all"}:
        lines = [(phrase_of(desk).shown, phrase_of(desk).id)]
    elif desk.creation.kept:
        lines = [(phrase.shown, phrase.id) for phrase in desk.creation.kept_phrases]
    else:
        lines = [(desk.studio.introduction(), "")]
    voice = _bent_voice(desk)

    def spoken(number: int, seconds: float) -> None:
        if phrase_id := lines[number][1]:
            desk.studio.spoke(phrase_id, seconds)

    seconds = say_lines(
        desk.library,
        [(text, voice) for text, _id in lines],
        out=desk.request.out,
        before=lambda number: desk.talk.say(lines[number][0]),
        after=spoken,
    )
    if desk.request.out is None:
        return Told(data={"seconds": round(seconds, 3)}, heard=True)
    told = _("{file}: {seconds} seconds.").format(file=desk.request.out, seconds=f"{seconds:.1f}".replace(".", ","))
    return Told((told,), {"file": str(desk.request.out), "seconds": round(seconds, 3)})
