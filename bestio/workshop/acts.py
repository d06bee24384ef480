"""What each kind of event does to a creation: one small function a kind.

A function takes the creation, the event's values and its moment, and gives the next creation; the very same object
where nothing changes. It raises Refused where the creation has nothing for the event to apply to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bestio.i18n import _
from bestio.workshop import events as ev
from bestio.workshop.events import Refused
from bestio.workshop.state import Creation, CreationText, Crossed, Guess, MadePhrase, Note, Spoken, Step

Act = Callable[[Creation, Any, float], Creation]

OWN = "own:"
MAX_PHRASES = 5_000
MAX_TEXTS = 500
MAX_NAMED = 1_000
"""Own traits, weighed sources, polls: of each."""


def _begin(creation: Creation, values: ev.CreationBegin, at: float) -> Creation:
    return replace(
        creation,
        lexicons=tuple(values.lexicons),
        seed=values.seed,
        name=values.name,
        traits=values.traits,
        locked=frozenset(),
        crossed=None,
    )


def _draw_persona(creation: Creation, values: ev.PersonaDraw | ev.PersonaCross, at: float) -> Creation:
    kept = {slot: creation.traits[slot] for slot in creation.locked if slot in creation.traits}
    name = creation.name if values.name is None else values.name
    crossed = _crossed_still(creation.crossed, kept)
    return replace(creation, seed=values.seed, traits={**values.traits, **kept}, name=name, crossed=crossed)


def _crossed_still(crossed: Crossed | None, kept: Mapping[str, str]) -> Crossed | None:
    """What a crossing has still to do with a creature that keeps these traits of its own; None where nothing."""
    origins = {slot: one for slot, one in (crossed.origins if crossed else {}).items() if kept.get(slot) == one[0]}
    return Crossed(crossed.creature, origins) if crossed is not None and origins else None


def _cross(creation: Creation, values: ev.PersonaCross, at: float) -> Creation:
    child = _draw_persona(creation, values, at)
    earlier, other = creation.crossed.origins if creation.crossed is not None else {}, values.other.creature
    theirs = {slot: (ref, other) for slot, ref in child.traits.items() if creation.traits.get(slot) != ref}
    return replace(child, crossed=Crossed(other, {**earlier, **theirs}))


def _draw_trait(creation: Creation, values: ev.TraitDraw, at: float) -> Creation:
    if values.slot in creation.locked:
        raise Refused(_("This trait is locked."), hint=_("Unlock it before drawing it again."))
    return _with_trait(creation, values.slot, values.trait)


def _choose_trait(creation: Creation, values: ev.TraitChoose, at: float) -> Creation:
    return _with_trait(creation, values.slot, values.trait)


def _with_trait(creation: Creation, slot: str, ref: str) -> Creation:
    if creation.traits.get(slot) == ref:
        return creation
    crossed = creation.crossed
    if crossed is not None and slot in crossed.origins:  # chance or a hand may bring it back: not the crossing, then
        crossed = replace(crossed, origins=_without(crossed.origins, slot))
    return replace(creation, traits={**creation.traits, slot: ref}, crossed=crossed)


def _lock(creation: Creation, values: ev.OfSlot, at: float) -> Creation:
    if values.slot not in creation.traits:
        raise Refused(_("There is no trait to lock there."))
    if values.slot in creation.locked:
        return creation
    return replace(creation, locked=creation.locked | {values.slot})


def _unlock(creation: Creation, values: ev.OfSlot, at: float) -> Creation:
    if values.slot not in creation.locked:
        return creation
    return replace(creation, locked=creation.locked - {values.slot})


def _add_trait(creation: Creation, values: ev.TraitAdd, at: float) -> Creation:
    ref = OWN + values.id.removeprefix(OWN)
    if ref not in creation.own_traits:
        _refuse_full(creation.own_traits)
    added = replace(creation, own_traits={**creation.own_traits, ref: (values.slot, values.trait)})
    return _with_trait(added, values.slot, ref) if values.worn else added


def _refuse_full(known: Mapping[str, object]) -> None:
    """Raise Refused where a collection that is copied with each act would be too long to be."""
    if len(known) >= MAX_NAMED:
        raise Refused(_("There are too many of them already."), hint=_("Start a new creation."))


def _remove_trait(creation: Creation, values: ev.TraitRemove, at: float) -> Creation:
    if values.ref not in creation.own_traits:
        raise Refused(_("This trait is not one of yours."))
    if values.ref in creation.traits.values():
        raise Refused(_("The creature wears this trait."), hint=_("Choose another one for it first."))
    return replace(creation, own_traits=_without(creation.own_traits, values.ref))


def _name(creation: Creation, values: ev.Named, at: float) -> Creation:
    return creation if values.name == creation.name else replace(creation, name=values.name)


def _group(creation: Creation, values: ev.Named, at: float) -> Creation:
    return creation if values.name == creation.group else replace(creation, group=values.name)


def _set_lexicons(creation: Creation, values: ev.LexiconsSet, at: float) -> Creation:
    ids = tuple(dict.fromkeys(values.ids))
    return creation if ids == creation.lexicons else replace(creation, lexicons=ids)


def _write_text(creation: Creation, values: ev.TextWrite, at: float) -> Creation:
    known = creation.texts.get(values.id)
    if known is None and len(creation.texts) >= MAX_TEXTS:
        raise Refused(_("There are too many texts already."))
    text = CreationText(values.title, values.text, known.shared if known else False)
    return creation if text == known else replace(creation, texts={**creation.texts, values.id: text})


def _remove_text(creation: Creation, values: ev.OfId, at: float) -> Creation:
    _text(creation, values.id)
    return replace(creation, texts=_without(creation.texts, values.id))


def _share_text(creation: Creation, values: ev.OfId, at: float) -> Creation:
    return _sharing(creation, values.id, shared=True)


def _unshare_text(creation: Creation, values: ev.OfId, at: float) -> Creation:
    return _sharing(creation, values.id, shared=False)


def _sharing(creation: Creation, key: str, *, shared: bool) -> Creation:
    text = _text(creation, key)
    if text.shared == shared:
        return creation
    return replace(creation, texts={**creation.texts, key: replace(text, shared=shared)})


def _text(creation: Creation, key: str) -> CreationText:
    text = creation.texts.get(key)
    if text is None:
        raise Refused(_("There is no text called “{id}”.").format(id=key))
    return text


def _set_share(creation: Creation, values: ev.ShareSet, at: float) -> Creation:
    return creation if values.share == creation.class_share else replace(creation, class_share=values.share)


def _weigh(creation: Creation, values: ev.SourceWeigh, at: float) -> Creation:
    if creation.weights.get(values.source) == values.weight:
        return creation
    if values.source not in creation.weights:
        _refuse_full(creation.weights)
    return replace(creation, weights={**creation.weights, values.source: values.weight})


def _make_phrase(creation: Creation, values: ev.PhraseMake, at: float) -> Creation:
    if values.id in creation.phrases:
        raise Refused(_("There is already a phrase called “{id}”.").format(id=values.id))
    if len(creation.phrases) >= MAX_PHRASES:
        raise Refused(_("There are too many phrases already."), hint=_("Throw some away, or start a new creation."))
    made = MadePhrase(
        values.id,
        values.text,
        tuple(values.steps),
        values.copied,
        values.relaxed,
        tuple(values.patches),
        tuple(values.texts),
        seed=values.seed,
        settings=values.settings,
        corpus=values.corpus,
        at=at,
        question=values.question,
    )
    return replace(creation, phrases={**creation.phrases, made.id: made})


def _phrase(creation: Creation, key: str) -> MadePhrase:
    phrase = creation.phrases.get(key)
    if phrase is None:
        raise Refused(_("There is no phrase called “{id}”.").format(id=key))
    return phrase


def _keep(creation: Creation, values: ev.OfId, at: float) -> Creation:
    phrase = _phrase(creation, values.id)
    if phrase.kept:
        return creation
    return replace(
        creation,
        phrases={**creation.phrases, phrase.id: replace(phrase, kept=True)},
        kept=(*creation.kept, phrase.id),
    )


def _unkeep(creation: Creation, values: ev.OfId, at: float) -> Creation:
    phrase = _phrase(creation, values.id)
    if not phrase.kept:
        return creation
    return replace(
        creation,
        phrases={**creation.phrases, phrase.id: replace(phrase, kept=False)},
        kept=tuple(key for key in creation.kept if key != phrase.id),
    )


def _edit(creation: Creation, values: ev.PhraseEdit, at: float) -> Creation:
    phrase = _phrase(creation, values.id)
    edited = values.text.strip() or None
    if edited == phrase.text:
        edited = None
    copied = values.copied if edited else None
    if (edited, copied) == (phrase.edited, phrase.edited_copied):
        return creation
    changed = replace(phrase, edited=edited, edited_copied=copied)
    return replace(creation, phrases={**creation.phrases, phrase.id: changed})


def _drop(creation: Creation, values: ev.OfId, at: float) -> Creation:
    _phrase(creation, values.id)
    return replace(
        creation,
        phrases=_without(creation.phrases, values.id),
        kept=tuple(key for key in creation.kept if key != values.id),
    )


def _move(creation: Creation, values: ev.PhraseMove, at: float) -> Creation:
    if values.id not in creation.kept:
        raise Refused(_("This phrase is not among the kept ones."))
    others = [key for key in creation.kept if key != values.id]
    others.insert(values.to, values.id)
    kept = tuple(others)
    return creation if kept == creation.kept else replace(creation, kept=kept)


def _choose_voice(creation: Creation, values: ev.OfId, at: float) -> Creation:
    if creation.voice is None and creation.voice_id == values.id:
        return creation
    return replace(creation, voice_id=values.id, voice=None)


def _tune_voice(creation: Creation, values: ev.VoiceTune, at: float) -> Creation:
    if values.voice == creation.voice:
        return creation
    named = values.voice.get("id")
    return replace(
        creation, voice=values.voice, voice_id=named if isinstance(named, str) and named else creation.voice_id
    )


def _bend(creation: Creation, values: ev.VoiceBend, at: float) -> Creation:
    return creation if values.on == creation.bend else replace(creation, bend=values.on)


def _write_note(creation: Creation, values: ev.NoteWrite, at: float) -> Creation:
    note = Note(at, values.text, values.id, values.about, values.bet)
    others = creation.notes.without(values.id)
    return replace(creation, notes=others.plus(note) if note.bet or note.text.strip() else others)


def _speak(creation: Creation, values: ev.StageSpeak, at: float) -> Creation:
    return replace(creation, spoken=creation.spoken.plus(Spoken(at, values.phrase, values.voice, values.seconds)))


def _answer_poll(creation: Creation, values: ev.PollAnswer, at: float) -> Creation:
    if values.poll not in creation.polls:
        _refuse_full(creation.polls)
    poll = creation.polls.get(values.poll, {})
    moment = (*poll.get(values.when, ()), values.answers)
    return replace(creation, polls={**creation.polls, values.poll: {**poll, values.when: moment}})


def _answer_quiz(creation: Creation, values: ev.QuizAnswer, at: float) -> Creation:
    guess = Guess(at, values.phrase, values.guess, values.truth, values.quiz)
    return replace(creation, guesses=creation.guesses.plus(guess))


def _reach(creation: Creation, values: ev.StepReach, at: float) -> Creation:
    return replace(creation, step=Step(values.seance, values.activity, at))


def _without(mapping: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {other: value for other, value in mapping.items() if other != key}


def _set_machine(creation: Creation, data: Mapping[str, Any]) -> Creation:
    """A setting of null goes back to its default; names that this program does not know are kept."""
    named = _without(data, ev.JOINED)
    settings = {**creation.settings, **named}
    for key in named:
        if settings[key] is None:
            del settings[key]
    return creation if settings == creation.settings else replace(creation, settings=settings)


def act(creation: Creation, do: str, values: Struct, data: Mapping[str, Any], at: float) -> Creation:
    """The creation after the event `do`, whose shape has been checked. Raises Refused."""
    if do == "machine.set":
        return _set_machine(creation, data)
    return ACTS[do](creation, values, at)


ACTS: Mapping[str, Act] = {
    "creation.begin": _begin,
    "persona.draw": _draw_persona,
    "persona.cross": _cross,
    "persona.name": _name,
    "group.name": _group,
    "trait.draw": _draw_trait,
    "trait.choose": _choose_trait,
    "trait.lock": _lock,
    "trait.unlock": _unlock,
    "trait.add": _add_trait,
    "trait.remove": _remove_trait,
    "lexicons.set": _set_lexicons,
    "text.write": _write_text,
    "text.remove": _remove_text,
    "text.share": _share_text,
    "text.unshare": _unshare_text,
    "share.set": _set_share,
    "source.weigh": _weigh,
    "phrase.make": _make_phrase,
    "phrase.keep": _keep,
    "phrase.unkeep": _unkeep,
    "phrase.edit": _edit,
    "phrase.drop": _drop,
    "phrase.move": _move,
    "voice.choose": _choose_voice,
    "voice.tune": _tune_voice,
    "voice.bend": _bend,
    "note.write": _write_note,
    "stage.speak": _speak,
    "poll.answer": _answer_poll,
    "quiz.answer": _answer_quiz,
    "step.reach": _reach,
}

RECORDS = frozenset({"group.name", "stage.speak", "poll.answer", "quiz.answer", "step.reach"})
"""What happened and stays, whatever is undone."""
