"""The verbs of `bestio act` that look at the creation and change its creature."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bestio.cli.account import phrase_lines
from bestio.cli.desk import Desk, Told, builtins, need_creature
from bestio.cli.words import no_phrase_yet, pairs, phrase_of, slot_of
from bestio.errors import BestioError, UsageError
from bestio.i18n import _, ngettext
from bestio.language.typography import clean, percent
from bestio.persona.own import NEGATIONS, asks_h, clause_trait, noun_trait, preview
from bestio.persona.slots import SLOTS
from bestio.session.telling import lines_of, tell_creature, tell_voice
from bestio.session.why import why_creature, why_phrase, why_voice
from bestio.text.fold import fold
from bestio.text.slug import slug
from bestio.workshop.authors import authors_of, copied_of, pieces_of
from bestio.workshop.finding import find_group
from bestio.workshop.ledger import IMAGES
from bestio.workshop.narrate import clean as one_line

PICTURE_SCALE = 8
GENDERS = {"m": "m", "masculin": "m", "f": "f", "feminin": "f"}
HS = {"muet": "mute", "mute": "mute", "aspire": "aspirate", "aspirate": "aspirate"}
SEVERAL = frozenset({"p", "pluriel", "plural"})


def show(desk: Desk) -> Told:
    """Tell the whole creation."""
    need_creature(desk)
    studio, creation = desk.studio, desk.creation
    lines = [one_line(creation.name), ""]
    for wheel in studio.wheels():
        lock = " (" + _("kept") + ")" if wheel.slot in creation.locked else ""
        lines.append(f"{wheel.title} : {wheel.label}{lock}")
    lines += ["", studio.description().third, "", f"« {studio.description().first} »", ""]
    lines.append(_("Its voice: {voice}.").format(voice=studio.plain_voice().title))
    lines += [*texts(desk).lines, *phrases(desk).lines]
    data = {
        "name": creation.name,
        "traits": dict(creation.traits),
        "locked": sorted(creation.locked),
        "description": builtins(studio.description()),
        "voice": studio.plain_voice().recipe(),
        "texts": texts(desk).data,
        "phrases": phrases(desk).data,
    }
    return Told(tuple(lines), data)


def texts(desk: Desk) -> Told:
    """List what the machine reads."""
    lines = []
    for text in desk.studio.texts():
        shared = ", " + _("shared") if text.shared else ""
        count = ngettext("{n} word", "{n} words", text.words).format(n=text.words)
        part = _("{part} of the draw").format(part=percent(text.share)) if text.share else _("silent")
        weight = "" if text.weight == 1 else f", × {text.weight:g}".replace(".", ",")
        lines.append(f"{text.id} : {text.title} ({text.author}, {count}{shared}, {part}{weight})")
    return Told(tuple(lines), builtins(desk.studio.texts()))


def phrases(desk: Desk) -> Told:
    """List the phrases."""
    creation = desk.creation
    lines = []
    for phrase in creation.phrases.values():
        kept = " (" + _("kept") + f" {creation.kept.index(phrase.id) + 1})" if phrase.id in creation.kept else ""
        lines.append(f"{phrase.id}{kept} : {phrase.shown}")
    data = [{"id": one.id, "text": one.shown, "kept": one.kept} for one in creation.phrases.values()]
    return Told(tuple(lines) or (no_phrase_yet(),), data)


def why(desk: Desk) -> Told:
    """The glass box: the creature, its voice, or one phrase."""
    if not desk.words:
        need_creature(desk)
        creature = why_creature(desk.studio)
        return _told(tell_creature(creature), builtins(creature))
    if fold(desk.words[0]) in {"voix", "voice"}:
        voice = why_voice(desk.studio)
        data = {"voice": desk.studio.voice().voice.recipe(), "changes": list(voice.traits)}
        return _told(tell_voice(voice), {**data, **builtins(voice)})
    phrase = phrase_of(desk)
    found = why_phrase(desk.studio, phrase)
    data = {
        "text": phrase.shown,
        "steps": builtins(list(phrase.steps)),
        "copied": builtins(copied_of(phrase)),
        "pieces": builtins(pieces_of(phrase)),
        "authors": authors_of(found.parts),
        "changes": builtins(found.changes),
        "words": builtins(found.words),
        "wanted": builtins(found.wanted),
    }
    return Told((phrase.shown, *phrase_lines(found)), data)


def _told(passages: Iterable[list[str]], data: Any) -> Told:
    return Told(tuple(lines_of(passages)), data)


def traits(desk: Desk) -> Told:
    """List the traits of a wheel."""
    slot = slot_of(desk)
    traits = desk.studio.cabinet.slots.get(slot, {})
    lines = [f"{ref} : {trait.label}" for ref, trait in traits.items()]
    return Told(tuple(lines), {ref: trait.label for ref, trait in traits.items()})


def spin(desk: Desk) -> Told:
    """Spin one wheel, or all that are not kept."""
    if not desk.words:
        desk.studio.spin_all()
        return _description(desk)
    slot = slot_of(desk)
    if slot in desk.creation.locked:
        raise BestioError(_("This trait is locked."), hint=_("Unlock it before drawing it again."))
    desk.studio.spin(slot)
    return _description(desk, slot)


def _description(desk: Desk, slot: str = "") -> Told:
    """The creature told, with the trait in `slot` that has just changed."""
    told = desk.studio.description().with_trait(slot).third
    return Told((told,), {"description": told, "traits": dict(desk.creation.traits)})


def choose(desk: Desk) -> Told:
    """Choose a trait by hand."""
    slot, wanted = slot_of(desk), " ".join(desk.words[1:])
    traits = desk.studio.cabinet.slots[slot]
    named = [ref for ref, trait in traits.items() if fold(trait.label) == fold(wanted)]
    desk.studio.act("trait.choose", slot=slot, trait=named[0] if named else desk.studio.cabinet.resolve(slot, wanted))
    return _description(desk, slot)


def lexicons(desk: Desk) -> Told:
    """List the lexicons, those in use marked; with ids, make the wheels of these."""
    known = {key: one for key, one in desk.studio.lexicons.items() if one.slots}
    told: list[str] = []
    if desk.words:
        for key in desk.words:
            if key not in known:
                raise UsageError(
                    _("There is no lexicon called “{id}”.").format(id=key[:60]),
                    hint=_("There are: {names}.").format(names=", ".join(known)),
                )
        told.append(desk.studio.set_lexicons(desk.words))
    else:
        used = desk.studio.lexicons_in_use()
        for key, one in known.items():
            told.append(f"{key} : {one.title}" + (" (" + _("in use") + ")" if key in used else ""))
    return Told(tuple(told), list(desk.studio.lexicons_in_use()))


def portrait(desk: Desk) -> Told:
    """Draw the creature into a picture file: --out, else the group's folder of pictures."""
    return _picture(desk, ".png")


def colouring(desk: Desk) -> Told:
    """Draw the creature as a page to colour in: --out, else the group's folder of pictures."""
    from bestio.export.picture import COLOURING  # noqa: PLC0415 (each costs time that another verb does not need)

    out = desk.request.out
    if out is not None and out.suffix.lower() != ".svg":
        raise UsageError(
            _("A page to colour in is an SVG file."),
            hint=_("Give the file a name that ends in .svg: any browser prints it."),
        )
    return _picture(desk, COLOURING)


def _picture(desk: Desk, ending: str) -> Told:
    from bestio.export.picture import to_colouring, write_picture, write_whole  # noqa: PLC0415
    from bestio.persona.portrait import FLAT, draw, gather_strips  # noqa: PLC0415

    need_creature(desk)
    studio, creation = desk.studio, desk.creation
    studio.strips = gather_strips({key: lexicon.portraits for key, lexicon in studio.lexicons.items()})
    path = desk.request.out or _free(
        desk.library.workspace / IMAGES / studio.journal.path.parent.name / studio.journal.path.stem,
        slug(creation.name, "creature"),
        ending,
    )
    if ending == ".png":
        write_picture(path, draw(studio.strips, studio.look()), scale=PICTURE_SCALE, title=creation.name)
    else:
        flat = draw(studio.strips, studio.look(), colours=FLAT)
        write_whole(path, to_colouring(flat, title=creation.name).encode())
    return Told((_("The picture is in the file {file}.").format(file=path),), str(path))


def _free(folder: Path, name: str, ending: str) -> Path:
    names = [name, *(f"{name}-{number}" for number in range(2, 1000))]
    return folder / next((f"{one}{ending}" for one in names if not (folder / f"{one}{ending}").exists()), name + ending)


def rename_group(desk: Desk) -> Told:
    """Give the group another made-up name."""
    desk.studio.act("group.name", name=clean(" ".join(desk.words)))
    return Told(data=desk.studio.journal.group)


def lock(desk: Desk, *, do: str) -> Told:
    """Keep a trait, or let it go."""
    desk.studio.act(do, slot=slot_of(desk))
    return Told(data=sorted(desk.creation.locked))


def give_name(desk: Desk) -> Told:
    """Name the creature."""
    desk.studio.rename(" ".join(desk.words) or desk.studio.another_name())
    return Told(data=desk.creation.name)


def mutate(desk: Desk) -> Told:
    """Change one trait, whichever."""
    slot = desk.studio.mutable_slot()
    if slot is None:
        raise BestioError(_("All the wheels are kept."), hint=_("Unlock one first."))
    desk.studio.spin(slot)
    return _description(desk, slot)


def cross(desk: Desk) -> Told:
    """Cross the creature with another one."""
    other = find_group(" ".join(desk.words), desk.store, desk.library)
    with desk.store.open(other, read_only=True) as journal:
        desk.studio.cross_with(journal.creation, other.stem)
    return _description(desk)


def own_trait(desk: Desk) -> Told:
    """A noun with `gender`, `adjective`, `of`…, or a clause."""
    slot = slot_of(desk)
    trait = _trait(slot, desk.words[1:])
    found, problems = desk.studio.preview_trait(slot, trait)
    if found is None:
        one = problems[0] if problems else None
        raise BestioError(one.message if one else _("This trait cannot be understood."), hint=_own_hint(slot))
    grown = desk.studio.add_trait(slot, trait)
    forms = [f"{form.label} : {form.text}" for form in preview(found)]
    told = _description(desk)
    return Told((*forms, *(f"{one.message} {one.hint}" for one in problems), grown, *told.lines), told.data)


def _trait(slot: str, words: tuple[str, ...]) -> dict[str, Any]:
    """The trait that words such as `nom=chat` say, as a lexicon would write it. Raises BestioError."""
    if SLOTS.get(slot) == "noun":
        given = pairs(words, {"noun", "gender", "number", "plural", "h", "adjective", "of"})
        if not given.get("noun"):
            raise BestioError(_("A noun is missing."), hint=_own_hint(slot))
        gender = GENDERS.get(fold(given.get("gender", "m")), "")
        aspirate = HS.get(fold(given.get("h", "mute")), "")
        if not gender or not aspirate:
            raise BestioError(_("The gender is m or f, the h is muet or aspiré."), hint=_own_hint(slot))
        if "h" not in given and asks_h(given["noun"]):
            noun = given["noun"]
            raise BestioError(
                _("“{noun}” begins with an h that nobody knows yet.").format(noun=noun),
                hint=_("Add h=aspiré if one says “{le} {noun}”, or h=muet if one says “l’{noun}”.").format(
                    le="le" if gender == "m" else "la", noun=noun
                ),
            )
        several = fold(given.get("number", "s")) in SEVERAL
        return noun_trait(
            given["noun"], gender, aspirate=aspirate == "aspirate", several=several,
            plural=given.get("plural", ""), adjective=given.get("adjective", ""), of=given.get("of", ""),
        )  # fmt: skip
    given = pairs(words, {"clause", "of", "negation", "agreement"})
    if not given.get("clause"):
        raise BestioError(_("A verb is missing."), hint=_own_hint(slot))
    if "{" in given["clause"]:
        return {"clause": given["clause"]}
    negation = fold(given.get("negation", ""))
    if negation not in NEGATIONS:
        raise BestioError(_("The negation is pas, jamais or plus."), hint=_own_hint(slot))
    return clause_trait(given["clause"], given.get("of", ""), negation, given.get("agreement", ""))


def _own_hint(slot: str) -> str:
    if SLOTS.get(slot) == "noun":
        return _('For instance: nom=bouilloire genre=f adjectif=rouillé suite="à vapeur" pluriel=bouilloires h=aspiré')
    return _('For instance: verbe=craindre suite="l’orage et les aimants" negation=jamais')


def note(desk: Desk) -> Told:
    """Write a note."""
    desk.studio.act("note.write", text=clean(" ".join(desk.words)))
    return Told()


def again(desk: Desk, *, do: str) -> Told:
    """Undo or redo."""
    desk.studio.act(do)
    return Told(data=desk.creation.name)


def where(desk: Desk) -> Told:
    """Tell where the journal is."""
    path: Path = desk.studio.journal.path
    return Told((str(path),), str(path))
