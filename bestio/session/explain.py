"""The glass box as data: why this word, this trait, this voice, this copy, this author.

All that there is to say stands in these values, made of what the journal wrote down; `telling` puts them into
sentences. Screens and lines render them, and know nothing of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, cast, get_args

from msgspec import Struct, convert

from bestio.language import typography
from bestio.language.spelling import spelling
from bestio.persona.cabinet import Cabinet
from bestio.persona.persona import Persona
from bestio.persona.trait import Lexicon
from bestio.phrases.phrase import Patch
from bestio.speech.differences import differences
from bestio.speech.effects.specs import SPECS
from bestio.speech.knobs import knobs
from bestio.speech.modulation import Bent
from bestio.speech.voice import Voice, from_recipe
from bestio.workshop import influence
from bestio.workshop.attribution import is_erased, read_as, verdict_of
from bestio.workshop.authors import (
    Account,
    Change,
    Part,
    account_of,
    changes_of,
    parts_of,
    pieces_of,
    rivals_of,
    words_of,
)
from bestio.workshop.counting import product, total
from bestio.workshop.creation import Creation
from bestio.workshop.events import Event
from bestio.workshop.events.creature import crossing_of
from bestio.workshop.family import told_family
from bestio.workshop.influence import Influence
from bestio.workshop.phrase_shapes import StepShape
from bestio.workshop.state import MadePhrase

How = Literal["machine", "die", "pupil", "wanted", "tic", "hand"]
"""What chose a word; `hand`: somebody wrote it when changing the phrase."""
MOST_RIVALS = 5
"""Words that are told of those that could have come."""


class RivalWord(Struct, frozen=True):
    """A word that could have come, "" for the phrase's end, and its chance, 0..1."""

    word: str
    chance: float


class Mended(Struct, frozen=True):
    """How French was mended where a word met the next one: « de le » became « du » before « lac »."""

    before: str
    after: str
    word: str


class WordWhy(Struct, frozen=True):
    """Why a word of a phrase came: what chose it, where it was read, with what chance, and which others could have.

    `chance` (0..1) and `rivals` are those of the draw after the `order` words before it; without rivals nothing was
    drawn. `more` counts rivals that are not told. `erased`: it went with the group that wrote it.
    """

    text: str
    how: How
    author: str = ""
    title: str = ""
    sentence: str = ""
    chance: float = 0.0
    order: int = 0
    rivals: tuple[RivalWord, ...] = ()
    more: int = 0
    mended: Mended | None = None
    erased: bool = False


class PieceWhy(Struct, frozen=True):
    """A piece that a phrase copies: what it says, the text that it stands in, and which others hold it too."""

    text: str
    piece: Patch


class WantedWhy(Struct, frozen=True):
    """Words of a phrase that one of the creature's traits likes, or has as a tic."""

    words: tuple[str, ...]
    trait: str


class PhraseWhy(Struct, frozen=True):
    """Everything there is to say of a phrase. `words` are those that are shown, in the order of `words_of`.

    `copied` says what of it is copied, in words, and which limit gave way; "" where nobody looked.
    """

    text: str
    question: str
    words: tuple[WordWhy, ...]
    parts: tuple[Part, ...]
    pieces: tuple[PieceWhy, ...]
    changes: tuple[Change, ...]
    wanted: tuple[WantedWhy, ...]
    copied: str


class TraitWhy(Struct, frozen=True):
    """Where a trait comes from (`source`: its lexicon or its author), and how it came to its wheel of `among` traits.

    `stray`: its wheel does not hold it any more. `crossing`: which crossing gave it, in words.
    """

    slot: str
    title: str
    label: str
    source: str
    among: int
    kept: bool = False
    stray: bool = False
    crossing: str = ""


class CreatureWhy(Struct, frozen=True):
    """Why the creature has its traits, and how many creatures its wheels can make: `total`, which is `product`."""

    traits: tuple[TraitWhy, ...]
    product: str
    total: str


class Control(Struct, frozen=True):
    """A knob with its value, or an effect, and what it does."""

    name: str
    value: str
    help: str


class VoiceWhy(Struct, frozen=True):
    """What the voice that is heard is made of, where it comes from, what an invention and the traits changed."""

    title: str
    description: str
    knobs: tuple[Control, ...]
    effects: tuple[Control, ...]
    family: tuple[str, ...]
    invention: tuple[str, ...]
    traits: tuple[str, ...]


class AuthorsWhy(Struct, frozen=True):
    """The count over the phrases that are kept, or over all."""

    account: Account
    kept: bool


# --- phrases ----------------------------------------------------------------------------------------------------------


def explain_phrase(phrase: MadePhrase, group: str, influences: Iterable[Influence] = ()) -> PhraseWhy:
    """Why a phrase of `group` is as it is; `influences` are what the creature's traits bring."""
    shown = words_of(phrase)
    return PhraseWhy(
        phrase.shown,
        phrase.question,
        tuple(explain_word(phrase.steps, one.step, one.text) for one in shown),
        parts_of(phrase, group),
        tuple(
            PieceWhy(_said(phrase.steps[piece.start : piece.end]), piece) for piece in pieces_of(phrase) if piece.words
        ),
        changes_of(phrase),
        tuple(_wanted(phrase, influences)),
        verdict_of(phrase),
    )


def explain_word(steps: Sequence[Mapping[str, Any]], at: int | None, text: str | None = None) -> WordWhy:
    """Why the word of step `at` came, shown as `text`; None for a word that a hand wrote."""
    if at is None:
        return WordWhy(text or "", "hand")
    told, step = steps[at], convert(steps[at], StepShape)
    rivals = [RivalWord(str(one.get("word") or ""), float(one.get("probability") or 0)) for one in rivals_of(told)]
    how = step.how if step.how in get_args(How) else "machine"  # a newer program may know other ways
    shown = step.word if text is None else text
    return WordWhy(
        shown or read_as(told),
        cast("How", how),
        step.author,
        step.title or step.author,
        step.sentence,
        step.probability,
        step.order,
        tuple(rivals[:MOST_RIVALS]),
        max(len(rivals), step.choices - 1 if rivals else 0) - min(len(rivals), MOST_RIVALS),
        _mended(steps, at),
        erased=not shown and is_erased(told),
    )


def _mended(steps: Sequence[Mapping[str, Any]], at: int) -> Mended | None:
    """How French was mended where the word of step `at` met the next one for the first time."""
    if _melted(steps, at):
        at -= 1
    if not 0 <= at < len(steps) or not steps[at].get("read"):
        return None
    last = at + 1 if _melted(steps, at + 1) else at
    return Mended(
        typography.join(read_as(step) for step in steps[at : last + 1]),
        str(steps[at].get("word", "")),
        read_as(steps[last + 1]) if last + 1 < len(steps) else "…",
    )


def _melted(steps: Sequence[Mapping[str, Any]], at: int) -> bool:
    """Whether the word of step `at` went into the one before it: the « le » of « du »."""
    return 0 < at < len(steps) and not steps[at].get("word") and bool(steps[at].get("read"))


def _said(steps: Iterable[Mapping[str, Any]]) -> str:
    return typography.join(str(step.get("word", "")) for step in steps)


def _wanted(phrase: MadePhrase, influences: Iterable[Influence]) -> Iterator[WantedWhy]:
    """Which traits wanted words or tics that the machine put into a phrase and no hand took out."""
    left = {word.step for word in words_of(phrase)}
    said = {spelling(str(step.get("word", ""))).strip(" !,") for at, step in enumerate(phrase.steps) if at in left}
    for one in influences:
        held = [word for word in (*one.keywords, *one.says) if spelling(word) in said]
        if held:
            yield WantedWhy(tuple(dict.fromkeys(held)), one.label)


def explain_authors(creation: Creation, group: str, *, every: bool = False) -> AuthorsWhy:
    """Who is the author? The count over the kept phrases where there are some, over all with `every` or without any."""
    kept = bool(creation.kept) and not every
    phrases = creation.kept_phrases if kept else tuple(creation.phrases.values())
    return AuthorsWhy(account_of(phrases, group), kept)


# --- the creature -----------------------------------------------------------------------------------------------------


def explain_creature(creation: Creation, cabinet: Cabinet, lexicons: Mapping[str, Lexicon]) -> CreatureWhy:
    """Why the creature has the traits that it has, on the wheels of `cabinet`."""
    persona = Persona(creation.name, creation.seed, creation.traits)
    found = []
    for slot, among in cabinet.counts().items():
        ref = persona.traits.get(slot, "")
        trait = cabinet.trait(slot, ref)
        if trait is None:
            continue
        lexicon = lexicons.get(ref.partition(":")[0])
        found.append(
            TraitWhy(
                slot,
                cabinet.titles.get(slot, slot),
                influence.label_of(cabinet, persona, trait),
                trait.author or (lexicon.title if lexicon else ref),
                among,
                kept=slot in creation.locked,
                stray=ref not in cabinet.refs(slot),
                crossing=crossing_of(creation, slot),
            )
        )
    return CreatureWhy(tuple(found), product(cabinet), total(cabinet))


# --- the voice --------------------------------------------------------------------------------------------------------


def explain_voice(
    creation: Creation, plain: Voice, bent: Bent, voices: Mapping[str, Voice], events: Iterable[Event]
) -> VoiceWhy:
    """Why the creature sounds as it does: `plain` is its voice, `bent` what its traits make of it.

    Forebears are looked for among `voices`, and among those of the journal's `events`.
    """
    heard = bent.voice
    return VoiceWhy(
        heard.title,
        heard.description,
        tuple(Control(knob.name, knob.show(knob.value), knob.help) for knob in knobs(heard)),
        tuple(Control(SPECS[one.type].title, "", SPECS[one.type].help) for one in heard.effects),
        told_family(plain, voices, events),
        _invention(creation, voices),
        tuple(bent.changes),
    )


def _invention(creation: Creation, voices: Mapping[str, Voice]) -> tuple[str, ...]:
    """What the invention that the creature's voice comes from changed in the one before; nothing for a chosen voice."""
    after = _own_voice(creation, voices)
    for past in reversed(creation.past):
        if past.do == "voice.choose":
            break
        if past.do == "voice.tune":
            before = _own_voice(past.before, voices)
            if before and after and after.lineage and before.id != after.id and before.id in after.lineage.parents:
                return differences(before, after)
            after = before
    return ()


def _own_voice(creation: Creation, voices: Mapping[str, Voice]) -> Voice | None:
    if creation.voice is not None:
        return from_recipe(creation.voice, lambda _problem: None)
    return voices.get(creation.voice_id)
