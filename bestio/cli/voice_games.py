"""The verbs of `bestio act` that let one phrase be heard in several voices, and the creature answer."""

from __future__ import annotations

from bestio.cli.desk import Desk, Told, need_creature
from bestio.cli.speaking import Mouth, say_lines
from bestio.cli.voice_verbs import known_voice
from bestio.i18n import _, ngettext
from bestio.speech.voice import Voice
from bestio.workshop.activities import always_the_same, note_on, noted, short_question
from bestio.workshop.imagining import LONGEST, imagined, phrase_to_hear, voice_name, voices_to_hear
from bestio.workshop.progress import Place

COMPARED = 5


def imagine(desk: Desk, place: Place) -> Told:
    """Voices without a name: whom do you imagine, and which sound tells it? The names come last."""
    talk, creation = desk.talk, desk.creation
    own = desk.studio.trial_text() if creation.kept else ""
    voices = voices_to_hear(place.activity, desk.studio.voices, always_the_same(desk.studio.journal.path.stem, place))
    text = phrase_to_hear(place.activity, own)
    talk.say(
        ngettext(
            "{n} voice says the same phrase. Its name is hidden.",
            "{n} voices say the same phrase. Their names are hidden.",
            len(voices),
        ).format(n=len(voices))
    )
    talk.say(_("“{word}”").format(word=text))
    with Mouth(desk.library) as mouth:
        for number, voice in enumerate(voices, start=1):
            _one_voice(desk, place, mouth, number, voice, text)
    for number, voice in enumerate(voices, start=1):
        talk.say(f"{voice_name(number)} : {voice.title}")
    talk.say(_("The phrase has not changed. Where did your pictures come from: a film, a game, a station?"))
    return Told(data={voice_name(n): voice.id for n, voice in enumerate(voices, start=1)}, heard=True)


def _one_voice(desk: Desk, place: Place, mouth: Mouth, number: int, voice: Voice, text: str) -> None:
    """One voice, heard as often as one likes; what was written of it before stays where nothing is answered."""
    talk, part = desk.talk, f":{number}"
    if before := noted(desk.creation, place, part):
        talk.say(_("You have written: {text}").format(text=before))
    whom = "r"
    while whom == "r":
        talk.say(voice_name(number))
        mouth.say(mouth.render(text, voice))
        whom = talk.ask(_("Whom do you imagine? (r: listen again; an empty line: the next voice)"), most=LONGEST)
    if whom:
        clue = talk.ask(_("Which sound tells it?"), most=LONGEST)
        note = note_on(place, imagined(whom, clue), part=part, about=voice_name(number))
        desk.studio.act("note.write", **note)


def compare(desk: Desk) -> Told:
    """The same phrase in several voices: those that are named, else the creature's and four that follow it."""
    need_creature(desk)
    own = desk.studio.plain_voice()
    if desk.words:
        voices = [known_voice(desk, name) for name in desk.words]
    else:
        listed = list({own.id: own, **desk.studio.voices}.values())
        start = listed.index(own)
        voices = [*listed[start:], *listed[:start]][:COMPARED]
    text = desk.studio.trial_text()
    desk.talk.say(_("“{word}”").format(word=text))
    seconds = say_lines(
        desk.library,
        [(text, voice) for voice in voices],
        out=desk.request.out,
        before=lambda number: desk.talk.say(voices[number].title),
    )
    return Told(_written(desk, seconds), {"text": text, "voices": [voice.id for voice in voices]})


def _written(desk: Desk, seconds: float) -> tuple[str, ...]:
    if desk.request.out is None:
        return ()
    told = f"{seconds:.1f}".replace(".", ",")
    return (_("{file}: {seconds} seconds.").format(file=desk.request.out, seconds=told),)


def introduce(desk: Desk) -> Told:
    """The creature tells who it is."""
    need_creature(desk)
    text = desk.studio.introduction()
    desk.talk.say(_("“{word}”").format(word=text))
    seconds = say_lines(desk.library, [(text, desk.studio.voice().voice)], out=desk.request.out)
    return Told(_written(desk, seconds), {"text": text, "seconds": round(seconds, 3)})


def question(desk: Desk) -> Told:
    """Ask the creature: it answers with a phrase that chance draws."""
    asked = short_question(" ".join(desk.words))
    phrase = desk.studio.make_phrase(desk.studio.machine(), question=asked)
    made = list(desk.creation.phrases)[-1]
    if asked:
        desk.talk.say(_("You ask: “{question}”").format(question=asked))
    desk.talk.say(_("It answers: “{sentence}”").format(sentence=phrase.text))
    say_lines(
        desk.library,
        [(phrase.text, desk.studio.voice().voice)],
        out=desk.request.out,
        after=lambda _number, seconds: desk.studio.spoke(made, seconds),
    )
    return Told(
        (_("Is it an answer? That is for you to say."),),
        {"id": made, "question": asked, "text": phrase.text},
        heard=True,
    )
