"""The glass box as data: why this word, this trait, this voice, this copy, this author.

All that there is to say stands in these values, made of what the journal wrote down; `telling` puts them into
sentences. Screens and lines render them, and know nothing of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, cast, get_args

from msgspec import Struct

from bestio.activities.questions import describe_caught
from bestio.creation import trait_effects
from bestio.creation.attribution import verdict_of
from bestio.creation.authors import (
    Account,
    Change,
    Part,
    account_of,
    changes_of,
    parts_of,
    pieces_of,
    words_of,
)
from bestio.creation.counting import product, total
from bestio.creation.describe_die import describe_die, describe_order
from bestio.creation.events import Event
from bestio.creation.events.creature import crossing_of
from bestio.creation.family import describe_family
from bestio.creation.fold import Creation
from bestio.creation.phrase_shapes import DraftShape, HolderShape, StepShape
from bestio.creation.state import MadePhrase
from bestio.creation.trait_effects import Influence
from bestio.language import typography
from bestio.language.spelling import spelling
from bestio.persona.catalog import TraitCatalog
from bestio.persona.persona import Persona
from bestio.persona.trait import Lexicon
from bestio.phrases.phrase import Fault, Patch
from bestio.session.hearing import describe_hearing
from bestio.speech.differences import differences
from bestio.speech.effects.specs import SPECS
from bestio.speech.knobs import knobs
from bestio.speech.modifiers import Bent
from bestio.speech.recorded.bank import Bank
from bestio.speech.voice import Voice

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
    drawn. `more` counts rivals that are not told. `turn`: whose turn it was, of the pupils (`ours`) and the starter
    texts (`others`); `spoke`: whether they had a word that could come. `fair`: its chance on a die that nobody has
    changed, where somebody had. `behind`: the titles of the texts that alone had their turn, as they lacked words.
    `erased`: it went with the group that wrote it.
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
    turn: str = ""
    spoke: bool = True
    fair: float | None = None
    behind: tuple[str, ...] = ()


class PieceWhy(Struct, frozen=True):
    """A piece that a phrase copies: what it says, the text that it stands in, and which others hold it too."""

    text: str
    piece: Patch


class WantedWhy(Struct, frozen=True):
    """Words of a phrase that one of the creature's traits likes, or has as a tic."""

    words: tuple[str, ...]
    trait: str


class DraftWhy(Struct, frozen=True):
    """A draft that was not kept: what it says ("" where the guard refused it), and why it was not kept.

    `words` of its `total` words are copied, or of theirs; `run` is what it copies, which stands in `title` by `author`.
    """

    text: str
    why: str
    words: int = 0
    total: int = 0
    run: str = ""
    author: str = ""
    title: str = ""
    faults: tuple[Fault, ...] = ()


class MakingWhy(Struct, frozen=True):
    """How a phrase was made: by which sorter (as in `PhraseSettings.sort`), from which drafts that were not kept.

    `drafts` are None where the journal does not tell of them; `by_hand`: made word by word, without any.
    """

    sort: str = ""
    drafts: tuple[DraftWhy, ...] | None = None
    by_hand: bool = False


class PhraseWhy(Struct, frozen=True):
    """Everything there is to say of a phrase. `words` are those that are shown, in the order of `words_of`.

    `caught`: what the creature did with the question, in words. `copied` says what of it is copied, in words, and which
    limit gave way; "" where nobody looked. `die`: how the die was changed, in words. `order`: why so
    many words were looked back at, where nobody chose it.
    """

    text: str
    question: str
    caught: str
    words: tuple[WordWhy, ...]
    parts: tuple[Part, ...]
    pieces: tuple[PieceWhy, ...]
    changes: tuple[Change, ...]
    wanted: tuple[WantedWhy, ...]
    copied: str
    making: MakingWhy
    die: tuple[str, ...] = ()
    order: str = ""


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
    """What the voice that is heard is made of, where it comes from, what an invention and the traits changed.

    `recorded`: whose recordings it is put together from, where it is.
    """

    title: str
    description: str
    recorded: tuple[str, ...]
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
        describe_caught(phrase.caught),
        tuple(explain_word(phrase.steps, one.step, one.text, phrase.texts) for one in shown),
        parts_of(phrase, group),
        tuple(
            PieceWhy(_said(phrase.steps[piece.start : piece.end]), piece) for piece in pieces_of(phrase) if piece.words
        ),
        changes_of(phrase),
        tuple(_wanted(phrase, influences)),
        verdict_of(phrase),
        explain_making(phrase),
        tuple(describe_die(phrase.settings)),
        describe_order(phrase.settings),
    )


def explain_making(phrase: MadePhrase) -> MakingWhy:
    """How a phrase came out of its drafts."""
    told = None if phrase.drafts is None else tuple(_draft(one, phrase.texts) for one in phrase.drafts)
    return MakingWhy(str(phrase.settings.get("sort", "")), told, by_hand=told is None and phrase.seed is None)


def _draft(told: DraftShape, texts: Sequence[HolderShape]) -> DraftWhy:
    of = texts[told.of] if told.of is not None and told.of < len(texts) else HolderShape()
    faults = tuple(Fault(one.test, one.penalty, one.words) for one in told.faults)
    return DraftWhy(told.text, told.why, told.words, told.total, told.run, of.author, of.title or of.author, faults)


def explain_word(
    steps: Sequence[StepShape], at: int | None, text: str | None = None, texts: Sequence[HolderShape] = ()
) -> WordWhy:
    """Why the word of step `at` came, shown as `text`; None for a word that a hand wrote; `texts` are the phrase's."""
    if at is None:
        return WordWhy(text or "", "hand")
    step = steps[at]
    rivals = [RivalWord(one.word, one.probability) for one in step.others]
    how = step.how if step.how in get_args(How) else "machine"  # a newer program may know other ways
    shown = step.word if text is None else text
    return WordWhy(
        shown or step.as_read,
        cast("How", how),
        step.author,
        step.title or step.author,
        step.sentence,
        step.probability,
        step.order,
        tuple(rivals[:MOST_RIVALS]),
        max(len(rivals), step.choices - 1 if rivals else 0) - min(len(rivals), MOST_RIVALS),
        _mended(steps, at),
        erased=not shown and step.erased,
        turn=step.turn if how == "machine" and ":" in step.source else "",
        spoke=(step.turn == "ours") is trait_effects.is_pupils(step.source),
        fair=step.fair,
        behind=tuple(filter(None, (texts[one].title or texts[one].author for one in step.behind if one < len(texts)))),
    )


def _mended(steps: Sequence[StepShape], at: int) -> Mended | None:
    """How French was mended where the word of step `at` met the next one for the first time."""
    if _melted(steps, at):
        at -= 1
    if not 0 <= at < len(steps) or not steps[at].read:
        return None
    last = at + 1 if _melted(steps, at + 1) else at
    return Mended(
        typography.join(step.as_read for step in steps[at : last + 1]),
        steps[at].word,
        steps[last + 1].as_read if last + 1 < len(steps) else "…",
    )


def _melted(steps: Sequence[StepShape], at: int) -> bool:
    """Whether the word of step `at` went into the one before it: the « le » of « du »."""
    return 0 < at < len(steps) and not steps[at].word and bool(steps[at].read)


def _said(steps: Iterable[StepShape]) -> str:
    return typography.join(step.word for step in steps)


def _wanted(phrase: MadePhrase, influences: Iterable[Influence]) -> Iterator[WantedWhy]:
    """Which traits wanted words or tics that the machine put into a phrase and no hand took out."""
    left = {word.step for word in words_of(phrase)}
    said = {spelling(step.word).strip(" !,") for at, step in enumerate(phrase.steps) if at in left}
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


def explain_creature(creation: Creation, catalog: TraitCatalog, lexicons: Mapping[str, Lexicon]) -> CreatureWhy:
    """Why the creature has the traits that it has, on the wheels of `catalog`."""
    persona = Persona(creation.name, creation.seed, creation.traits)
    found = []
    for slot, among in catalog.counts().items():
        ref = persona.traits.get(slot, "")
        trait = catalog.trait(slot, ref)
        if trait is None:
            continue
        lexicon = lexicons.get(ref.partition(":")[0])
        found.append(
            TraitWhy(
                slot,
                catalog.titles.get(slot, slot),
                trait_effects.label_of(catalog, persona, trait),
                trait.author or (lexicon.title if lexicon else ref),
                among,
                kept=slot in creation.locked,
                stray=ref not in catalog.refs(slot),
                crossing=crossing_of(creation, slot),
            )
        )
    return CreatureWhy(tuple(found), product(catalog), total(catalog))


# --- the voice --------------------------------------------------------------------------------------------------------


def explain_voice(
    creation: Creation,
    plain: Voice,
    bent: Bent,
    voices: Mapping[str, Voice],
    events: Iterable[Event],
    bank: Bank | None = None,
) -> VoiceWhy:
    """Why the creature sounds as it does: `plain` is its voice, `bent` what its traits make of it.

    Forebears are looked for among `voices`, and among those of the journal's `events`. `bank`: the recordings that the
    voice is put together from, as far as they are known.
    """
    heard = bent.voice
    return VoiceWhy(
        heard.title,
        heard.description,
        tuple(describe_hearing(heard.recorded, bank)) if heard.recorded is not None else (),
        tuple(Control(knob.name, knob.show(knob.value), knob.help) for knob in knobs(heard)),
        tuple(Control(SPECS[one.type].title, "", SPECS[one.type].help) for one in heard.effects),
        describe_family(plain, voices, events),
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
        return creation.voice.voice
    return voices.get(creation.voice_id)
