"""`bestio invent` and `bestio lexicons`: creatures and what they are drawn from, in text."""

from __future__ import annotations

import os
from pathlib import Path
from random import SystemRandom

from bestio.cli.output import PROBLEMS, say, say_json, tell
from bestio.creation.trait_effects import first_voice, label_of
from bestio.errors import Problem, UsageError
from bestio.i18n import _
from bestio.language.typography import grouped
from bestio.library import open_library
from bestio.persona.catalog import TraitCatalog
from bestio.persona.description import describe
from bestio.persona.lexicons import load_lexicons
from bestio.persona.persona import SEEDS, Persona
from bestio.persona.persona import invent as invent_persona
from bestio.persona.portrait import choose_look, draw, gather_strips
from bestio.persona.trait import Lexicon
from bestio.speech.voice import load_voices


def chosen_lexicons(every: dict[str, Lexicon], ids: list[str]) -> list[Lexicon]:
    """The lexicons that are asked for, or all that have slots. Raises UsageError for an unknown one."""
    for wanted in ids:
        if wanted not in every:
            raise UsageError(
                _("There is no lexicon called “{id}”.").format(id=wanted[:60]),
                hint=_("There are: {names}.").format(names=", ".join(key for key, one in every.items() if one.slots)),
            )
    return [every[key] for key in ids] if ids else [one for one in every.values() if one.slots]


def _locked(catalog: TraitCatalog, locks: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for lock in locks:
        slot, equals, trait = lock.partition("=")
        if not equals or not slot.strip() or not trait.strip():
            raise UsageError(
                _("“{lock}” does not say which trait to lock.").format(lock=lock[:60]),
                hint=_("Write slot=trait, for instance: --lock tete=hibou"),
            )
        found[slot.strip()] = catalog.resolve(slot.strip(), trait.strip())
    return found


def invent(
    *,
    seed: int | None,
    lexicons: list[str],
    locks: list[str],
    name: str | None,
    picture: Path | None,
    as_json: bool,
    home: Path | None,
) -> int:
    """Invent a creature; print it, and write its portrait where asked."""
    library = open_library(home, os.environ)
    problems: list[Problem] = []
    every = load_lexicons(library, problems.append)
    catalog = TraitCatalog(chosen_lexicons(every, lexicons))
    seed = int(SystemRandom().random() * SEEDS) if seed is None else seed
    persona = invent_persona(catalog, seed, locked=_locked(catalog, locks), name=name)
    told = describe(catalog, persona)
    voice = first_voice(load_voices(library, problems.append), seed)
    _warn(problems)
    if picture is not None:
        _draw(every, catalog, persona, picture)
    if as_json:
        say_json(
            {
                "name": persona.name,
                "seed": seed,
                "traits": dict(persona.traits),
                "combinations": catalog.combinations(),
                "description": {"third": told.third, "first": told.first},
                "voice": voice,
            }
        )
        return 0
    say(persona.name)
    say()
    for slot in catalog.slots:
        trait = catalog.trait(slot, persona.traits.get(slot))
        if trait is not None:
            say(f"  {catalog.titles.get(slot, slot):<18} {label_of(catalog, persona, trait)}")
    say()
    say(told.third)
    say()
    say(f"« {told.first} »")
    say()
    total = grouped(catalog.combinations())
    say(_("One creature among {n}. Its number: {seed}. Its voice: {voice}.").format(n=total, seed=seed, voice=voice))
    return 0


def _draw(every: dict[str, Lexicon], catalog: TraitCatalog, persona: Persona, path: Path) -> None:
    from bestio.export.picture import write_picture  # noqa: PLC0415

    strips = gather_strips({key: lexicon.portraits for key, lexicon in every.items()})
    write_picture(path, draw(strips, choose_look(strips, catalog.slots, persona.traits)), title=persona.name)


def _warn(problems: list[Problem]) -> None:
    for problem in problems:
        tell(str(problem))


def lexicons(*, as_json: bool, home: Path | None) -> int:
    """List the lexicons: id, title, traits and texts."""
    library = open_library(home, os.environ)
    problems: list[Problem] = []
    found = load_lexicons(library, problems.append)
    files = library.files("lexicons")
    rows = [
        {
            "id": one.id,
            "title": one.title,
            "language": one.language,
            "slots": {slot: len(content.traits) for slot, content in one.slots.items()},
            "traits": sum(len(content.traits) for content in one.slots.values()),
            "sources": {key: {"title": text.title, "author": text.author, "words": len(text.text.split())}
                        for key, text in one.sources.items()},
            "portraits": len(one.portraits),
            "file": str(files.get(one.id, "")),
        }
        for one in found.values()
    ]  # fmt: skip
    if as_json:
        say_json(rows)
    else:
        for row in rows:
            say(
                _("{id}: {title} ({traits} traits, {texts} texts, {pictures} pictures)").format(
                    id=row["id"], title=row["title"], traits=row["traits"], texts=len(found[str(row["id"])].sources),
                    pictures=row["portraits"],
                )
            )  # fmt: skip
    _warn(problems)
    return PROBLEMS if problems else 0
