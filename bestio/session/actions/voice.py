"""The acts on the voice, and on what is said with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bestio.errors import BestioError, UsageError, reason_of
from bestio.i18n import N_, _
from bestio.session.actions.action import Action, Key, NotNow, Parameter, Result, Words
from bestio.session.actions.parameters import LISTED, VOICE, YES_OR_NO, listed, named, number, pairs
from bestio.session.session import Session
from bestio.text.fold import fold
from bestio.text.slug import slug

if TYPE_CHECKING:
    from bestio.session.hearing import Hearing
    from bestio.speech.voice import Voice

BENCH, STAGE = "voice", "stage"
LONGEST_ID = 24


@Action("voice", "voix", N_("Chooses a voice (bestio voices lists them)."), (VOICE,))
def voice(session: Session, voice: Voice) -> Result:
    session.studio.record("voice.choose", id=voice.id)
    return Result(data=session.creation.voice_id)


def _knob_values(session: Session, words: Words) -> dict[str, float]:
    from bestio.speech.knobs import knobs

    known = {knob.key: knob for knob in knobs(session.studio.plain_voice())}
    found: dict[str, float] = {}
    for key, value in pairs(words, known).items():
        found[key], knob = number(value), known[key]
        if not knob.low <= found[key] <= knob.high:
            raise UsageError(
                _("“{field}” cannot be {value}.").format(field=knob.name, value=_("“{text}”").format(text=value[:40])),
                hint=_("It must be a number from {low} to {high}.").format(low=f"{knob.low:g}", high=f"{knob.high:g}"),
            )
    return found


@Action(
    "tune", "accorder", N_("Turns the knobs of the voice; without values, lists them."),
    (
        Parameter(
            "values", N_("NAME=VALUE"), _knob_values, "settings", N_("Knobs, and where to turn them."), rest=True
        ).may(LISTED),
    ), lists=True,
)  # fmt: skip
def tune(session: Session, values: Mapping[str, float] | None = None) -> Result:
    """Turn knobs, by their keys, and list them all."""
    from bestio.speech.knobs import knobs, turn

    studio, tuned = session.studio, session.studio.plain_voice()
    for key, value in (values or {}).items():
        tuned = turn(tuned, key, value)
    if values:
        studio.hold(" ".join(values), "voice.tune", {"voice": studio.own_voice(tuned).recipe()})
    found = knobs(studio.plain_voice())
    lines = [
        f"{knob.key}={knob.value:g} : {knob.label}, {knob.show(knob.low)} – {knob.show(knob.high)}. {knob.help}"
        for knob in found
    ]
    return Result(tuple(lines), {knob.key: knob.value for knob in found})


def _hearing(session: Session, words: Words) -> Hearing:
    from bestio.session.hearing import read_hearing  # noqa: PLC0415 (numpy: only where there are recordings)

    bank = session.studio.bank()
    if bank is None:
        raise _not_recorded()
    return read_hearing(" ".join(words), bank)


def _not_recorded() -> NotNow:
    return NotNow(_("This voice is made of no recordings: choose one of the class’s first."))


@Action(
    "hear", "entendre", N_("Who is heard in a voice made of recordings; without a word, lists who there is."),
    (
        Parameter(
            "hearing", N_("NAME, NAME"), _hearing, "words", N_("Names, “everybody” by turns, or “anybody”."), rest=True
        ).may(LISTED),
    ),
    (
        Key(
            "hear", "n", N_("Who"), N_("Who is heard in a voice made of recordings: everybody, one, or a choice."),
            BENCH, shown=False,
        ),
    ),
    lists=True,
)  # fmt: skip
def hear(session: Session, hearing: Hearing | None = None) -> Result:
    """Choose who is heard, and tell who there is."""
    from bestio.classroom.class_voices import people_of  # noqa: PLC0415 (numpy: only where there are recordings)
    from bestio.session.hearing import describe_hearing, hearing_of, tell_hearing  # noqa: PLC0415 (numpy: only where there are recordings)

    studio, own, bank = session.studio, session.studio.plain_voice(), session.studio.bank()
    if own.recorded is None or bank is None:
        raise _not_recorded()
    recorded = own.recorded
    if hearing is not None:
        recorded = recorded.hearing(hearing.people, by_turns=hearing.by_turns)
        if recorded != own.recorded:
            studio.tune(studio.own_voice(replace(own, recorded=recorded)))
    data = {"people": list(recorded.people), "by_turns": recorded.by_turns}
    if hearing is not None:
        return Result(data=data, told=tell_hearing(hearing_of(recorded)))
    lines = (*describe_hearing(recorded, bank), *(person.told() for person in people_of(bank)))
    return Result(lines, data)


def _effects() -> Iterable[str]:
    from bestio.speech.effects.specs import SPECS

    return SPECS


def _effect_named(_session: Session, words: Words) -> str:
    from bestio.speech.effects.specs import SPECS

    kind = next((key for key, spec in SPECS.items() if fold(words[0]) in {key, fold(spec.title)}), "")
    if not kind:
        raise UsageError(
            _("There is no effect “{kind}”.").format(kind=words[0][:40]),
            hint=_("There are: {names}.").format(names=", ".join(SPECS)),
        )
    return kind


@Action(
    "effect", "effet", N_("Adds an effect to the voice, or takes it away; without a word, lists them."),
    (
        Parameter("effect", N_("EFFECT"), _effect_named, "effect", N_("An effect, by its name."), choices=_effects).may(
            LISTED
        ),
    ),
    (Key("effect", "e", N_("Effects"), N_("Add an effect, or take one away."), BENCH),), lists=True,
)  # fmt: skip
def effect(session: Session, effect: str = "") -> Result:
    from bestio.speech.effects.specs import SPECS
    from bestio.speech.knobs import with_effect

    own = session.studio.plain_voice()
    if not effect:
        used = {one.type for one in own.effects}
        mark = " (" + _("in use") + ")"
        lines = [f"{spec.title} ({key}). {spec.help}" + (mark if key in used else "") for key, spec in SPECS.items()]
        return Result(tuple(lines), sorted(used))
    changed = with_effect(own, effect)
    if changed is None:
        raise NotNow(_("That is as many effects as a voice can bear: take one away first."))
    session.studio.tune(session.studio.own_voice(changed))
    return Result(data=changed.recipe())


compare = Action(
    "compare", "comparer", N_("The same phrase in several voices, one after the other."),
    (listed("voices", N_("VOICE"), "voice", N_("Voices, by their names.")).may(N_("its own and four more")),),
    (Key("compare", "p", N_("Compare"), bench=BENCH),), looks=True,
)  # fmt: skip


@Action(
    "mutant", "mutant", N_("Change the voice by chance, within what can be understood."),
    keys=(Key("mutate", "m", N_("Mutate"), bench=BENCH),),
)  # fmt: skip
def mutant(session: Session, voice: Voice) -> Result:
    return _invented(session, voice)


@Action(
    "blend", "mélanger", N_("Crosses the voice with another one."), (VOICE,),
    (Key("cross", "c", N_("Cross"), N_("Cross the creature’s voice with the one in hand in the list."), BENCH),),
)  # fmt: skip
def blend(session: Session, voice: Voice) -> Result:
    return _invented(session, voice)


def _invented(session: Session, voice: Voice) -> Result:
    from bestio.speech.differences import differences

    before = session.studio.plain_voice()
    session.studio.tune(voice)
    return Result((voice.title, *differences(before, voice)), voice.recipe())


@Action(
    "save-voice", "enregistrer", N_("Save this voice under a name, for other creatures."),
    (named("name", N_("NAME"), "words", N_("What the voice is called."), rest=True),),
    (Key("save_voice", "s", N_("Save"), bench=BENCH, shown=False),),
)  # fmt: skip
def save(session: Session, name: str) -> Result:
    from bestio.speech.voice import save_voice

    studio = session.studio
    voice_id = slug(name, "voix", LONGEST_ID)
    path = studio.library.own("voices") / f"{voice_id}.yaml"
    if path.exists():
        raise BestioError(_("There is already a voice of that name."), hint=_("Choose another name."))
    saved = replace(studio.plain_voice(), id=voice_id, title=name)
    try:
        save_voice(path, saved, saved_by=studio.journal.header.mark)
    except OSError as error:
        raise BestioError(_("The voice cannot be saved ({reason}).").format(reason=reason_of(error))) from error
    studio.voices[voice_id] = saved
    return Result(data=str(path), told=_("Saved: {file}").format(file=path))


@Action(
    "bend", "tordre", N_("Let the traits bend the voice, or not."), (YES_OR_NO,),
    (Key("bend", "b", N_("Traits"), bench=BENCH, shown=False),),
)  # fmt: skip
def bend(session: Session, on: bool) -> Result:
    session.studio.record("voice.bend", on=on)
    return Result(tuple(session.studio.voice().changes), session.creation.bend)


say = Action(
    "say", "dire", N_("Says a phrase, or the kept ones; --out writes a sound file."),
    (
        named("phrase", N_("PHRASE|TOUT"), "phrase", N_("A phrase, by its number; “tout” for all the kept ones.")).may(
            N_("the kept phrases, or who it is")
        ),
    ),
    (
        Key("say", "space", N_("Say"), N_("Say the phrase with this voice."), BENCH),
        Key("speak", "space", N_("Speak"), N_("Say the phrase in hand; again: stop."), STAGE),
        Key("speak_all", "t", N_("All"), N_("Say all the kept phrases, one after the other."), STAGE),
        Key("export", "x", N_("Export"), N_("Write all that it says into a sound file."), STAGE),
    ),
)  # fmt: skip
introduce = Action(
    "introduce", "présenter", N_("The creature introduces itself."),
    keys=(Key("introduce", "i", N_("Who I am"), bench=STAGE),), looks=True,
)  # fmt: skip
