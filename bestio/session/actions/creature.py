"""The acts on a creature: its wheels, its traits, its name; and what is told of the whole creation."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import msgspec

from bestio.classroom.finding import find_group
from bestio.creation.state import MadePhrase
from bestio.errors import BestioError, UsageError
from bestio.i18n import N_, _
from bestio.session.actions.action import Action, Key, NotNow, Parameter, Result
from bestio.session.actions.own_trait import OWN_WORDS, own_hint, trait_of
from bestio.session.actions.parameters import JOURNAL, LISTED, SLOT, listed, named, phrase_named, with_names
from bestio.session.actions.phrases import list_phrases
from bestio.session.actions.texts import list_texts
from bestio.session.session import Session
from bestio.session.transcript import clean as one_line
from bestio.text.fold import fold

BENCH = "creature"
VOICE = frozenset({"voix", "voice"})


def _phrase_or_voice(session: Session, words: tuple[str, ...]) -> MadePhrase | None:
    if fold(words[0]) in VOICE:
        return None
    lines = {line.id: line.made for lines in session.creation.duets.values() for line in lines}
    return lines[words[0]] if words[0] in lines else phrase_named(session, words)


def _trait_named(_session: Session, words: tuple[str, ...]) -> str:
    return " ".join(words)


@Action("show", "voir", N_("Tells the whole creation."), looks=True)
def show(session: Session) -> Result:
    session.need_creature()
    studio, creation = session.studio, session.creation
    lines = [one_line(creation.name), ""]
    for wheel in studio.wheels():
        lock = " (" + _("kept") + ")" if wheel.slot in creation.locked else ""
        lines.append(f"{wheel.title} : {wheel.label}{lock}")
    lines += ["", studio.description().third, "", f"« {studio.description().first} »", ""]
    lines.append(_("Its voice: {voice}.").format(voice=studio.plain_voice().title))
    read, made = list_texts(session), list_phrases(session)
    data = {
        "name": creation.name,
        "traits": dict(creation.traits),
        "locked": sorted(creation.locked),
        "description": msgspec.to_builtins(studio.description()),
        "voice": studio.plain_voice().recipe(),
        "texts": read.data,
        "phrases": made.data,
    }
    return Result(lines=(*lines, *read.lines, *made.lines), data=data)


@Action(
    "why", "pourquoi", N_("The glass box: the creature, one phrase, or the voice."),
    (
        Parameter(
            "about", N_("PHRASE|VOICE"), _phrase_or_voice, "phrase",
            N_("A phrase, by its number, a line of a duet (d1.2), or “voix”."),
        ).may(N_("the creature")),
    ),
    (
        Key(
            "why", "f6,question_mark", N_("Why?"), N_("The glass box: why the machine has just done that."),
            always=True,
        ),
    ),
    looks=True,
)  # fmt: skip
def why(session: Session, **given: MadePhrase | None) -> Result:
    """Why something is as it is; the voice, where what it is about is None."""
    from bestio.creation.authors import authors_of, copied_of, pieces_of
    from bestio.session.account import phrase_lines
    from bestio.session.telling import lines_of, tell_creature, tell_voice
    from bestio.session.why import why_creature, why_line, why_phrase, why_voice

    studio, phrase = session.studio, given.get("about")
    if not given:
        session.need_creature()
        creature = why_creature(studio)
        return Result(lines=tuple(lines_of(tell_creature(creature))), data=msgspec.to_builtins(creature))
    if phrase is None:
        voice = why_voice(studio)
        data = {"voice": studio.voice().voice.recipe(), "changes": list(voice.traits), **msgspec.to_builtins(voice)}
        return Result(lines=tuple(lines_of(tell_voice(voice))), data=data)
    lines = chain.from_iterable(session.creation.duets.values())
    line = next((one for one in lines if one.made is phrase), None)
    found = why_phrase(studio, phrase) if line is None else why_line(studio, line)
    data = {
        "text": phrase.shown,
        "steps": list(phrase.steps),
        "copied": copied_of(phrase),
        "pieces": pieces_of(phrase),
        "authors": authors_of(found.parts),
        "changes": found.changes,
        "words": found.words,
        "wanted": found.wanted,
    }
    return Result(lines=(phrase.shown, *phrase_lines(found)), data=msgspec.to_builtins(data))


@Action("where", "fichier", N_("Tells where the journal is."), looks=True)
def where(session: Session) -> Result:
    path = str(session.studio.journal.path)
    return Result(lines=(path,), data=path)


@Action("traits", "traits", N_("Lists the traits of a wheel."), (SLOT,), looks=True)
def traits(session: Session, slot: str) -> Result:
    found = {ref: trait.label for ref, trait in session.studio.catalog.slots.get(slot, {}).items()}
    return Result(lines=tuple(f"{ref} : {label}" for ref, label in found.items()), data=found)


@Action(
    "spin", "tourner", N_("Spins one wheel, or all that are not kept."), (SLOT.may(N_("all those that are not kept")),),
    (
        Key("spin", "space", N_("Spin"), N_("Spin the wheel in hand: chance gives another trait."), BENCH),
        Key("spin_all", "t", N_("Spin all"), N_("Spin all the wheels that are not kept."), BENCH),
    ),
)  # fmt: skip
def spin(session: Session, slot: str = "") -> Result:
    if not slot:
        session.studio.spin_all()
    elif slot in session.creation.locked:
        raise NotNow(_("This wheel is kept: let it go first."))
    else:
        session.studio.spin(slot)
    return _described(session, slot)


def _described(session: Session, slot: str = "", told: str = "", lines: Sequence[str] = ()) -> Result:
    """The creature told, with the trait in `slot` that has just changed."""
    text = session.studio.description().with_trait(slot).third
    return Result((*lines, text), {"description": text, "traits": dict(session.creation.traits)}, told=told)


@Action(
    "choose", "choisir", N_("Chooses a trait by hand."),
    (
        SLOT,
        Parameter(
            "trait", N_("TRAIT"), _trait_named, "trait", N_("One of the wheel’s traits, by its words."), rest=True
        ),
    ),
    (
        Key("previous", "left", N_("One back"), N_("Choose the trait before, by hand."), BENCH, shown=False),
        Key("next", "right", N_("One on"), N_("Choose the next trait, by hand."), BENCH, shown=False),
        Key(
            "pick", "enter", N_("The list"), N_("Choose the trait in a list of all those of the wheel."), BENCH,
            shown=False,
        ),
    ),
)  # fmt: skip
def choose(session: Session, slot: str, trait: str) -> Result:
    """Take the trait of that reference, id or label."""
    catalog = session.studio.catalog
    known = catalog.slots[slot]
    ref = next((ref for ref, one in known.items() if ref == trait or fold(one.label) == fold(trait)), None)
    session.studio.record("trait.choose", slot=slot, trait=ref or catalog.resolve(slot, trait))
    return _described(session, slot)


KEEP = Key("lock", "g", N_("Keep"), N_("Keep this trait: the wheel will not turn any more (or lets it go)."), BENCH)


@Action(
    "lock", "verrouiller", N_("Keeps a trait: the wheel turns no more."), (SLOT,), (KEEP,),
    enabled=lambda session, slot: slot not in session.creation.locked,
)  # fmt: skip
def lock(session: Session, slot: str) -> Result:
    session.studio.record("trait.lock", slot=slot)
    return Result(data=sorted(session.creation.locked))


@Action(
    "unlock", "déverrouiller", N_("Lets a trait go."), (SLOT,), (KEEP,),
    enabled=lambda session, slot: slot in session.creation.locked,
)  # fmt: skip
def unlock(session: Session, slot: str) -> Result:
    session.studio.record("trait.unlock", slot=slot)
    return Result(data=sorted(session.creation.locked))


@Action(
    "mutate", "muter", N_("Change one trait, whichever: chance chooses the wheel."),
    keys=(Key("mutate", "m", N_("Mutate"), bench=BENCH, shown=False),),
)  # fmt: skip
def mutate(session: Session) -> Result:
    slot = session.studio.mutable_slot()
    if slot is None:
        raise NotNow(_("All the wheels are kept: let one go first."))
    session.studio.spin(slot)
    return _described(session, slot)


@Action(
    "cross", "croiser", N_("Cross it with a creature that was saved before."), (JOURNAL,),
    (Key("cross", "c", N_("Cross"), bench=BENCH, shown=False),),
)  # fmt: skip
def cross(session: Session, journal: str) -> Result:
    path = find_group(journal, session.store, session.studio.library)
    with session.store.open(path, read_only=True) as other:
        session.studio.cross_with(other.creation, path.stem)
    return _described(session)


@Action(
    "own", "inventer", N_("Adds a trait of your own: noun=chat gender=m adjective=vert, or clause=…"),
    (
        SLOT,
        with_names(
            "trait", lambda _session, words: words, OWN_WORDS, N_("What the trait is made of, as name=value.")
        ),
    ),
    (Key("own", "a", N_("Own trait"), N_("Add a trait of your own to this wheel."), BENCH),),
)  # fmt: skip
def own(session: Session, slot: str, trait: Sequence[str] | dict[str, Any]) -> Result:
    """Add a trait, as words such as `nom=chat` or as a lexicon would write it, and wear it."""
    from bestio.persona.own import preview

    written = trait if isinstance(trait, dict) else trait_of(slot, tuple(trait))
    found, problems = session.studio.preview_trait(slot, written)
    if found is None:
        one = problems[0] if problems else None
        raise BestioError(one.message if one else _("This trait cannot be understood."), hint=own_hint(slot))
    grown = session.studio.add_trait(slot, written)
    forms = [f"{form.label} : {form.text}" for form in preview(found)]
    return _described(session, told=grown, lines=[*forms, *(f"{one.message} {one.hint}" for one in problems)])


@Action(
    "name", "nommer", N_("Names the creature (a name is found where none is given)."),
    (named("name", N_("NAME"), "words", N_("Its new name."), rest=True).may(N_("a name is found by chance")),),
    (Key("rename", "n", N_("Name"), N_("Give the creature another name."), BENCH),),
)  # fmt: skip
def name(session: Session, name: str = "") -> Result:
    session.studio.rename(name or session.studio.another_name())
    return Result(data=session.creation.name)


@Action(
    "lexicons", "lexiques", N_("Lists the lexicons, or makes the wheels of some."),
    (listed("ids", N_("LEXICON"), "lexicon", N_("Lexicons, by their names.")).may(LISTED),),
    (Key("lexicons", "l", N_("Lexicons"), N_("Choose which lexicons the wheels are made of."), BENCH, shown=False),),
    lists=True,
)  # fmt: skip
def lexicons(session: Session, ids: Sequence[str] = ()) -> Result:
    """Make the wheels of these lexicons; without any, list them, those in use marked."""
    studio = session.studio
    known = {key: one for key, one in studio.lexicons.items() if one.slots}
    for key in ids:
        if key not in known:
            raise UsageError(
                _("There is no lexicon called “{id}”.").format(id=key[:60]),
                hint=_("There are: {names}.").format(names=", ".join(known)),
            )
    if ids:
        told = studio.set_lexicons(ids)
        return Result(data=list(studio.lexicons_in_use()), told=told)
    used = studio.lexicons_in_use()
    mark = " (" + _("in use") + ")"
    lines = (f"{key} : {one.title}" + (mark if key in used else "") for key, one in known.items())
    return Result(lines=tuple(lines), data=list(used))


portrait = Action(
    "portrait", "portrait", N_("Draws the portrait into a picture file (--out, .png or .svg)."),
    keys=(Key("picture", "x", N_("Picture"), N_("Write its portrait into a file, PNG or SVG."), BENCH, shown=False),),
    looks=True,
)  # fmt: skip
page = Action(
    "page", "page",
    N_("Writes the creature’s page: who it is, its phrases with their sound, its whole story (--out, .html)."),
    keys=(
        Key("page", "w", N_("Page"), N_("Write its page, to open in any browser: voice, phrases, story."), "stage",
            shown=False),
    ),
    looks=True,
)  # fmt: skip
colouring = Action("colouring", "coloriage", N_("Draws a page to colour in, to print (--out, .svg)."), looks=True)
