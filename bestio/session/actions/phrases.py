"""The acts on phrases: making, choosing, rewriting and ordering them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING, Any

import msgspec

from bestio.activities.questions import describe_caught
from bestio.activities.ways import short_question
from bestio.creation.describe_die import describe_die, faces_typed
from bestio.creation.state import MadePhrase
from bestio.i18n import N_, _
from bestio.language.typography import percent
from bestio.phrases.die import check_die
from bestio.session.actions.action import Action, Key, Parameter, Result, Words
from bestio.session.actions.parameters import LISTED, PHRASE, listed, named, no_phrase_yet, number, pairs, with_names
from bestio.session.session import Session
from bestio.text.fold import fold

if TYPE_CHECKING:
    from bestio.phrases.phrase import Phrase
    from bestio.phrases.stepper import Stepper

BENCH, STAGE = "phrases", "stage"
MOST_CHOICES = 20
MOST_SIDE = 10**9
WANTED = frozenset({"start", "with"})
EVERY = frozenset({"tout", "toutes", "all"})
ENDS = frozenset({"fin", "end"})


@Action(
    "make", "fabriquer", N_("Makes a phrase; start=word, with=word."),
    (
        with_names(
            "wanted", lambda _session, words: pairs(words, WANTED), WANTED,
            N_("The word that it starts with, or one that it holds."),
        ).may(N_("chance chooses")),
    ),
    (
        Key("make", "space", N_("Make"), N_("The machine makes a phrase from the texts."), BENCH),
        Key("start_with", "c", N_("Start with"), N_("Ask for a phrase that starts with a word."), BENCH, shown=False),
        Key("hold_word", "v", N_("With"), N_("Ask for a phrase that holds a word."), BENCH, shown=False),
    ),
)  # fmt: skip
def make(session: Session, wanted: dict[str, str] | None = None) -> Result:
    """Let the machine make a phrase that starts with a word (`start`), or holds one (`with`)."""
    words, studio = wanted or {}, session.studio
    phrase = studio.make_phrase(studio.machine(), start=words.get("start") or None, with_word=words.get("with") or None)
    return _made(session, phrase)


def _made(session: Session, phrase: Phrase) -> Result:
    """A phrase that was made. What it copies is a bet of the plan: it is not given away, it is one verb away."""
    made = list(session.creation.phrases)[-1]
    glass = _("The glass box: bestio act {journal} pourquoi {id}").format(journal=session.called, id=made)
    return Result((f"{made} : {phrase.text}", glass), {"id": made, **msgspec.to_builtins(phrase)}, heard=True)


@Action(
    "dice", "dés", N_("Makes a phrase step by step, with dice or by choosing."),
    (
        listed("words", N_("NUMBER|WORD"), "words", N_("What the die shows, from 1 to 100, or a word to pick.")).may(
            N_("tells what may come")
        ),
    ),
)  # fmt: skip
def dice(session: Session, words: Sequence[str] = (), phrase: Phrase | None = None) -> Result:
    """Take down a `phrase` that was made by hand, or make it: a number is a side of the die, a word is picked."""
    if phrase is None:
        from bestio.phrases.stepper import Stepper

        stepper = Stepper(session.studio.machine(), Random(0))
        if not _thrown(stepper, words):
            return _what_may_come(stepper)
        phrase = stepper.phrase()
    session.studio.record_phrase(phrase, seed=None)
    return _made(session, phrase)


def _thrown(stepper: Stepper, words: Sequence[str]) -> bool:
    """Whether the phrase is finished by these throws and words."""
    for word in words:
        if word.isdecimal() and len(word) <= len(str(MOST_SIDE)):  # Python refuses to read some thousands of figures
            stepper.take_die(int(word))
        elif word in ENDS and all(choice.word != word for choice in stepper.next_words()):
            return True
        else:
            stepper.take_word(word)
    return stepper.ended


def _what_may_come(stepper: Stepper) -> Result:
    choices = stepper.next_words(MOST_CHOICES)
    lines = [stepper.text] if stepper.words else []
    for choice in choices:
        sides = "" if choice.interval is None else f"{choice.interval[0]}-{choice.interval[1]} : "
        lines.append(f"{sides}{choice.word or _('(the end)')} ({percent(choice.probability)})")
    lines.append(_("Add a number from 1 to 100, or one of these words, or “fin”."))
    data = {
        "text": stepper.text,
        "choices": [{"word": c.word, "sides": c.interval, "chance": c.probability} for c in choices],
    }
    return Result(tuple(lines), data)


@Action(
    "thousand", "mille",
    N_("Draws a thousand times what follows these words, and sets what came beside what was announced."),
    (listed("words", N_("WORD"), "words", N_("The words before.")).may(N_("the beginning of a phrase")),), looks=True,
)  # fmt: skip
def thousand(session: Session, words: Sequence[str] = ()) -> Result:
    from bestio.phrases.stepper import Stepper
    from bestio.phrases.thousand import THOUSAND, Draws  # noqa: PLC0415
    from bestio.session.thousand import tell_thousand

    stepper = Stepper(session.studio.machine(), Random(0))
    for word in words:
        stepper.take_word(word)
    draws = Draws(stepper, Random(session.studio.new_seed()))
    draws.more(THOUSAND)
    found = draws.found()
    return Result(tuple(tell_thousand(found)), msgspec.to_builtins(found))


@Action(
    "load", "truquer",
    N_("Changes faces of the die: word=2 twice as often, word=0 never; “rien”: as the texts have it."),
    (listed("faces", N_("WORD=NUMBER"), "settings", N_("Words, and how many times each counts.")).may(LISTED),),
    (
        Key(
            "load", "x", N_("Load the die"), N_("Change faces of the die by hand: a word twice as often, or never."),
            BENCH, shown=False,
        ),
    ),
    lists=True,
)  # fmt: skip
def load(session: Session, faces: Sequence[str] = (), every: Mapping[str, float] | None = None) -> Result:
    """Change the faces that are named; `every`: all that are changed, instead. Without any, tell which are."""
    studio, before = session.studio, session.studio.settings().faces
    if not faces and every is None:
        told = describe_die(session.creation.settings) or [_("Nobody has changed the die.")]
        return Result(tuple(told), before)
    after = faces_typed(faces, before, studio.machine()) if every is None else dict(every)
    check_die(1.0, 0, after)
    studio.hold("faces", "machine.set", {"faces": after or None})
    return Result(data=after)


steps = Action(
    "steps", "pas-à-pas", N_("Step by step: you throw the die, the machine draws, or you choose."),
    keys=(Key("steps", "d", N_("Die"), bench=BENCH),),
)  # fmt: skip


@Action(
    "question", "interroger",
    N_("Asks the creature your question, or one that is ready (its number; “liste” tells them)."),
    (
        named(
            "question", N_("QUESTION"), "words", N_("Your question, or the number of one that is ready."), rest=True
        ).may(N_("a phrase by chance")),
    ),
    (Key("question", "q", N_("Question it"), N_("Ask the creature: it catches on to a word that it knows."), STAGE),),
)  # fmt: skip
def question(session: Session, question: str = "") -> Result:
    asked = short_question(question)
    phrase = session.studio.make_phrase(session.studio.machine(), question=asked)
    made = list(session.creation.phrases.values())[-1]
    data = {"id": made.id, "question": asked, "caught": made.caught, "text": phrase.text}
    return Result(data=data, heard=True, told=describe_caught(made.caught))


@Action(
    "duet", "duo",
    N_("Lets creatures answer each other (lignes=3: three lines each), says a duet again, or lists them."),
    (listed("guests", N_("JOURNAL|DUO"), "creation", N_("Other creations, or a duet of before.")).may(LISTED),),
    (Key("duet", "d", N_("Duet"), N_("Invite other creatures: they answer each other, line by line."), STAGE),),
    lists=True,
)  # fmt: skip
def duet(session: Session, lines: Sequence[tuple[str, Mapping[str, Any]]]) -> Result:
    """Take down a duet, line by line as `studio.duet.take_turns` has made it."""
    session.studio.record_all(*lines)
    return Result(data=list(session.creation.duets)[-1])


def list_phrases(session: Session) -> Result:
    """All phrases, the kept ones with their place."""
    creation = session.creation
    lines = []
    for phrase in creation.phrases.values():
        kept = " (" + _("kept") + f" {creation.kept.index(phrase.id) + 1})" if phrase.id in creation.kept else ""
        lines.append(f"{phrase.id}{kept} : {phrase.shown}")
    data = [{"id": one.id, "text": one.shown, "kept": one.kept} for one in creation.phrases.values()]
    return Result(tuple(lines) or (no_phrase_yet(),), data)


phrases = Action("phrases", "phrases", N_("Lists the phrases."), run=list_phrases, looks=True)

KEEP = Key("keep", "g", N_("Keep"), N_("Keep this phrase for the stage (or let it go)."), BENCH)


@Action(
    "keep", "garder", N_("Keeps a phrase for the stage."), (PHRASE,), (KEEP,),
    enabled=lambda _session, phrase: not phrase.kept,
)  # fmt: skip
def keep(session: Session, phrase: MadePhrase) -> Result:
    return _of_phrase(session, "phrase.keep", phrase)


@Action(
    "unkeep", "lâcher", N_("No longer keeps a phrase."), (PHRASE,), (KEEP,),
    enabled=lambda _session, phrase: phrase.kept,
)  # fmt: skip
def unkeep(session: Session, phrase: MadePhrase) -> Result:
    return _of_phrase(session, "phrase.unkeep", phrase)


@Action("drop", "jeter", N_("Throw this phrase away."), (PHRASE,), (Key("throw", "j", N_("Throw"), bench=BENCH),))
def drop(session: Session, phrase: MadePhrase) -> Result:
    return _of_phrase(session, "phrase.drop", phrase)


def _of_phrase(session: Session, do: str, phrase: MadePhrase) -> Result:
    session.studio.record(do, id=phrase.id)
    return Result(data=phrase.id)


@Action(
    "edit", "modifier", N_("Rewrites a phrase; without words, goes back to the machine’s."),
    (
        PHRASE,
        named("text", N_("WORD"), "words", N_("The words of the phrase, as they are to be."), rest=True).may(
            N_("the machine’s words again")
        ),
    ),
    (
        Key(
            "edit", "m", N_("Change"), N_("Change the phrase by hand: the machine is no longer its only author."),
            BENCH,
        ),
    ),
)  # fmt: skip
def edit(session: Session, phrase: MadePhrase, text: str = "") -> Result:
    from bestio.creation.attribution import verdict_of
    from bestio.creation.authors import changes_of
    from bestio.session.telling import tell_changes

    session.studio.edit_phrase(phrase.id, text, session.studio.machine())
    now = session.creation.phrases[phrase.id]
    return Result(tuple(line for line in (tell_changes(changes_of(now)), verdict_of(now)) if line), now.shown)


@Action(
    "author", "auteur", N_("Who is the author? The count over the kept phrases, or over all of them."),
    (
        Parameter(
            "every", N_("ALL"), lambda _session, words: fold(words[0]) in EVERY, "word",
            N_("“tout” for all the phrases."), choices=lambda: ("tout",),
        ).may(N_("the kept phrases")),
    ),
    (Key("author", "a", N_("Author?"), N_("Who is the author? The count over all your phrases."), BENCH),), looks=True,
)  # fmt: skip
def author(session: Session, every: bool = False) -> Result:
    from bestio.session.account import authors_lines
    from bestio.session.explain import explain_authors

    why = explain_authors(session.creation, session.studio.journal.group, every=every)
    return Result(tuple(authors_lines(why)), msgspec.to_builtins(why.account))


def _place(_session: Session, words: Words) -> int:
    return int(number(words[0]))


@Action(
    "move", "déplacer", N_("Gives a kept phrase another place."),
    (PHRASE, Parameter("place", N_("PLACE"), _place, "number", N_("Its new place, counted from 1."))),
    (
        Key("up_front", "left", N_("Earlier"), N_("Put this phrase before the one above."), STAGE, shown=False),
        Key("down_back", "right", N_("Later"), N_("Put this phrase after the one below."), STAGE, shown=False),
    ),
)  # fmt: skip
def move(session: Session, phrase: MadePhrase, place: int) -> Result:
    session.studio.record("phrase.move", id=phrase.id, to=max(0, place - 1))
    kept = session.creation.kept_phrases
    return Result(tuple(f"{n}. {one.shown}" for n, one in enumerate(kept, 1)), [one.id for one in kept])
